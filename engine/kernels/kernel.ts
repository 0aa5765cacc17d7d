import { QUANTILES } from '../../shared/statistics.ts';
import { NO_FIGURES, type NumberList, type TensorFigures } from '../stats/figures.ts';
import { countBins, type SparseHistogram } from '../stats/histogram.ts';
import { deriveMoments, type Summary } from '../stats/summary.ts';
import { ELEMENT_KINDS, type ElementFormat } from './elementKind.ts';
import { decodeKernelWasm } from './generated/kernelWasm.ts';

/** Bytes of one input buffer. */
export const INPUT_BYTES: number = 4 << 20;
/** Input buffers of one kernel: one being reduced while the others are being filled. */
export const INPUT_BUFFERS = 3;
/** Bins of a histogram that {@link Kernel.describe} makes, at most. */
export const MOST_BINS = 4096;

/** 16 MiB, sized at start: growing would detach the buffer of a read that is on its way. */
const MEMORY_PAGES = 256;
const TABLE_BYTES: number = countBins('float64') * 4;
const PAIRS_BYTES: number = TABLE_BYTES * 2;
const SCRATCH_BYTES = 4096 * 8;
const VALUES_BYTES = 256 * 4;
const SHARES: readonly number[] = QUANTILES.map(([, share]) => share);

/** Functions of the WASM module; every pointer is a byte offset into its memory. */
interface KernelExports {
  heapBase(): number;
  stateSize(): number;
  resetState(state: number): void;
  swapBytes(at: number, bytes: number, width: number): void;
  reduce(
    state: number,
    kind: number,
    input: number,
    count: number,
    table: number,
    scratch: number,
    values: number,
  ): void;
  drainHistogram(state: number, table: number, wide: number, output: number): number;
  describeHistogram(
    state: number,
    integer: number,
    shares: number,
    asked: number,
    quantiles: number,
    limit: number,
    edges: number,
    counts: number,
  ): number;
}

/** One instance of the kernels, with memory of its own. Not shared between workers. */
export interface Kernel {
  /** Input buffers to read into, each {@link INPUT_BYTES} long. */
  readonly inputs: readonly Uint8Array[];
  /** Adds elements of an input buffer to the running summary. `bytes` is a multiple of the element width. */
  reduce(format: ElementFormat, input: number, start: number, bytes: number, swapped: boolean): void;
  /** The summary of everything since the last `take` or `describe`, and forgets it. */
  take(format: ElementFormat): Summary;
  /**
   * The figures of the same, at a fraction of the cost, and forgets it. `bins` is the most that the histogram may have, up to
   * {@link MOST_BINS}. Lists of numbers are views that the next call overwrites.
   */
  describe(format: ElementFormat, bins: number): TensorFigures<NumberList>;
}

let compiled: WebAssembly.Module | undefined;

/** Instantiates the kernels; the module is compiled once for a worker. */
export function createKernel(): Kernel {
  compiled ??= new WebAssembly.Module(decodeKernelWasm());
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  // oxlint-disable-next-line no-unsafe-type-assertion -- the module is ours, built from assembly/index.ts
  const wasm = instance.exports as unknown as KernelExports;
  const place = layOut(wasm.heapBase(), wasm.stateSize());
  const inputs = place.inputs.map((at) => new Uint8Array(memory.buffer, at, INPUT_BYTES));
  const floats = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  const state = { floats: floats(place.state, 10), integers: new BigInt64Array(memory.buffer, place.state + 80, 2) };
  floats(place.shares, SHARES.length).set(SHARES);
  const quantiles = floats(place.quantiles, SHARES.length);
  const edges = floats(place.edges, MOST_BINS + 1);
  const filled = floats(place.counts, MOST_BINS);
  let valuesLoaded: Float32Array | undefined;
  wasm.resetState(place.state);
  /** Leaves the histogram as pairs. */
  const drain = ({ scheme }: ElementFormat) =>
    wasm.drainHistogram(place.state, place.table, scheme === 'float64' ? 1 : 0, place.pairs);
  return {
    inputs,
    reduce(format, input, start, bytes, swapped) {
      const at = (place.inputs[input] ?? 0) + start;
      if (swapped && format.width > 1) wasm.swapBytes(at, bytes, format.width);
      if (format.values !== undefined && format.values !== valuesLoaded) {
        new Float32Array(memory.buffer, place.values, 256).set(format.values);
        valuesLoaded = format.values;
      }
      const kind = ELEMENT_KINDS.indexOf(format.kind);
      wasm.reduce(place.state, kind, at, bytes / format.width, place.table, place.scratch, place.values);
    },
    take(format) {
      const pairs = drain(format);
      const summary = {
        ...readState(state, format),
        histogram: readPairs(memory, place.pairs, pairs, format.scheme),
      };
      wasm.resetState(place.state);
      return summary;
    },
    describe(format, bins) {
      if (bins > MOST_BINS) throw new RangeError(`at most ${MOST_BINS} bins, not ${bins}`);
      drain(format);
      const read = readState(state, format);
      const moments = deriveMoments(read);
      const { count, finite, nan, posinf, neginf, zeros, min, max, minInteger = min, maxInteger = max } = read;
      if (moments === undefined) {
        wasm.resetState(place.state);
        return { ...NO_FIGURES, count, finite, nan, posinf, neginf, zeros };
      }
      const length = wasm.describeHistogram(
        place.state,
        Number(format.integer),
        place.shares,
        SHARES.length,
        place.quantiles,
        bins,
        place.edges,
        place.counts,
      );
      wasm.resetState(place.state);
      const { mean, std, l2 } = moments;
      const histogram = { edges: edges.subarray(0, length + 1), counts: filled.subarray(0, length) };
      // No spread: it would take longer than everything else together.
      return {
        count,
        finite,
        nan,
        posinf,
        neginf,
        zeros,
        min: minInteger,
        max: maxInteger,
        mean,
        std,
        l2,
        quantiles,
        histogram,
      };
    },
  };
}

