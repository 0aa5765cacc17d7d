import type { PyObject, PyValue } from '../values/pyValue.ts';
import { asNumber, asSequence } from './callArguments.ts';
import { describeFields, type NumpyField } from './numpyFields.ts';

/** What a pickled `numpy.dtype` says about an element. */
export interface NumpyDtype {
  /** As numpy prints it: `float32`, `>f4`, `<U5`, `datetime64[D]`, `[('a', '<i4'), ('b', '<f8')]`. */
  readonly name: string;
  /** The same in little-endian order. */
  readonly nativeName: string;
  /** As numpy prints it within a structure, where byte order always shows: `<i4`, but `i1` and `V3`. */
  readonly fieldName: string;
  /** Type code without byte order and size: `f`, `U`, `M`, `V`. */
  readonly code: string;
  /** Bytes of one element. */
  readonly itemSize: number;
  readonly byteOrder: 'little' | 'big' | 'none';
  /** Of a field that holds an array in every element. */
  readonly subShape?: readonly number[];
}

/** Structures nest a few deep; a file can claim more. */
const MOST_LEVELS = 16;
/** Flag of a dtype whose fields are placed as a C compiler would. */
const ALIGNED_STRUCT = 0x80;

/** numpy's names of the plain types, by code and bytes. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['b1', 'bool'],
  ...[1, 2, 4, 8].flatMap((size): [string, string][] => [
    [`i${size}`, `int${size * 8}`],
    [`u${size}`, `uint${size * 8}`],
  ]),
  ...[2, 4, 8, 12, 16].map((size): [string, string] => [`f${size}`, `float${size * 8}`]),
  ...[8, 16, 24, 32].map((size): [string, string] => [`c${size}`, `complex${size * 8}`]),
]);

const SCALAR_CLASSES: ReadonlyMap<string, string> = new Map([
  ['U', 'str_'],
  ['S', 'bytes_'],
  ['M', 'datetime64'],
  ['m', 'timedelta64'],
  ['V', 'void'],
  ['O', 'object_'],
]);

/**
 * Reads `numpy.dtype(code, False, True)` with its state `(version, order, subarray, names, fields, size, alignment, flags[,
 * metadata])`. Returns undefined for a dtype in any other form.
 */
export function readNumpyDtype(value: PyValue | undefined, level = 0): NumpyDtype | undefined {
  if (!isDtypeCall(value) || level > MOST_LEVELS) return undefined;
  const state = asSequence(value.state) ?? [];
  const [typeString] = value.args;
  const structure = readStructure(state, level);
  if (structure !== undefined) return isRecordClass(typeString) ? asRecord(structure) : structure;
  return typeof typeString === 'string' ? (readSubarray(state, level) ?? readPlain(typeString, state)) : undefined;
}

/** The class of a scalar of this dtype, without its module: `float64`, `str_`, `datetime64`. */
export function numpyScalarClass(dtype: NumpyDtype): string {
  return SCALAR_CLASSES.get(dtype.code) ?? NAMES.get(`${dtype.code}${dtype.itemSize}`) ?? dtype.name;
}

function isDtypeCall(value: PyValue | undefined): value is PyObject {
  if (typeof value !== 'object' || value === null || value.kind !== 'object') return false;
  const { callable } = value;
  return (
    typeof callable === 'object' &&
    callable?.kind === 'global' &&
    callable.module.startsWith('numpy') &&
    callable.name === 'dtype'
  );
}

function isRecordClass(value: PyValue | undefined): boolean {
  return typeof value === 'object' && value?.kind === 'global' && value.name === 'record';
}

function asRecord(structure: NumpyDtype): NumpyDtype {
  const name = `(numpy.record, ${structure.name})`;
  return { ...structure, name, nativeName: name, fieldName: name };
}

function readPlain(typeString: string, state: readonly PyValue[]): NumpyDtype | undefined {
  const [, code, written = ''] = /^([a-zA-Z?])(\d{0,9})$/u.exec(typeString) ?? [];
  if (code === undefined) return undefined;
  const digits = Number(written);
  const size = code === 'U' ? digits * 4 : digits;
  const declared = asNumber(state[5]);
  const itemSize = declared !== undefined && declared >= 0 ? declared : size;
  const isBig = state[1] === '>' && size > 1 && !'OSV'.includes(code);
  const byteOrder = isBig ? 'big' : size === 1 || 'OSV'.includes(code) ? 'none' : 'little';
  const unit = code === 'M' || code === 'm' ? readUnit(state) : '';
  const text = `${code}${digits === 0 ? '' : digits}${unit}`;
  const nativeName = plainName(code, digits, unit);
  const fieldName = byteOrder === 'none' ? text : `${isBig ? '>' : '<'}${text}`;
  return { name: isBig ? `>${text}` : nativeName, nativeName, fieldName, code, itemSize, byteOrder };
}

/** The name of a type in the machine's own order. */
function plainName(code: string, digits: number, unit: string): string {
  if (code === 'O') return 'object';
  if (code === 'M' || code === 'm') return `${code === 'M' ? 'datetime64' : 'timedelta64'}${unit}`;
  const mark = code === 'S' || code === 'V' ? '|' : '<';
  return NAMES.get(`${code}${digits}`) ?? `${mark}${code}${digits}`;
}

/** The unit of a datetime: metadata is `(None or {}, (b'D', count, …))`. */
function readUnit(state: readonly PyValue[]): string {
  const [unit, count] = asSequence(asSequence(state[8])?.[1]) ?? [];
  const name = asAscii(unit);
  if (name === undefined || name === 'generic') return '';
  return count === 1 || typeof count !== 'number' ? `[${name}]` : `[${count}${name}]`;
}

/** `subarray` of the state is `(dtype of an element, shape)`. */
function readSubarray(state: readonly PyValue[], level: number): NumpyDtype | undefined {
  const [base, shape] = asSequence(state[2]) ?? [];
  const dtype = readNumpyDtype(base, level + 1);
  const sizes = asSequence(shape)?.map(asNumber);
  if (dtype === undefined || sizes === undefined) return undefined;
  const subShape = sizes.filter((size) => size !== undefined);
  return { ...dtype, itemSize: subShape.reduce((product, size) => product * size, dtype.itemSize), subShape };
}

function readStructure(state: readonly PyValue[], level: number): NumpyDtype | undefined {
  const names = asSequence(state[3]);
  const fields = state[4];
  const itemSize = asNumber(state[5]);
  if (names === undefined || itemSize === undefined || typeof fields !== 'object' || fields?.kind !== 'dict') {
    return undefined;
  }
  const rows: NumpyField[] = [];
  for (const name of names) {
    const field = asSequence(fields.values[fields.keys.indexOf(name)]);
    const dtype = readNumpyDtype(field?.[0], level + 1);
    const offset = asNumber(field?.[1]);
    if (typeof name !== 'string' || dtype === undefined || offset === undefined) return undefined;
    rows.push({ name, dtype, offset });
  }
  const isAligned = ((asNumber(state[7]) ?? 0) & ALIGNED_STRUCT) !== 0;
  const name = describeFields(rows, itemSize, isAligned);
  return { name, nativeName: name, fieldName: name, code: 'V', itemSize, byteOrder: 'none' };
}

function asAscii(value: PyValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || value.kind !== 'bytes') return undefined;
  return String.fromCharCode(...value.bytes.subarray(0, 16));
}
