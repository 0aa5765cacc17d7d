import type { TensorEntry } from '../../shared/inspectDocument.ts';
import { countElements } from './elementLines.ts';

/** What can be shown of a tensor's values. */
export interface TensorValues {
  readonly shape: readonly number[];
  readonly elements: number;
  /** Whether only the stored values of a sparse or nested tensor are shown. */
  readonly isStored: boolean;
  /** Bytes of the elements; a bound on what has to be read. */
  readonly bytes: number;
  /** Why there are no values to show at all. */
  readonly missing: string | undefined;
  /** Whether a histogram makes sense: complex numbers have no order, text and objects no size. */
  readonly hasHistogram: boolean;
  /** Whether a heatmap makes sense. */
  readonly hasSlice: boolean;
  readonly isComplex: boolean;
}

/** Reads from a tensor's description which of its values can be shown. */
export function planValues(tensor: TensorEntry): TensorValues {
  const shape = shapeOfValues(tensor);
  const elements = countElements(shape);
  const isComplex = tensor.dtype.startsWith('complex');
  const isNumeric = !/^(?:object|str|bytes|datetime|timedelta|void|[<>|=]?[OSUVMm]\d*)/.test(tensor.dtype);
  const missing = explainMissing(tensor, elements);
  const hasNumbers = missing === undefined && isNumeric;
  return {
    shape,
    elements,
    isStored: tensor.parts !== undefined,
    bytes: Number(tensor.bytes),
    missing,
    hasHistogram: hasNumbers && !isComplex && elements > 1,
    hasSlice: hasNumbers && elements > 1,
    isComplex,
  };
}

/** Of a sparse or nested tensor the stored values are shown, which have a shape of their own. */
function shapeOfValues(tensor: TensorEntry): readonly number[] {
  const values = tensor.parts?.['values'];
  const own = typeof values === 'object' && values !== null && 'shape' in values ? values.shape : undefined;
  return (Array.isArray(own) ? own : tensor.shape).map(Number);
}

function explainMissing({ device, parts }: TensorEntry, elements: number): string | undefined {
  if (device === 'meta') return 'A meta tensor has a shape and a type, but no values.';
  if (elements > 0) return undefined;
  return parts === undefined ? 'This tensor has no elements.' : 'This tensor stores no values.';
}
