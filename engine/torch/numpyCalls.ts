import type { PyObject, PyValue } from '../values/pyValue.ts';
import type { NdarrayValue } from '../values/tensorValue.ts';
import { asClassName, asExtents, asSequence } from './callArguments.ts';
import { countElements } from './elementMath.ts';
import { type NumpyDtype, numpyScalarClass, readNumpyDtype } from './numpyDtype.ts';
import { decodeNumpyScalar } from './numpyScalar.ts';

/** An array between `_reconstruct` and BUILD, which fills it in. */
type OpenArray = { -readonly [Field in keyof NdarrayValue]: NdarrayValue[Field] };

/** `numpy.core.multiarray._reconstruct(class, (0,), b'b')`: an empty array, which its state fills in later. */
export function reconstructArray(args: readonly PyValue[]): NdarrayValue | undefined {
  const type = asClassName(args[0]);
  return type === undefined
    ? undefined
    : { kind: 'ndarray', type, dtype: 'unknown', byteOrder: 'none', shape: [0], fortranOrder: false };
}

/**
 * Fills an array in from its state: `(version, shape, dtype, is_fortran, data)`, without the version before numpy 1.0. Data
 * are bytes, or a list for an object array. A state in another form is kept as the array's one item.
 */
export function buildArray(array: NdarrayValue, state: PyValue): void {
  const items = asSequence(state) ?? [];
  const [shape, dtype, fortran, data] = items.length === 5 ? items.slice(1) : items;
  const read = describeArray({ type: array.type, shape, dtype, fortran: fortran === true, data, isSwapped: true });
  const open: OpenArray = array;
  Object.assign(open, read ?? { shape: [1], items: [state] });
}

/** `numpy.core.numeric._frombuffer(buffer, dtype, shape, order)`: how protocol 5 pickles an array. */
export function arrayFromBuffer(args: readonly PyValue[]): NdarrayValue | undefined {
  const [data, dtype, shape, order] = args;
  return describeArray({ type: 'numpy.ndarray', shape, dtype, fortran: order === 'F', data, isSwapped: false });
}

/**
 * `numpy.core.multiarray.scalar(dtype, bytes)` as the call that a person would write: `numpy.float64(0.5)`. A datetime keeps
 * its unit as second argument.
 */
export function describeScalar(args: readonly PyValue[]): PyObject | undefined {
  const dtype = readNumpyDtype(args[0]);
  const bytes = asRawBytes(args[1]);
  if (dtype === undefined || bytes === undefined) return undefined;
  const value = decodeNumpyScalar(dtype, bytes);
  if (value === undefined) return undefined;
  const unit = /\[(.+)\]$/u.exec(dtype.name)?.[1];
  return {
    kind: 'object',
    callable: { kind: 'global', module: 'numpy', name: numpyScalarClass(dtype) },
    opcode: 'REDUCE',
    args: unit !== undefined && 'Mm'.includes(dtype.code) ? [value, unit] : [value],
  };
}

interface ArrayClaim {
  readonly type: string;
  readonly shape: PyValue | undefined;
  readonly dtype: PyValue | undefined;
  readonly fortran: boolean;
  readonly data: PyValue | undefined;
  /** Whether numpy turns foreign byte order into the machine's when it loads: the array then has the native dtype. */
  readonly isSwapped: boolean;
}

function describeArray(claim: ArrayClaim): NdarrayValue | undefined {
  const dtype = readNumpyDtype(claim.dtype);
  const shape = asExtents(claim.shape);
  if (dtype === undefined || shape === undefined || !isPlainShape(shape)) return undefined;
  const base: NdarrayValue = {
    kind: 'ndarray',
    type: claim.type,
    dtype: claim.isSwapped ? dtype.nativeName : dtype.name,
    byteOrder: dtype.byteOrder,
    shape,
    fortranOrder: claim.fortran,
  };
  const objects = typeof claim.data === 'object' && claim.data?.kind === 'list' ? claim.data.items : undefined;
  if (objects !== undefined) return { ...base, items: objects };
  const data = asRawBytes(claim.data);
  return data === undefined || !fits(dtype, shape, data) ? undefined : { ...base, data };
}

function fits(dtype: NumpyDtype, shape: readonly number[], data: Uint8Array): boolean {
  return Number(countElements(shape)) * dtype.itemSize <= data.length;
}

function isPlainShape(shape: readonly (number | bigint)[]): shape is number[] {
  return shape.every((size) => typeof size === 'number' && size >= 0);
}

/** Bytes, or a str of Latin-1 characters as Python 2 wrote them. */
function asRawBytes(value: PyValue | undefined): Uint8Array | undefined {
  if (typeof value === 'object' && value?.kind === 'bytes') return value.bytes;
  if (typeof value !== 'string') return undefined;
  const bytes = new Uint8Array(value.length);
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code > 0xff) return undefined;
    bytes[at] = code;
  }
  return bytes;
}
