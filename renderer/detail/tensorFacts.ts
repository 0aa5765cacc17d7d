import type { NodeDetail } from '../../shared/engineApi.ts';
import type { JsonValue, TensorEntry } from '../../shared/inspectDocument.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { Fact } from './FactGrid.tsx';

/** What a tensor's description says, without its storage: sizes, layout, flags, quantization. */
export function listTensorFacts(detail: NodeDetail, tensor: TensorEntry): readonly Fact[] {
  return [
    { label: 'elements', value: formatCount(detail.elements) },
    { label: 'bytes', value: formatCount(tensor.bytes) },
    { label: 'dtype', value: tensor.dtype },
    { label: 'device', value: tensor.device },
    ...(tensor.stride ? [{ label: 'stride', value: formatDims(tensor.stride), title: formatDims(tensor.stride) }] : []),
    ...(tensor.storageOffset !== undefined ? [{ label: 'offset', value: formatCount(tensor.storageOffset) }] : []),
    { label: 'requires grad', value: yesNo(tensor.requiresGrad) },
    ...(detail.contiguous !== undefined ? [{ label: 'contiguous', value: yesNo(detail.contiguous) }] : []),
    ...(tensor.layout === 'strided' ? [] : [{ label: 'layout', value: tensor.layout }]),
    ...(tensor.nnz === undefined ? [] : [{ label: 'nonzero', value: formatCount(tensor.nnz) }]),
    ...(tensor.conj === true ? [{ label: 'conjugated', value: 'yes' }] : []),
    ...(tensor.neg === true ? [{ label: 'negated', value: 'yes' }] : []),
    ...listQuantization(tensor),
    ...(tensor.type === 'torch.Tensor' ? [] : [{ label: 'class', value: tensor.type, title: tensor.type, wide: true }]),
  ];
}

function listQuantization({ qscheme, scale, zeroPoint, axis }: TensorEntry): readonly Fact[] {
  if (qscheme === undefined) return [];
  return [
    { label: 'scheme', value: qscheme, title: qscheme, wide: true },
    ...(scale === undefined ? [] : [jsonFact('scale', scale)]),
    ...(zeroPoint === undefined ? [] : [jsonFact('zero point', zeroPoint)]),
    ...(axis === undefined ? [] : [{ label: 'axis', value: formatCount(axis) }]),
  ];
}

function jsonFact(label: string, value: JsonValue): Fact {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { label, value: text, title: text, wide: typeof value === 'object' };
}

/** Strides as torch prints them: `(192, 64, 8, 1)`. */
function formatDims(dims: readonly (number | string)[]): string {
  return dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(', ')})`;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
