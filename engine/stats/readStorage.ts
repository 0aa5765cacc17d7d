import type { OpenedFile } from '../formats/openedFile.ts';
import { LIMITS } from '../limits.ts';
import type { StorageValue, TensorValue } from '../values/pyValue.ts';
import { locateExtent } from './placeRuns.ts';
import { planTensor } from './planTensor.ts';
import { readPiece, type ReadStorage } from './reducePart.ts';

/**
 * Reads a storage from wherever it lies: in the file, inside a pickle, or compressed. A compressed storage is expanded whole, under
 * a limit, because nothing can be read from its middle.
 */
export function createStorageReader(opened: OpenedFile, storage: StorageValue): ReadStorage {
  const { extent } = storage;
  if (extent === undefined) throw new RangeError(`a storage with bytes, not ${storage.key}`);
  const { held, compressed, entry } = extent;
  if (held !== undefined) return async (offset, length) => held.subarray(offset, offset + length);
  if (compressed && entry !== undefined) {
    let expanded: Promise<Uint8Array> | undefined;
    return async (offset, length, signal) => {
      expanded ??= opened.entries?.read(entry, LIMITS.storageBytes, signal);
      return ((await expanded) ?? new Uint8Array()).subarray(offset, offset + length);
    };
  }
  let start: Promise<number> | undefined;
  return async (offset, length, signal) => {
    start ??= locateExtent(extent, opened, signal);
    return opened.source.read((await start) + offset, length, signal);
  };
}

/** The values of a small tensor in order, as numbers: a quantizer's scales. Undefined where it has no real values. */
export async function readSmallTensor(
  opened: OpenedFile,
  tensor: TensorValue,
  signal?: AbortSignal,
): Promise<readonly number[] | undefined> {
  const plan = planTensor(tensor, { swapped: opened.container.byteOrder === 'big' });
  const part = plan.kind === 'real' ? plan.parts[0] : undefined;
  const size = tensor.shape.length === 1 ? Number(tensor.shape[0]) : Number.NaN;
  if (part === undefined || !(size <= LIMITS.quantizerChannels)) return undefined;
  const bytes = await readPiece(part.set.view, part.reader.bits, createStorageReader(opened, part.storage), signal);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = NUMBER_READERS[tensor.dtype];
  if (read === undefined) return undefined;
  const width = part.reader.bits / 8;
  return Array.from({ length: bytes.length / width }, (_, i) => read(view, i * width, !part.reader.swapped));
}

/** The types that torch gives scales and zero points. */
const NUMBER_READERS: { readonly [dtype: string]: (view: DataView, at: number, little: boolean) => number } = {
  float64: (view, at, little) => view.getFloat64(at, little),
  float32: (view, at, little) => view.getFloat32(at, little),
  int64: (view, at, little) => Number(view.getBigInt64(at, little)),
  int32: (view, at, little) => view.getInt32(at, little),
};
