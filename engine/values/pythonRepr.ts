import type { Attributes, PyBytes, PyDict, PyValue } from './pyValue.ts';
import { callableName } from './typeName.ts';

/** Characters of a repr that are written out; what is longer ends with `…`. */
const KEY_LENGTH = 1000;

/** The repr of a dictionary key or set member, as a step of a path. */
export function keyRepr(key: PyValue): string {
  return pythonRepr(key, KEY_LENGTH);
}

/**
 * A value as Python prints it: str, bytes, int, float, bool, None, complex, tuple, frozenset, list, dict, dtype exactly;
 * anything else as `module.Class(args)`. At most about `limit` characters, the last of them `…` where it was cut; a value
 * that contains itself shows `...` in its place, as in Python. Nothing recurses.
 */
export function pythonRepr(value: PyValue, limit: number): string {
  let text = simpleRepr(value, limit) ?? '';
  const open = new Set<PyValue>();
  const stack: { readonly value: PyValue; readonly parts: Iterator<Part> }[] = [];
  const enter = (composite: PyValue): void => {
    open.add(composite);
    stack.push({ value: composite, parts: compositeParts(composite) });
  };
  if (text === '') enter(value);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (text.length > limit) break;
    const part = top.parts.next();
    if (part.done === true) {
      open.delete(top.value);
      stack.pop();
    } else if (typeof part.value === 'string') text += part.value;
    else {
      const item = part.value.value;
      const simple = open.has(item) ? '...' : simpleRepr(item, limit);
      if (simple === undefined) enter(item);
      else text += simple;
    }
  }
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** A piece of a composite's repr: text as it is, or a value whose repr comes next. */
type Part = string | { readonly value: PyValue };

/** The repr of a value without items; undefined for others. */
function simpleRepr(value: PyValue, limit: number): string | undefined {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return integerRepr(value, limit);
  if (typeof value === 'string') return stringRepr(value, limit);
  switch (value.kind) {
    case 'float':
      return floatRepr(value.value);
    case 'complex':
      return complexRepr(value.re, value.im);
    case 'bytes':
      return bytesRepr(value, limit);
    case 'global':
      return `${value.module}.${value.name}`;
    case 'torch':
      return torchRepr(value.what, value.text);
    case 'tensor':
    case 'ndarray':
      return `${value.type}(${value.dtype}, [${value.shape.slice(0, limit).join(', ')}])`;
    case 'storage':
      return `torch.${value.type}(${stringRepr(value.key, limit)}, ${value.elements})`;
    case 'tuple':
    case 'list':
    case 'set':
    case 'dict':
    case 'object':
    case 'persistent':
    default:
      return undefined;
  }
}

function torchRepr(what: string, text: string): string {
  if (what === 'device') return `torch.device('${text}')`;
  return what === 'Size' ? `torch.Size(${text})` : `torch.${text}`;
}

function compositeParts(value: PyValue): Iterator<Part> {
  if (typeof value !== 'object' || value === null) return listParts('', [], '');
  const { kind } = value;
  if (kind === 'tuple') return tupleParts(value.items);
  if (kind === 'list') return listParts('[', value.items, ']');
  if (kind === 'set') return setParts(value.type, value.items);
  if (kind === 'dict') return dictParts(value);
  if (kind === 'object') return callParts(callableName(value), value.args, value.kwargs);
  return callParts('persistent_load', kind === 'persistent' ? [value.id] : [], undefined);
}

function* listParts(before: string, items: readonly PyValue[], after: string): Generator<Part> {
  yield before;
  for (const [position, value] of items.entries()) {
    if (position > 0) yield ', ';
    yield { value };
  }
  yield after;
}

function tupleParts(items: readonly PyValue[]): Generator<Part> {
  return listParts('(', items, items.length === 1 ? ',)' : ')');
}

function setParts(type: string, items: readonly PyValue[]): Generator<Part> {
  const name = type.replace('builtins.', '');
  if (items.length === 0) return listParts(`${name}(`, [], ')');
  return name === 'set' ? listParts('{', items, '}') : listParts(`${name}({`, items, '})');
}

function* dictParts({ type, args, keys, values }: PyDict): Generator<Part> {
  const plain = type === 'builtins.dict';
  yield plain ? '{' : `${type}(`;
  for (const value of args ?? []) {
    yield { value };
    yield ', ';
  }
  if (!plain) yield '{';
  for (const [position, key] of keys.entries()) {
    if (position > 0) yield ', ';
    yield { value: key };
    yield ': ';
    yield { value: values[position] ?? null };
  }
  yield plain ? '}' : '})';
}

function* callParts(name: string, args: readonly PyValue[], kwargs: Attributes | undefined): Generator<Part> {
  yield* listParts(`${name}(`, args, '');
  for (const [position, keyword] of kwargs?.names.entries() ?? []) {
    if (position > 0 || args.length > 0) yield ', ';
    yield `${keyword}=`;
    yield { value: kwargs?.values[position] ?? null };
  }
  yield ')';
}

/** A Python float: the shortest digits that read back the same, an exponent below 1e-4 and from 1e16. */
export function floatRepr(value: number): string {
  const text = shortestFloat(value);
  return /^-?[0-9]+$/.test(text) ? `${text}.0` : text;
}

function shortestFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e16 && magnitude >= 1e-4) return String(value);
  const [digits, exponent = ''] = value.toExponential().split('e');
  return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function complexRepr(re: number, im: number): string {
  const imaginary = `${shortestFloat(im)}j`;
  if (Object.is(re, 0)) return imaginary;
  return `(${shortestFloat(re)}${/^[-]/.test(imaginary) ? '' : '+'}${imaginary})`;
}

/** Decimal, or the leading hexadecimal digits of a number whose decimal digits would be cut anyway. */
function integerRepr(value: bigint, limit: number): string {
  const hex = value.toString(16);
  if (hex.length <= limit) return value.toString();
  return hex
    .replace('-', '')
    .slice(0, limit)
    .replace(/^/, value < 0n ? '-0x' : '0x');
}

/** What Python escapes in a str: everything that is not printable, which is every separator but the space, and no letter. */
const UNPRINTABLE = /[\p{C}\p{Z}]/gu;

function stringRepr(text: string, limit: number): string {
  const shown = text.length > limit ? text.slice(0, limit) : text;
  const quote = shown.includes("'") && !shown.includes('"') ? '"' : "'";
  const escaped = shown
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(UNPRINTABLE, (character) => (character === ' ' ? ' ' : escapeCharacter(character)));
  return `${quote}${escaped}${quote}`;
}

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeCharacter(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  if (point > 0xffff) return `\\U${hex.padStart(8, '0')}`;
  if (point > 0xff) return `\\u${hex.padStart(4, '0')}`;
  return NAMED_ESCAPES.get(character) ?? `\\x${hex.padStart(2, '0')}`;
}

function bytesRepr({ bytes, mutable }: PyBytes, limit: number): string {
  const shown = bytes.subarray(0, limit);
  const quote = shown.includes(0x27) && !shown.includes(0x22) ? '"' : "'";
  let text = '';
  for (const byte of shown) {
    const character = String.fromCharCode(byte);
    // CPython's bytearray escapes the single quote also between double quotes.
    const escapes = character === quote || character === '\\' || (mutable && character === "'");
    if (escapes) text += `\\${character}`;
    else text += byte >= 0x20 && byte < 0x7f ? character : escapeCharacter(character);
  }
  return mutable ? `bytearray(b${quote}${text}${quote})` : `b${quote}${text}${quote}`;
}
