import type { ByteSource } from '../../engine/bytes/byteSource.ts';
import { MemorySource } from '../../engine/bytes/memorySource.ts';
import type { OpenedFile } from '../../engine/formats/openedFile.ts';
import type { Quantization, TensorValue } from '../../engine/values/tensorValue.ts';

/** A tensor over the bytes of a source, as an opened file would describe it. */
export interface TensorClaim {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset?: number;
  readonly byteOrder?: 'little' | 'big';
  readonly neg?: boolean;
  readonly conj?: boolean;
  readonly quantization?: Quantization;
}

/** A file that is one storage, and a tensor that looks into it. */
export function tensorOver(
  bytes: Uint8Array | ByteSource,
  { dtype, shape, stride, offset = 0, byteOrder = 'little', neg, conj, quantization }: TensorClaim,
): { readonly opened: OpenedFile; readonly tensor: TensorValue } {
  const source = bytes instanceof Uint8Array ? new MemorySource(bytes) : bytes;
  const tensor: TensorValue = {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype,
    shape,
    stride,
    storageOffset: offset,
    storage: {
      kind: 'storage',
      key: '0',
      dtype,
      type: 'UntypedStorage',
      device: 'cpu',
      elements: source.size,
      bytes: source.size,
      extent: { offset: 0, bytes: source.size, compressed: false, size: source.size },
      index: 0,
    },
    device: 'cpu',
    requiresGrad: false,
    ...(neg !== undefined && { neg }),
    ...(conj !== undefined && { conj }),
    ...(quantization && { quantization }),
  };
  const opened: OpenedFile = {
    source,
    format: 'torch-zip',
    container: { byteOrder },
    root: tensor,
    storages: tensor.storage ? [tensor.storage] : [],
    tensors: [tensor],
    findings: [],
    overhead: [],
  };
  return { opened, tensor };
}
