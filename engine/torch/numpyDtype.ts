import type { PyObject, PyValue } from '../values/pyValue.ts';
import { asNumber, asSequence } from './callArguments.ts';

/** What a pickled `numpy.dtype` says about an element. */
export interface NumpyDtype {
  /** As numpy prints it: `float32`, `>f4`, `<U5`, `datetime64[D]`, `[('a', '<i4'), ('b', '<f8')]`. */
  readonly name: string;
  /** The same in little-endian order. */
  readonly nativeName: string;
  /** Type code without byte order and size: `f`, `U`, `M`, `V`. */
  readonly code: string;
  /** Bytes of one element. */
  readonly itemSize: number;
  readonly byteOrder: 'little' | 'big' | 'none';
}

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

/**
 * Reads `numpy.dtype(code, False, True)` with its state `(version, order, subarray, names, fields, size, alignment, flags[,
 * metadata])`. Returns undefined for a dtype in any other form.
 */
export function readNumpyDtype(value: PyValue | undefined): NumpyDtype | undefined {
  if (!isDtypeCall(value)) return undefined;
  const typeString = value.args[0];
  if (typeof typeString !== 'string') return undefined;
  const state = asSequence(value.state) ?? [];
  const order = state[1] === '>' ? 'big' : state[1] === '|' ? 'none' : 'little';
  const fields = readFields(state);
  if (fields !== undefined) return fields;
  return readPlain(typeString, order, state);
}

/** The class of a scalar of this dtype, without its module: `float64`, `str_`, `datetime64`. */
export function numpyScalarClass(dtype: NumpyDtype): string {
  const special = { U: 'str_', S: 'bytes_', M: 'datetime64', m: 'timedelta64', V: 'void', O: 'object_' }[dtype.code];
  return special ?? NAMES.get(`${dtype.code}${dtype.itemSize}`) ?? dtype.name;
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

function readPlain(
  typeString: string,
  order: NumpyDtype['byteOrder'],
  state: readonly PyValue[],
): NumpyDtype | undefined {
  const match = /^([a-zA-Z?])(\d*)$/u.exec(typeString);
  const code = match?.[1];
  if (match === null || code === undefined) return undefined;
  const digits = Number(match[2] === '' ? 0 : match[2]);
  const size = code === 'U' ? digits * 4 : digits;
  const declared = asNumber(state[5]);
  const itemSize = declared !== undefined && declared >= 0 ? declared : size;
  const byteOrder = size === 1 || 'OSV'.includes(code) ? 'none' : order;
  const name = plainName(code, digits, byteOrder, state);
  const nativeName = byteOrder === 'big' ? plainName(code, digits, 'little', state) : name;
  return { name, nativeName, code, itemSize, byteOrder };
}

function plainName(code: string, digits: number, order: NumpyDtype['byteOrder'], state: readonly PyValue[]): string {
  if (code === 'O') return 'object';
  const mark = order === 'big' ? '>' : order === 'none' ? '|' : '<';
  if ('USV'.includes(code)) return `${mark}${code}${digits}`;
  if (code === 'M' || code === 'm') {
    const unit = readUnit(state);
    return order === 'big' ? `>${code}8${unit}` : `${code === 'M' ? 'datetime64' : 'timedelta64'}${unit}`;
  }
  const name = NAMES.get(`${code}${digits}`);
  return name === undefined || order === 'big' ? `${mark}${code}${digits}` : name;
}

/** The unit of a datetime: metadata is `(None or {}, (b'D', count, …))`. */
function readUnit(state: readonly PyValue[]): string {
  const [unit, count] = asSequence(asSequence(state[8])?.[1]) ?? [];
  const name = asAscii(unit);
  if (name === undefined || name === 'generic') return '';
  return count === 1 || typeof count !== 'number' ? `[${name}]` : `[${count}${name}]`;
}

function readFields(state: readonly PyValue[]): NumpyDtype | undefined {
  const names = asSequence(state[3]);
  const fields = state[4];
  const itemSize = asNumber(state[5]);
  if (names === undefined || itemSize === undefined || typeof fields !== 'object' || fields?.kind !== 'dict') {
    return undefined;
  }
  const rows: { name: string; format: string; offset: number; size: number }[] = [];
  for (const name of names) {
    const field = asSequence(fields.values[fields.keys.indexOf(name)]);
    const dtype = readNumpyDtype(field?.[0]);
    const offset = asNumber(field?.[1]);
    if (typeof name !== 'string' || dtype === undefined || offset === undefined) return undefined;
    rows.push({ name, format: formatOf(dtype), offset, size: dtype.itemSize });
  }
  const name = describeFields(rows, itemSize);
  return { name, nativeName: name, code: 'V', itemSize, byteOrder: 'none' };
}

/** numpy prints packed fields as a list of pairs, others as a dict with their offsets. */
function describeFields(
  rows: readonly { name: string; format: string; offset: number; size: number }[],
  itemSize: number,
): string {
  let end = 0;
  let packed = true;
  for (const row of rows) {
    packed &&= row.offset === end;
    end = row.offset + row.size;
  }
  const quote = (text: string): string => (text.startsWith('[') ? text : `'${text}'`);
  if (packed && end === itemSize) return `[${rows.map((row) => `('${row.name}', ${quote(row.format)})`).join(', ')}]`;
  const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
  return (
    `{'names': ${list(rows.map((row) => `'${row.name}'`))}, 'formats': ${list(rows.map((row) => quote(row.format)))}, ` +
    `'offsets': ${list(rows.map((row) => String(row.offset)))}, 'itemsize': ${itemSize}}`
  );
}

/** A field's type always shows its byte order: `<i4` where the dtype alone prints `int32`. */
function formatOf(dtype: NumpyDtype): string {
  if (dtype.code === 'O') return 'O';
  const mark = dtype.byteOrder === 'big' ? '>' : dtype.byteOrder === 'none' ? '|' : '<';
  if (dtype.code === 'M' || dtype.code === 'm') return `${mark}${dtype.code}8${dtype.name.replace(/^[^[]*/u, '')}`;
  return NAMES.has(`${dtype.code}${dtype.itemSize}`) ? `${mark}${dtype.code}${dtype.itemSize}` : dtype.name;
}

function asAscii(value: PyValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || value.kind !== 'bytes') return undefined;
  return String.fromCharCode(...value.bytes.subarray(0, 16));
}
