import type { NumberList } from './figures.ts';

/** Numbers that arrive one by one or in lists, kept as doubles: an array of JavaScript numbers would hold each twice. */
export class FloatColumn {
  #values = new Float64Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#reserve(1);
    this.#values[this.#length++] = value;
  }

  append(values: NumberList): void {
    this.#reserve(values.length);
    this.#values.set(values, this.#length);
    this.#length += values.length;
  }

  /** A copy of what came so far. */
  toArray(): Float64Array<ArrayBuffer> {
    return this.#values.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#values.length) return;
    const grown = new Float64Array(Math.max(wanted, this.#values.length * 2));
    grown.set(this.#values);
    this.#values = grown;
  }
}
