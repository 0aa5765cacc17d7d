import { unpackBits } from '../stats/elementReader.ts';
import { countView } from '../stats/stridedView.ts';
import type { Elements } from './elements.ts';
import { mergePlaced, planPieces, type PlacedDim, type ViewPiece } from './viewPieces.ts';
import type { ElementView } from './elementView.ts';

/** Reads of one view that are on their way at once; a slow storage answers them side by side. */
const READS_AT_ONCE = 4;

/** Bytes of one element as {@link readView} gives it: packed elements get a byte each. */
export function unitOf({ bits }: Elements): number {
  return Math.max(1, bits / 8);
}

/**
 * The elements of a view in its order, {@link unitOf} bytes each, as the file has them. Only the ranges that hold them are
 * read, and gaps that are cheaper to read than to skip. Memory: the view itself and a few pieces of 2 MiB.
 */
export async function readView(elements: Elements, view: ElementView, signal?: AbortSignal): Promise<Uint8Array> {
  const unit = unitOf(elements);
  const count = countView(view);
  if (count === 0) return new Uint8Array();
  const placed = mergePlaced(view);
  if (placed.dims.length === 0 || (placed.dims.length === 1 && placed.dims[0]?.stride === 1)) {
    return readPacked(elements, view.offset, count, signal);
  }
  const target = new Uint8Array(count * unit);
  const pieces = planPieces(placed, elements.bits);
  const work = async (): Promise<void> => {
    // One generator feeds all: whoever is done takes the next piece.
    for (let next = pieces.next(); next.done !== true; next = pieces.next()) {
      signal?.throwIfAborted();
      const piece = next.value;
      copyPiece(piece, unit, await readPacked(elements, piece.offset, piece.span, signal), target);
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, work));
  return target;
}

/** Views in turn, the next one being read while the caller works on the last. */
export async function* readViews<View extends { readonly view: ElementView }>(
  elements: Elements,
  views: Iterable<View>,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly part: View; readonly bytes: Uint8Array }> {
  let ahead: { part: View; bytes: Promise<Uint8Array> } | undefined;
  for (const part of views) {
    signal?.throwIfAborted();
    const bytes = readView(elements, part.view, signal);
    // A read that fails while an earlier one is worked on is reported when its turn comes.
    bytes.catch(() => undefined);
    if (ahead !== undefined) yield { part: ahead.part, bytes: await ahead.bytes };
    ahead = { part, bytes };
  }
  if (ahead !== undefined) yield { part: ahead.part, bytes: await ahead.bytes };
}

/** Neighbouring elements, one byte each where several share a byte. */
async function readPacked(
  { bits, read }: Elements,
  offset: number,
  count: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const from = Math.floor((offset * bits) / 8);
  const to = Math.ceil(((offset + count) * bits) / 8);
  const bytes = await read(from, to - from, signal);
  if (bits >= 8) return bytes;
  const first = offset % (8 / bits);
  return unpackBits(bytes, bits).subarray(first, first + count);
}

/** Copies the elements of a piece to their places. */
function copyPiece(piece: ViewPiece, unit: number, source: Uint8Array, target: Uint8Array): void {
  const from = asUnits(source, unit);
  const to = asUnits(target, unit);
  const row: Row = { from, to, scale: unit / from.BYTES_PER_ELEMENT };
  const { inner, outer } = splitInner(piece.dims);
  const index = outer.map(() => 0);
  let at = 0;
  let place = piece.place;
  for (;;) {
    copyRow(row, inner, at, place);
    let axis = 0;
    for (; axis < outer.length; axis++) {
      const dim = outer[axis] ?? inner;
      const next = (index[axis] ?? 0) + 1;
      at += dim.stride;
      place += dim.place;
      if (next < dim.size) {
        index[axis] = next;
        break;
      }
      at -= dim.size * dim.stride;
      place -= dim.size * dim.place;
      index[axis] = 0;
    }
    if (axis === outer.length) return;
  }
}

const ONE: PlacedDim = { size: 1, stride: 1, place: 1 };

/** The dimension of the shortest step in the target goes inside: writes are side by side. */
function splitInner(dims: readonly PlacedDim[]): { readonly inner: PlacedDim; readonly outer: readonly PlacedDim[] } {
  const [inner = ONE, ...outer] = dims.toSorted((a, b) => a.place - b.place);
  return { inner, outer };
}

type Units = Uint8Array | Uint16Array | Uint32Array;

/** Elements of 1, 2 and 4 bytes as one item each, of 8 and 16 as two and four. */
function asUnits(bytes: Uint8Array, unit: number): Units {
  const width = Math.min(unit, 4);
  if (width === 1) return bytes;
  const { buffer, byteOffset, byteLength } = alignBytes(bytes, width);
  return width === 2
    ? new Uint16Array(buffer, byteOffset, byteLength / 2)
    : new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** The bytes where a typed array of items this wide can look at them: a copy, if they begin at an odd place. */
export function alignBytes(bytes: Uint8Array, width: number): Uint8Array {
  return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
}

interface Row {
  readonly from: Units;
  readonly to: Units;
  /** Items an element. */
  readonly scale: number;
}

function copyRow({ from, to, scale }: Row, dim: PlacedDim, at: number, place: number): void {
  const { size, stride, place: step } = dim;
  if (stride === 1 && step === 1) {
    to.set(from.subarray(at * scale, (at + size) * scale), place * scale);
    return;
  }
  if (scale === 1) {
    for (let i = 0; i < size; i++) to[place + i * step] = from[at + i * stride] ?? 0;
    return;
  }
  for (let i = 0; i < size; i++) {
    const source = (at + i * stride) * scale;
    const target = (place + i * step) * scale;
    for (let item = 0; item < scale; item++) to[target + item] = from[source + item] ?? 0;
  }
}
