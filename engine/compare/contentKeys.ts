import { crc32 } from '../zip/crc32.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Pacer } from '../pacer.ts';
import type { TensorPlace } from '../report/listTensors.ts';
import { findStoredView } from '../stats/planTensor.ts';
import { createStorageReader } from '../stats/readStorage.ts';
import { findDtype } from '../torch/dtypes.ts';
import { contiguousStride, countElements } from '../torch/elementMath.ts';
import type { StorageValue, TensorValue } from '../values/pyValue.ts';

/** Tensors beyond this many bytes are recognised by a recorded checksum only. */
const READ_BYTES = 268_435_456;
/** Bytes that are read at once for a checksum. */
const PIECE_BYTES: number = 4 << 20;

/** A tensor that is the whole of its storage, element after element; undefined for views. */
export function findWholeStorage(tensor: TensorValue): StorageValue | undefined {
  const found = findStoredView(tensor);
  if ('why' in found || found.tensor !== tensor) return undefined;
  const { storage, view } = found;
  const bytes = (Number(countElements(view.shape)) * (findDtype(tensor.dtype)?.bits ?? 0)) / 8;
  const strides = contiguousStride(view.shape);
  const isPlain = view.offset === 0 && view.stride.every((stride, axis) => stride === strides[axis]);
  return isPlain && storage.extent?.size === bytes ? storage : undefined;
}

/**
 * A text that is equal for tensors of equal content: length and CRC-32, from the container's record or else computed. Undefined for
 * views, arrays and what is too large to be read for a guess.
 */
export async function readContentKey(
  opened: OpenedFile,
  { value }: TensorPlace,
  { signal, pacer }: { readonly signal?: AbortSignal; readonly pacer?: Pacer } = {},
): Promise<string | undefined> {
  const storage = value.kind === 'tensor' ? findWholeStorage(value) : undefined;
  const extent = storage?.extent;
  if (storage === undefined || extent === undefined) return undefined;
  if (extent.crc32 !== undefined) return `${extent.size} ${extent.crc32}`;
  if (extent.size > READ_BYTES) return undefined;
  const read = createStorageReader(opened, storage);
  let checksum = 0;
  for (let at = 0; at < extent.size; at += PIECE_BYTES) {
    checksum = crc32(await read(at, Math.min(PIECE_BYTES, extent.size - at), signal), checksum);
    if (pacer?.isDue() === true) await pacer.pause();
  }
  return `${extent.size} ${checksum}`;
}

/** Whether both containers record the same checksum of the same tensor: equal, as far as 32 bits can tell. */
export function haveEqualChecksums(left: TensorPlace['value'], right: TensorPlace['value']): boolean {
  if (left.kind !== 'tensor' || right.kind !== 'tensor' || left.dtype !== right.dtype) return false;
  if (left.quantization !== undefined || right.quantization !== undefined || left.neg !== right.neg) return false;
  const [a, b] = [findWholeStorage(left)?.extent, findWholeStorage(right)?.extent];
  return a?.crc32 !== undefined && a.crc32 === b?.crc32 && a.size === b.size;
}
