import type { PyValue } from '../values/pyValue.ts';

/**
 * The memo of a pickle. Picklers number entries from 0 upwards, so those are kept in an array; an index that leaves a gap
 * goes to a map: the file names the index, and must not thereby claim memory.
 */
export class Memo {
  /** Entries that will be read; undefined: any may be. Others are counted and not kept. */
  readonly #reads: ReadonlySet<number> | undefined;
  readonly #dense: (PyValue | undefined)[] = [];
  readonly #sparse = new Map<number, PyValue | undefined>();

  constructor(reads: ReadonlySet<number> | undefined) {
    this.#reads = reads;
  }

  /** Number of entries, which is the index that MEMOIZE writes. */
  get size(): number {
    return this.#dense.length + this.#sparse.size;
  }

  /** The entry, or undefined where there is none. */
  get(index: number): PyValue | undefined {
    return index < this.#dense.length ? this.#dense[index] : this.#sparse.get(index);
  }

  put(index: number, value: PyValue): void {
    const kept = this.#reads === undefined || this.#reads.has(index) ? value : undefined;
    if (index < this.#dense.length) {
      this.#dense[index] = kept;
    } else if (index === this.#dense.length) {
      this.#dense.push(kept);
      if (this.#sparse.size > 0) this.#sparse.delete(index);
    } else {
      this.#sparse.set(index, kept);
    }
  }
}
