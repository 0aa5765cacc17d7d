import type { DifferenceSummary } from '../compare/differenceSummary.ts';
import { ELEMENT_KINDS, type ElementFormat } from './elementKind.ts';
import { decodeKernelWasm } from './generated/kernelWasm.ts';

/** Bytes of one input buffer. */
export const SIDE_BYTES: number = 2 << 20;
/** Input buffers of one kernel: three pairs, one being compared while the others are being filled. */
export const SIDE_BUFFERS = 6;

/** 13 MiB, sized at start: growing would detach the buffer of a read that is on its way. */
const MEMORY_PAGES = 208;
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
  /** The difference of everything since the last call, and forgets it. */
  take(): DifferenceSummary;
}

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
      const summary = readSummary(memory, place.state);
      wasm.resetDifference(place.state);
      return summary;
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

/** Reads the fields of assembly/differenceState.ts, in their order. */
function readSummary(memory: WebAssembly.Memory, at: number): DifferenceSummary {
  const [changed = 0, pairs = 0, leftNan = 0, rightNan = 0, newNan = 0, sum = 0, sumLow = 0, squares = 0, ...rest] =
    new Float64Array(memory.buffer, at, 16);
  const [exponent = 0, leftSquares = 0, leftExponent = 0, rightSquares = 0, rightExponent = 0, ...last] = rest;
  const [products = 0, largest = 0, largestAt = -1] = last;
  return {
    changed,
    pairs,
    leftNan,
    rightNan,
    newNan,
    sum: sum + sumLow,
    squares,
    exponent,
    left: { squares: leftSquares, exponent: leftExponent },
    right: { squares: rightSquares, exponent: rightExponent },
    products,
    largest,
    largestAt,
  };
}
