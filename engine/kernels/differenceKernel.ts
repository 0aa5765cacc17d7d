import type { DifferenceSummary } from '../compare/differenceSummary.ts';
import { ELEMENT_KINDS, type ElementFormat } from './elementKind.ts';
import { decodeKernelWasm } from './generated/kernelWasm.ts';

/** Bytes of one input buffer: what is read into two of them is still in the second-level cache when it is compared. */
export const SIDE_BYTES: number = 512 << 10;
/** Input buffers of one kernel: three pairs, one being compared while the others are being filled. */
export const SIDE_BUFFERS = 6;

/** 4 MiB, sized at start: growing would detach the buffer of a read that is on its way. */
const MEMORY_PAGES = 64;
const VALUES_BYTES = 256 * 4;

/** Functions of the WASM module; every pointer is a byte offset into its memory. */
interface KernelExports {
  heapBase(): number;
  differenceStateSize(): number;
  differenceScratch(): number;
  resetDifference(state: number): void;
  swapBytes(at: number, bytes: number, width: number): void;
  difference(
    state: number,
    leftKind: number,
    rightKind: number,
    left: number,
    right: number,
    count: number,
    base: number,
    byValue: number,
    leftValues: number,
    rightValues: number,
    scratch: number,
  ): void;
}

/** Elements in an input buffer. */
export interface BufferedElements {
  readonly format: ElementFormat;
  /** Number of the buffer. */
  readonly input: number;
  /** Bytes from the start of the buffer; a multiple of the element width. */
  readonly start: number;
}

/** One instance of the difference kernel, with memory of its own. Not shared between workers. */
export interface DifferenceKernel {
  /** Input buffers to read into, each {@link SIDE_BYTES} long. */
  readonly inputs: readonly Uint8Array[];
  /** Turns elements of the other byte order round, in place. */
  swap(elements: BufferedElements, count: number): void;
  /**
   * Adds the difference of `count` elements to the running one; `base` is the number of the first of them. One format on both
   * sides compares by bits, two compare by value.
   */
  add(left: BufferedElements, right: BufferedElements, count: number, base: number): void;
  /** The difference of everything since it was last taken, and forgets it. */
  take(): DifferenceSummary;
  /** The same as {@link DIFFERENCE_NUMBERS} numbers at a place of `target`; {@link readDifference} reads them. */
  takeInto(target: Float64Array, at: number): void;
}

/** Numbers that a difference takes as a row of them: the fields of assembly/differenceState.ts, in their order. */
export const DIFFERENCE_NUMBERS = 16;

let compiled: WebAssembly.Module | undefined;

/** Instantiates the kernel; the module is compiled once for a worker. */
export function createDifferenceKernel(): DifferenceKernel {
  compiled ??= new WebAssembly.Module(decodeKernelWasm());
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  // oxlint-disable-next-line no-unsafe-type-assertion -- the module is ours, built from assembly/index.ts
  const wasm = instance.exports as unknown as KernelExports;
  const place = layOut(wasm);
  const inputs = place.inputs.map((at) => new Uint8Array(memory.buffer, at, SIDE_BYTES));
  const addressOf = ({ input, start }: BufferedElements): number => (place.inputs[input] ?? 0) + start;
  const load = (values: Float32Array | undefined, at: number): void => {
    if (values !== undefined) new Float32Array(memory.buffer, at, 256).set(values);
  };
  wasm.resetDifference(place.state);
  const state = new Float64Array(memory.buffer, place.state, DIFFERENCE_NUMBERS);
  return {
    inputs,
    swap(elements, count) {
      const { width } = elements.format;
      if (width > 1) wasm.swapBytes(addressOf(elements), count * width, width);
    },
    add(left, right, count, base) {
      load(left.format.values, place.leftValues);
      load(right.format.values, place.rightValues);
      wasm.difference(
        place.state,
        ELEMENT_KINDS.indexOf(left.format.kind),
        ELEMENT_KINDS.indexOf(right.format.kind),
        addressOf(left),
        addressOf(right),
        count,
        base,
        isSameFormat(left.format, right.format) ? 0 : 1,
        place.leftValues,
        place.rightValues,
        place.scratch,
      );
    },
    take() {
      const summary = readDifference(state, 0);
      wasm.resetDifference(place.state);
      return summary;
    },
    takeInto(target, at) {
      target.set(state, at);
      wasm.resetDifference(place.state);
    },
  };
}

/** Whether equal bits mean equal values, so that bits can be compared. */
export function isSameFormat(a: ElementFormat, b: ElementFormat): boolean {
  if (a.kind !== b.kind) return false;
  return a.values === b.values || (a.values?.every((value, byte) => Object.is(value, b.values?.[byte])) ?? false);
}

interface Layout {
  readonly state: number;
  readonly leftValues: number;
  readonly rightValues: number;
  readonly scratch: number;
  readonly inputs: readonly number[];
}

function layOut(wasm: KernelExports): Layout {
  let at = wasm.heapBase();
  const reserve = (bytes: number) => {
    // 64 bytes: a cache line, and more than any vector load wants.
    const start = Math.ceil(at / 64) * 64;
    at = start + bytes;
    return start;
  };
  return {
    state: reserve(wasm.differenceStateSize()),
    leftValues: reserve(VALUES_BYTES),
    rightValues: reserve(VALUES_BYTES),
    scratch: reserve(wasm.differenceScratch()),
    inputs: Array.from({ length: SIDE_BUFFERS }, () => reserve(SIDE_BYTES)),
  };
}

/** A difference from its row of numbers. */
export function readDifference(numbers: Float64Array, at: number): DifferenceSummary {
  const field = (place: number): number => numbers[at + place] ?? 0;
  return {
    changed: field(0),
    pairs: field(1),
    leftNan: field(2),
    rightNan: field(3),
    newNan: field(4),
    sum: field(5) + field(6),
    squares: field(7),
    exponent: field(8),
    left: { squares: field(9), exponent: field(10) },
    right: { squares: field(11), exponent: field(12) },
    products: field(13),
    largest: field(14),
    largestAt: field(15),
  };
}

/** The row of numbers of a difference. */
export function writeDifference(summary: DifferenceSummary, numbers: Float64Array, at: number): void {
  const { changed, pairs, leftNan, rightNan, newNan, sum, squares, exponent, left, right } = summary;
  const { products, largest, largestAt } = summary;
  const sides = [left.squares, left.exponent, right.squares, right.exponent];
  numbers.set(
    [changed, pairs, leftNan, rightNan, newNan, sum, 0, squares, exponent, ...sides, products, largest, largestAt],
    at,
  );
}
