import type { TensorValue } from '../values/tensorValue.ts';
import { findDtype } from './dtypes.ts';
import { bytesOf, countElements, type Extent, multiply, reachOf } from './elementMath.ts';
import type { ProblemList } from './problems.ts';

/** A view that shows this many times the elements of its storage, and more than a million, is worth a word. */
const EXPANSION = 16;
const EXPANSION_ELEMENTS = 2 ** 20;
/** torch counts elements in a signed 64-bit integer. */
const MOST_ELEMENTS = 2n ** 63n - 1n;

/** Checks that a tensor's description makes sense and stays inside its storage, and so do its parts. */
export function checkTensor(tensor: TensorValue, problems: ProblemList): void {
  for (const part of tensor.parts ?? []) checkTensor(part.tensor, problems);
  if (tensor.quantization !== undefined) checkQuantization(tensor, problems);
  const contradiction = findContradiction(tensor);
  if (contradiction !== undefined) {
    problems.add(tensor, { code: 'tensor/malformed', severity: 'error', ...contradiction });
  } else if (tensor.storage !== undefined) {
    checkBounds(tensor, problems);
  }
}

interface Contradiction {
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

function findContradiction(tensor: TensorValue): Contradiction | undefined {
  const { shape, stride } = tensor;
  if (stride !== undefined && stride.length !== shape.length) {
    return {
      message: 'Shape and stride of a tensor have different lengths.',
      expected: `${shape.length} strides`,
      found: `${stride.length}`,
    };
  }
  if (tensor.parts !== undefined) return undefined;
  const negative = [...shape, ...(stride ?? [])].find((extent) => extent < 0);
  if (negative !== undefined) {
    return {
      message: 'A size or a stride of a tensor is negative, which torch does not have.',
      expected: 'sizes and strides of at least 0',
      found: `shape [${shape.join(', ')}], stride [${(stride ?? []).join(', ')}]`,
    };
  }
  if (countElements(shape) > MOST_ELEMENTS) {
    return {
      message: 'A tensor has more elements than 64 bits can count.',
      expected: `at most ${MOST_ELEMENTS} elements`,
      found: `shape [${shape.join(', ')}]`,
    };
  }
  return undefined;
}

function checkBounds(tensor: TensorValue, problems: ProblemList): void {
  const { storage, shape, stride, storageOffset } = tensor;
  const dtype = findDtype(tensor.dtype);
  if (storage === undefined || stride === undefined || storageOffset === undefined) return;
  if (dtype === undefined) {
    problems.add(tensor, {
      code: 'tensor/unknown-dtype',
      severity: 'error',
      message: `The element type of a tensor is not known, so its values cannot be read.`,
      expected: 'a dtype of torch',
      found: storage.type,
    });
    return;
  }
  const needed = bytesOf(reachOf(shape, stride, storageOffset), dtype.bits);
  if (storageOffset < 0 || needed > storage.bytes) {
    problems.add(tensor, {
      code: 'tensor/bounds',
      severity: 'error',
      message: `A tensor reaches outside storage ${storage.key}: it needs ${needed} bytes, the storage has ${storage.bytes}.`,
      expected: `at most ${storage.bytes} bytes`,
      found: `${needed} bytes (shape [${shape.join(', ')}], stride [${stride.join(', ')}], offset ${storageOffset})`,
    });
    return;
  }
  reportExpansion(tensor, countElements(shape), storage.bytes, dtype.bits, problems);
}

function reportExpansion(
  tensor: TensorValue,
  elements: Extent,
  storageBytes: Extent,
  bits: number,
  problems: ProblemList,
): void {
  if (elements < EXPANSION_ELEMENTS || bytesOf(elements, bits) <= multiply(storageBytes, EXPANSION)) return;
  problems.add(tensor, {
    code: 'tensor/expanded',
    severity: 'info',
    message: `A tensor shows ${elements} elements over a storage of ${storageBytes} bytes: it repeats them by a stride of 0 or overlapping strides.`,
    found: `shape [${tensor.shape.join(', ')}], stride [${(tensor.stride ?? []).join(', ')}]`,
  });
}

/** One scale and zero point for each slice along the axis, which must exist. */
function checkQuantization(tensor: TensorValue, problems: ProblemList): void {
  const quantization = tensor.quantization;
  if (quantization === undefined || !('axis' in quantization)) return;
  const { axis, scales, zeroPoints } = quantization;
  const size = tensor.shape[axis];
  const lengths = [scales, zeroPoints].map((figures) =>
    'kind' in figures ? countElements(figures.shape) : figures.length,
  );
  for (const figures of [scales, zeroPoints]) if ('kind' in figures) checkTensor(figures, problems);
  if (size !== undefined && lengths.every((length) => length === size)) return;
  problems.add(tensor, {
    code: 'tensor/malformed',
    severity: 'error',
    message: 'The scales of a quantized tensor do not fit its shape.',
    expected: size === undefined ? `an axis below ${tensor.shape.length}` : `${size} scales and zero points`,
    found: size === undefined ? `axis ${axis}` : lengths.join(' and '),
  });
}
