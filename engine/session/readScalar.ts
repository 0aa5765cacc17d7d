import type { OpenedFile } from '../formats/openedFile.ts';
import { findDtype } from '../torch/dtypes.ts';
import { tensorElements } from '../torch/tensorSize.ts';
import { floatRepr } from '../values/pythonRepr.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { findPayloadStart } from './payloadStart.ts';

/** How the bytes of one element become its text. */
const READERS: { readonly [dtype: string]: (view: DataView, littleEndian: boolean) => string } = {
  float64: (view, little) => shortRepr(view.getFloat64(0, little)),
  float32: (view, little) => shortRepr(Number(view.getFloat32(0, little).toPrecision(7))),
  int64: (view, little) => String(view.getBigInt64(0, little)),
  int32: (view, little) => String(view.getInt32(0, little)),
  int16: (view, little) => String(view.getInt16(0, little)),
  int8: (view) => String(view.getInt8(0)),
  uint8: (view) => String(view.getUint8(0)),
  bool: (view) => (view.getUint8(0) === 0 ? 'False' : 'True'),
};

/** A float as text; a counter that is kept as a float reads as the whole number that it is. */
function shortRepr(value: number): string {
  return floatRepr(value).replace(/\.0$/, '');
}

/** Whether {@link readScalar} can tell the value: one element of a common dtype, stored as it is. */
export function isReadableScalar(tensor: TensorValue): boolean {
  const isStored = tensor.storage?.extent !== undefined && !tensor.storage.extent.compressed;
  return isStored && tensor.dtype in READERS && tensorElements(tensor) === 1;
}

/**
 * The value of a tensor of one element in a few digits (an optimizer's `step`). Reads that element only; undefined
 * where the file does not hold it.
 */
export async function readScalar(
  opened: OpenedFile,
  tensor: TensorValue,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { storage, storageOffset = 0, dtype } = tensor;
  const read = READERS[dtype];
  const itemSize = (findDtype(dtype)?.bits ?? 0) / 8;
  if (!storage?.extent || !read || typeof storageOffset !== 'number' || itemSize === 0) return undefined;
  const within = storageOffset * itemSize;
  if (within + itemSize > storage.extent.bytes) return undefined;
  const start = await findPayloadStart(opened, storage.extent, signal);
  if (start === undefined) return undefined;
  const bytes = await opened.source.read(start + within, itemSize, signal);
  return read(new DataView(bytes.buffer, bytes.byteOffset, itemSize), opened.container.byteOrder !== 'big');
}
