type NumericArray = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

const FIRST_CAPACITY = 256;

/** A typed array that grows: one column of the tree while it is built. Reading beyond its length gives 0. */
export class Column<A extends NumericArray> {
  readonly #make: (length: number) => A;
  #items: A;
  #length = 0;

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#items = make(FIRST_CAPACITY);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) this.#grow(this.#length * 2);
    this.#items[this.#length++] = value;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#items[index] = value;
  }

  /** The values so far, in an array of their exact length. */
  toArray(): A {
    const result = this.#make(this.#length);
    result.set(this.#items.subarray(0, this.#length));
    return result;
  }

  #grow(capacity: number): void {
    const grown = this.#make(capacity);
    grown.set(this.#items);
    this.#items = grown;
  }
}
