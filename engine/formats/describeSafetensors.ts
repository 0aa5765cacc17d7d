import { contiguousStride } from '../torch/elementMath.ts';
import type { PyDict } from '../values/pyValue.ts';
import type { StorageExtent, StorageValue, TensorValue } from '../values/tensorValue.ts';
import type { OpenedFile } from './openedFile.ts';
import type { SafetensorsTensor } from './safetensorsHeader.ts';

/** safetensors' names of element types, and torch's. Source: safetensors/src/tensor.rs. */
const DTYPES: ReadonlyMap<string, string> = new Map([
  ['BOOL', 'bool'],
  ['U8', 'uint8'],
  ['I8', 'int8'],
  ['F8_E5M2', 'float8_e5m2'],
  ['F8_E4M3', 'float8_e4m3fn'],
  ['F8_E8M0', 'float8_e8m0fnu'],
  ['F8_E5M2FNUZ', 'float8_e5m2fnuz'],
  ['F8_E4M3FNUZ', 'float8_e4m3fnuz'],
  ['U16', 'uint16'],
  ['I16', 'int16'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['U32', 'uint32'],
  ['I32', 'int32'],
  ['F32', 'float32'],
  ['U64', 'uint64'],
  ['I64', 'int64'],
  ['F64', 'float64'],
  ['C64', 'complex64'],
  ['F4', 'float4_e2m1fn_x2'],
]);

/** torch's name of an element type, or undefined for one that it does not have. */
export function findSafetensorsDtype(name: string): string | undefined {
  return DTYPES.get(name);
}

/** The tensors as a dict by name: each with a storage of its own, as the format shares nothing. */
export function describeTensors(
  tensors: readonly SafetensorsTensor[],
  file: { readonly dataStart: number; readonly size: number },
): Pick<OpenedFile, 'root' | 'storages' | 'tensors'> {
  const values = tensors.map((tensor, index) => describeTensor(tensor, index, file));
  const root: PyDict = {
    kind: 'dict',
    type: 'builtins.dict',
    keys: tensors.map((tensor) => tensor.name),
    values: values.map(({ tensor }) => tensor),
  };
  return { root, storages: values.map(({ storage }) => storage), tensors: values.map(({ tensor }) => tensor) };
}

function describeTensor(
  written: SafetensorsTensor,
  index: number,
  file: { readonly dataStart: number; readonly size: number },
): { tensor: TensorValue; storage: StorageValue } {
  const dtype = findSafetensorsDtype(written.dtype) ?? written.dtype;
  const bytes = written.end - written.begin;
  const shape = shapeOf(written);
  const storage: StorageValue = {
    kind: 'storage',
    key: written.name,
    keyless: true,
    dtype: undefined,
    type: 'UntypedStorage',
    device: 'cpu',
    elements: bytes,
    bytes,
    extent: placeOf(file.dataStart + written.begin, bytes, file.size),
    index,
  };
  const tensor: TensorValue = {
    kind: 'tensor',
    type: 'torch.Tensor',
    layout: 'strided',
    dtype,
    shape,
    stride: contiguousStride(shape),
    storageOffset: 0,
    storage,
    device: 'cpu',
    requiresGrad: false,
  };
  return { tensor, storage };
}

/** safetensors counts 4-bit elements one by one, torch in pairs along the last dimension. */
function shapeOf({ dtype, shape }: SafetensorsTensor): readonly number[] {
  const last = shape.at(-1);
  return dtype === 'F4' && last !== undefined && last % 2 === 0 ? [...shape.slice(0, -1), last / 2] : shape;
}

function placeOf(offset: number, bytes: number, size: number): StorageExtent | undefined {
  if (offset > size || (offset === size && bytes > 0)) return undefined;
  const held = Math.min(bytes, size - offset);
  return { offset, bytes: held, compressed: false, size: held };
}
