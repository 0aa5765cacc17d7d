import type { OpcodeName } from '../../engine/pickle/opcodes.ts';
import type { PyDict, PyList, PySet, PyTuple, PyValue } from '../../engine/values/pyValue.ts';
import { assemblePickle, encodeInteger, type Instruction } from './assemblePickle.ts';

/**
 * A small pickler for tests, written for clarity: scalars, lists, tuples, dicts, sets, and whatever they share. Values that
 * occur twice (by identity) go through the memo; a list, dict or set may contain itself.
 */
export function writePickle(root: PyValue, protocol: 0 | 2 | 4): Uint8Array {
  const memo = new Map<PyValue, number>();
  const out: Instruction[] = protocol >= 2 ? [['PROTO', protocol]] : [];
  const write = (value: PyValue): void => {
    if (typeof value !== 'object' || value === null) {
      out.push(writeScalar(value, protocol));
      return;
    }
    const known = memo.get(value);
    if (known !== undefined) out.push(readMemo(known, protocol));
    else writeBoxed(value);
  };
  const remember = (value: PyValue): void => {
    const index = memo.size;
    memo.set(value, index);
    if (protocol >= 4) out.push('MEMOIZE');
    else out.push(protocol >= 2 ? ['LONG_BINPUT', index] : ['PUT', String(index)]);
  };
  const writeBoxed = (value: Exclude<PyValue, null | boolean | number | bigint | string>): void => {
    if (value.kind === 'float') out.push(protocol >= 2 ? ['BINFLOAT', value.value] : ['FLOAT', floatText(value.value)]);
    else if (value.kind === 'bytes') out.push(['BINBYTES', value.bytes]);
    else if (value.kind === 'list') writeList(value);
    else if (value.kind === 'tuple') writeTuple(value);
    else if (value.kind === 'dict') writeDict(value);
    else if (value.kind === 'set') writeSet(value);
    else throw new Error(`the test pickler does not write ${value.kind}`);
  };
  const writeList = (list: PyList): void => {
    out.push(...(protocol >= 2 ? (['EMPTY_LIST'] as const) : (['MARK', 'LIST'] as const)));
    remember(list);
    for (const item of list.items) {
      write(item);
      out.push('APPEND');
    }
  };
  const writeTuple = ({ items }: PyTuple): void => {
    const short: OpcodeName | undefined = (['EMPTY_TUPLE', 'TUPLE1', 'TUPLE2', 'TUPLE3'] as const)[items.length];
    if (protocol < 2 || short === undefined) out.push('MARK');
    for (const item of items) write(item);
    out.push(protocol < 2 || short === undefined ? 'TUPLE' : short);
  };
  const writeDict = (dict: PyDict): void => {
    out.push(...(protocol >= 2 ? (['EMPTY_DICT'] as const) : (['MARK', 'DICT'] as const)));
    remember(dict);
    if (protocol >= 2) out.push('MARK');
    for (const [position, key] of dict.keys.entries()) {
      write(key);
      write(dict.values[position] ?? null);
      if (protocol < 2) out.push('SETITEM');
    }
    if (protocol >= 2) out.push('SETITEMS');
  };
  const writeSet = (set: PySet): void => {
    out.push('EMPTY_SET');
    remember(set);
    out.push('MARK');
    for (const item of set.items) write(item);
    out.push('ADDITEMS');
  };
  write(root);
  return assemblePickle(...out, 'STOP');
}

function readMemo(index: number, protocol: number): Instruction {
  return protocol >= 2 ? ['LONG_BINGET', index] : ['GET', String(index)];
}

function writeScalar(value: null | boolean | number | bigint | string, protocol: number): Instruction {
  if (value === null) return 'NONE';
  if (typeof value === 'string')
    return protocol >= 2 ? ['BINUNICODE', encodeText(value)] : ['UNICODE', escapeText(value)];
  if (protocol < 2) return ['INT', typeof value === 'boolean' ? `0${Number(value)}` : String(value)];
  if (typeof value === 'boolean') return value ? 'NEWTRUE' : 'NEWFALSE';
  if (typeof value === 'number' && Math.abs(value) < 2 ** 31) return ['BININT', value];
  const width = Math.ceil((value.toString(2).length + 1) / 8);
  return ['LONG4', Uint8Array.from(encodeInteger(BigInt(value), width))];
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Object.is(value, -0) ? '-0.0' : String(value).replace('Infinity', 'inf');
}

/** UTF-8 with lone surrogates as three bytes each. */
function encodeText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(...new TextEncoder().encode(character));
  }
  return Uint8Array.from(bytes);
}

/** Python's raw-unicode-escape, with every character escaped. */
function escapeText(text: string): string {
  return Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}
