import {
  DIFFERENCE_NUMBERS,
  readDifference,
  writeDifference,
  type DifferenceKernel,
} from '../kernels/differenceKernel.ts';
import { mergeDifferences, type DifferenceSummary } from './differenceSummary.ts';

/** The difference of a tensor's elements between file `step` of a row and the next; in a row of one, of the file and itself. */
export interface FollowedPart {
  readonly tensor: number;
  readonly step: number;
  /** Elements that it covers. */
  readonly count: number;
  readonly summary: DifferenceSummary;
}

const KEY_NUMBERS = 3;
const ROW: number = KEY_NUMBERS + DIFFERENCE_NUMBERS;
const FIRST_ROWS = 64;

/** Parts as rows of numbers, one for each tensor and step: thousands of them cross to another thread at the cost of a copy. */
export class PartRows {
  #numbers = new Float64Array(FIRST_ROWS * ROW);
  #rows = 0;
  readonly #places = new Map<number, Map<number, number>>();
  #open: { tensor: number; step: number; count: number } | undefined;

  /** Says what the kernel was given. Until it is taken from, it is given elements of one tensor and step only. */
  count(tensor: number, step: number, count: number): void {
    if (this.#open === undefined) this.#open = { tensor, step, count };
    else this.#open.count += count;
  }

  /** Takes from the kernel what it was given. */
  take(kernel: DifferenceKernel): void {
    if (this.#open === undefined) return;
    const { tensor, step, count } = this.#open;
    this.#open = undefined;
    const byTensor = this.#places.get(step) ?? new Map<number, number>();
    this.#places.set(step, byTensor);
    const known = byTensor.get(tensor);
    if (known === undefined) {
      const at = this.#addRow();
      byTensor.set(tensor, at);
      this.#numbers.set([tensor, step, count], at);
      kernel.takeInto(this.#numbers, at + KEY_NUMBERS);
      return;
    }
    const numbers = this.#numbers;
    numbers[known + 2] = (numbers[known + 2] ?? 0) + count;
    const merged = mergeDifferences(readDifference(numbers, known + KEY_NUMBERS), kernel.take());
    writeDifference(merged, numbers, known + KEY_NUMBERS);
  }

  /** All rows but those of some tensors. */
  without(tensors: ReadonlySet<number>): Float64Array {
    const rows: Float64Array[] = [];
    const all = this.#numbers.slice(0, this.#rows * ROW);
    if (tensors.size === 0) return all;
    for (let at = 0; at < all.length; at += ROW) {
      if (!tensors.has(all[at] ?? -1)) rows.push(all.subarray(at, at + ROW));
    }
    const kept = new Float64Array(rows.length * ROW);
    for (const [place, row] of rows.entries()) kept.set(row, place * ROW);
    return kept;
  }

  /** Where the new row begins. */
  #addRow(): number {
    const at = this.#rows++ * ROW;
    if (at === this.#numbers.length) {
      const grown = new Float64Array(at * 2);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    return at;
  }
}

/** Reads the rows back. */
export function* readParts(rows: Float64Array): Generator<FollowedPart> {
  for (let at = 0; at < rows.length; at += ROW) {
    const [tensor = -1, step = 0, count = 0] = rows.subarray(at, at + KEY_NUMBERS);
    yield { tensor, step, count, summary: readDifference(rows, at + KEY_NUMBERS) };
  }
}
