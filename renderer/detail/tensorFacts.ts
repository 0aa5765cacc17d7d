import type { NodeDetail } from '../../shared/engineApi.ts';
import type { JsonValue, TensorEntry } from '../../shared/inspectDocument.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { Fact } from './FactGrid.tsx';

/** Characters that fit into a cell beside its label. */
const CELL_CHARACTERS = 13;

/** What a tensor's description says, without its storage: sizes, layout, flags, quantization. */
export function listTensorFacts(detail: NodeDetail, tensor: TensorEntry): readonly Fact[] {
  return [
    { label: 'elements', value: formatCount(detail.elements) },
    { label: 'bytes', value: formatCount(tensor.bytes) },
    { label: 'dtype', value: tensor.dtype },
    { label: 'device', value: tensor.device },
    { label: 'requires grad', value: yesNo(tensor.requiresGrad) },
    ...(detail.contiguous !== undefined ? [{ label: 'contiguous', value: yesNo(detail.contiguous) }] : []),
    ...(tensor.storageOffset !== undefined ? [{ label: 'offset', value: formatCount(tensor.storageOffset) }] : []),
    ...(tensor.stride ? [textFact('stride', formatDims(tensor.stride))] : []),
    ...(tensor.layout === 'strided' ? [] : [{ label: 'layout', value: tensor.layout }]),
    ...(tensor.nnz === undefined ? [] : [{ label: 'nnz', value: formatCount(tensor.nnz) }]),
    ...(tensor.conj === true ? [{ label: 'conjugated', value: 'yes' }] : []),
    ...(tensor.neg === true ? [{ label: 'negated', value: 'yes' }] : []),
    ...listQuantization(tensor),
    ...(tensor.type === 'torch.Tensor' ? [] : [textFact('class', tensor.type)]),
  ];
}

function listQuantization({ qscheme, scale, zeroPoint, axis }: TensorEntry): readonly Fact[] {
  if (qscheme === undefined) return [];
  return [
    textFact('scheme', qscheme),
    ...(scale === undefined ? [] : [textFact('scale', writeJson(scale))]),
    ...(zeroPoint === undefined ? [] : [textFact('zero point', writeJson(zeroPoint))]),
    ...(axis === undefined ? [] : [{ label: 'axis', value: formatCount(axis) }]),
  ];
}

/** Text takes a cell where it fits, the whole line where it does not. */
function textFact(label: string, text: string): Fact {
  return { label, value: text, title: text, wide: text.length > CELL_CHARACTERS };
}

function writeJson(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Strides as a tuple, closely set: `(192,64,8,1)`. */
function formatDims(dims: readonly (number | string)[]): string {
  return dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(',')})`;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
