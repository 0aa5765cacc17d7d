import type { OpenedFile } from '../formats/openedFile.ts';
import { countView } from '../stats/stridedView.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { noElements, openElements, type Elements } from './elements.ts';
import { mergeDims, takeRange, type ElementView } from './elementView.ts';
import type { Following } from './following.ts';
import { writeNpyHeader } from './npyHeader.ts';
import { createNumberReader } from './numbers.ts';
import { channelsInOrder } from './readElements.ts';
import { readViews, unitOf } from './readView.ts';

/** Bytes of one piece of the file that is written. */
const PIECE_BYTES: number = 1 << 20;
/** Bytes of elements that are gathered at once where they do not lie side by side: the more, the longer the reads. */
const BAND_BYTES: number = 16 << 20;
/** A tensor that shows more than this often what the file holds is not written out, unless it is small. */
const MAX_EXPANSION = 16;
const SMALL_BYTES: number = 1 << 30;

/** numpy's codes of the types that it has, without byte order. */
const CODES: { readonly [dtype: string]: string } = {
  float16: 'f2',
  float32: 'f4',
  float64: 'f8',
  complex64: 'c8',
  complex128: 'c16',
  int8: 'i1',
  int16: 'i2',
  int32: 'i4',
  int64: 'i8',
  uint8: 'u1',
  uint16: 'u2',
  uint32: 'u4',
  uint64: 'u8',
  bool: 'b1',
};

/** A `.npy` file that is ready to be written. */
export interface NpyExport {
  readonly descr: string;
  readonly shape: readonly number[];
  /** Bytes of the whole file. */
  readonly bytes: number;
  /** The file from its beginning, in pieces of at most 1 MiB that the caller owns. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/**
 * A tensor as a `.npy` file: format 1.0, C order, byte order as in the file. `as` converts real values to float32. Of a sparse
 * or nested tensor the stored values are written. Errors: `usage` for types without a numpy equivalent, for tensors without
 * values and those that show far more than the file holds; while pieces are read `source/*`, `zip/*`.
 */
export async function exportNpy(
  opened: OpenedFile,
  value: TensorValue | NdarrayValue,
  options: { readonly as?: 'float32' | undefined } & Following = {},
): Promise<NpyExport> {
  const elements = await openElements(opened, value, options.signal);
  const { dtype, view } = elements;
  const isConverted = options.as !== undefined && dtype !== options.as;
  if (isConverted && /^(?:complex|bits|float4)/u.test(dtype)) {
    throw noElements(`Elements of type ${dtype} cannot be converted to float32.`);
  }
  const descr = isConverted ? '<f4' : describeType(elements);
  const count = countView(view);
  const width = Number(descr.slice(2));
  checkExpansion(count * width, opened.source.size);
  const shape = view.dims.map(({ size }) => size);
  const header = writeNpyHeader(descr, shape);
  return {
    descr,
    shape,
    bytes: header.length + count * width,
    pieces: writePieces(elements, header, isConverted ? convertToFloat32(elements) : createCopier(elements), options),
  };
}

function describeType({ dtype, swapped }: Elements): string {
  const code = CODES[dtype];
  if (code === undefined) {
    const converts = /^(?:bfloat16|float8|q)/u.test(dtype);
    throw noElements(
      `numpy has no type for ${dtype}.`,
      converts ? 'Convert it to float32: --as float32 on the command line.' : undefined,
    );
  }
  return `${code.endsWith('1') ? '|' : swapped ? '>' : '<'}${code}`;
}

function checkExpansion(bytes: number, fileBytes: number): void {
  if (bytes <= Math.max(SMALL_BYTES, MAX_EXPANSION * fileBytes)) return;
  throw noElements(
    `Written out, the tensor would take ${bytes} bytes, far more than its file of ${fileBytes} bytes holds.`,
    'It is an expanded view: load it in Python and save what it repeats.',
  );
}

/** Turns what `readView` gave, from element `first` of the tensor, into what the file holds. */
type Convert = (bytes: Uint8Array, first: number) => Uint8Array;

async function* writePieces(
  elements: Elements,
  header: Uint8Array,
  convert: Convert,
  { signal, onProgress, pacer }: Following,
): AsyncGenerator<Uint8Array> {
  yield header;
  const unit = unitOf(elements);
  const pieceElements = Math.floor(PIECE_BYTES / Math.max(unit, 4));
  const count = countView(elements.view);
  let done = 0;
  for await (const { bytes } of readViews(elements, cutBands(elements, pieceElements), signal)) {
    for (let at = 0; at < bytes.length; at += pieceElements * unit) {
      const piece = bytes.subarray(at, at + pieceElements * unit);
      yield convert(piece, done);
      done += piece.length / unit;
      onProgress?.(done, count);
      if (pacer?.isDue() === true) await pacer.pause();
    }
  }
}

function* cutBands(elements: Elements, pieceElements: number): Generator<{ readonly view: ElementView }> {
  const view = mergeDims(elements.view);
  const isRun = view.dims.length === 0 || (view.dims.length === 1 && view.dims[0]?.stride === 1);
  const band = isRun ? pieceElements : Math.floor(BAND_BYTES / unitOf(elements));
  const count = countView(view);
  for (let start = 0; start < count; start += band) {
    for (const part of takeRange(view, start, Math.min(start + band, count))) yield { view: part };
  }
}

/** Copies elements; signs that the tensor turns are turned, bit by bit. */
function createCopier({ dtype, swapped, negated, conjugated, bits }: Elements): Convert {
  const isComplex = dtype.startsWith('complex');
  const parts = isComplex ? 2 : 1;
  const width = bits / 8 / parts;
  const turned = Array.from({ length: parts }, (_, part) => (part === 1 ? negated !== conjugated : negated));
  if (!turned.includes(true)) return (bytes) => new Uint8Array(bytes);
  const signByte = swapped ? 0 : width - 1;
  return (bytes) => {
    const copy = new Uint8Array(bytes);
    for (let at = 0, part = 0; at < copy.length; at += width, part = (part + 1) % parts) {
      if (turned[part] === true) copy[at + signByte] = (copy[at + signByte] ?? 0) ^ 0x80;
    }
    return copy;
  };
}

function convertToFloat32(elements: Elements): Convert {
  const numbers = createNumberReader(elements);
  const channelOf = channelsInOrder(elements);
  return (bytes, first) => {
    const values = new Float64Array(bytes.length / numbers.unit);
    numbers.read(bytes, 0, values, (i) => channelOf(first + i));
    return new Uint8Array(Float32Array.from(values).buffer);
  };
}