interface Layout {
  readonly state: number;
  readonly values: number;
  readonly scratch: number;
  readonly table: number;
  readonly pairs: number;
  readonly shares: number;
  readonly quantiles: number;
  readonly edges: number;
  readonly counts: number;
  readonly inputs: readonly number[];
}

function layOut(base: number, stateSize: number): Layout {
  let at = base;
  const reserve = (bytes: number) => {
    // 64 bytes: a cache line, and more than any vector load wants.
    const start = Math.ceil(at / 64) * 64;
    at = start + bytes;
    return start;
  };
  return {
    state: reserve(stateSize),
    values: reserve(VALUES_BYTES),
    scratch: reserve(SCRATCH_BYTES),
    table: reserve(TABLE_BYTES),
    pairs: reserve(PAIRS_BYTES),
    shares: reserve(SHARES.length * 8),
    quantiles: reserve(SHARES.length * 8),
    edges: reserve((MOST_BINS + 1) * 8),
    counts: reserve(MOST_BINS * 8),
    inputs: Array.from({ length: INPUT_BUFFERS }, () => reserve(INPUT_BYTES)),
  };
}

function readPairs(
  memory: WebAssembly.Memory,
  at: number,
  pairs: number,
  scheme: SparseHistogram['scheme'],
): SparseHistogram {
  const flat = new Uint32Array(memory.buffer, at, pairs * 2);
  const bins = new Uint32Array(pairs);
  const counts = new Float64Array(pairs);
  for (let i = 0; i < pairs; i++) {
    bins[i] = flat[2 * i] ?? 0;
    counts[i] = flat[2 * i + 1] ?? 0;
  }
  return { scheme, bins, counts };
}

const SIGN_BIT: bigint = 1n << 63n;

/** The fields of assembly/state.ts, in their order. */
interface StateViews {
  readonly floats: Float64Array;
  readonly integers: BigInt64Array;
}

function readState({ floats, integers }: StateViews, format: ElementFormat): Omit<Summary, 'histogram'> {
  const [finite = 0, nan = 0, posinf = 0, neginf = 0, zeros = 0, min = 0, max = 0, mean = 0, m2 = 0, exponent = 0] =
    floats;
  const count = finite + nan + posinf + neginf;
  const state = { count, finite, nan, posinf, neginf, zeros, min, max, mean, m2, exponent };
  if ((format.kind !== 'int64' && format.kind !== 'uint64') || finite === 0) return state;
  const [low = 0n, high = 0n] = integers;
  if (format.kind === 'int64') return { ...state, minInteger: low, maxInteger: high };
  // The kernel orders unsigned numbers as signed ones, with the top bit flipped.
  const unflip = (ordered: bigint) => BigInt.asUintN(64, ordered ^ SIGN_BIT);
  return { ...state, minInteger: unflip(low), maxInteger: unflip(high) };
}
