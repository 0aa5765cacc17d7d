import { keyRepr, pythonRepr } from '../values/pythonRepr.ts';
import type { Attributes, PyObject, PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { fullTypeName } from '../values/typeName.ts';

/** How deep a copied value may be nested. Hyper-parameters have a few levels. */
const MAX_DEPTH = 100;
/** Characters of a leaf that has no plain form (bytes, a tensor, a global). */
const MAX_LEAF = 200;

/** A value as a person writes it in JSON or YAML: what Python's types would add is left out, or said in words. */
export type PlainValue = null | boolean | string | number | bigint | PlainFloat | readonly PlainValue[] | PlainMap;

/** A Python float: its text shows a point or an exponent. */
export class PlainFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** Keys are foreign text, so this is no JavaScript object. */
export type PlainMap = Map<string, PlainValue>;

/**
 * Makes a value plain, until about `limit` characters are reached: what comes after is left out. Tensors and arrays become
 * `float32[8, 3]`, keys that are no strings their repr, objects a mapping that begins with `$object`. What contains itself
 * ends with `…` there.
 */
export function makePlain(value: PyValue, limit: number): { readonly plain: PlainValue; readonly cut: boolean } {
  const state: Conversion = { left: limit, cut: false, open: new Set() };
  return { plain: convert(value, state), cut: state.cut };
}

interface Conversion {
  /** Characters that may still be used. */
  left: number;
  cut: boolean;
  /** Containers that are being converted; their number is the depth. */
  readonly open: Set<PyValue>;
}

function convert(value: PyValue, state: Conversion): PlainValue {
  if (typeof value === 'string') return takeText(value, state);
  state.left -= 8;
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind === 'float') return new PlainFloat(value.value);
  if (state.open.size >= MAX_DEPTH || state.open.has(value)) {
    state.cut = true;
    return '…';
  }
  state.open.add(value);
  const plain = convertContainer(value, state);
  state.open.delete(value);
  return plain;
}

function convertContainer(
  value: Exclude<PyValue, null | boolean | number | bigint | string>,
  state: Conversion,
): PlainValue {
  if (value.kind === 'dict') return convertEntries(new Map(), value.keys, value.values, state);
  if (value.kind === 'object') return convertObject(value, state);
  if (value.kind === 'tensor' || value.kind === 'ndarray') return summarizeTensor(value);
  if (value.kind === 'torch' && value.what !== 'Size') return value.text;
  if ('items' in value && value.items) return convertItems(value.items, state);
  return takeText(pythonRepr(value, MAX_LEAF), state);
}

function summarizeTensor({ dtype, shape }: TensorValue | NdarrayValue): string {
  return `${dtype}[${shape.slice(0, 16).join(', ')}]`;
}

function convertObject(object: PyObject, state: Conversion): PlainValue {
  const plain = new Map<string, PlainValue>([['$object', fullTypeName(object)]]);
  const { args, kwargs, items, keys, values, attrs } = object;
  const hasState = attrs !== undefined || items !== undefined || keys !== undefined;
  if (args.length > 0 && !hasState) plain.set('$args', convertItems(args, state));
  if (kwargs) convertAttributes(plain, kwargs, state);
  if (items) plain.set('$items', convertItems(items, state));
  if (keys) convertEntries(plain, keys, values ?? [], state);
  if (attrs) convertAttributes(plain, attrs, state);
  return plain;
}

function convertAttributes(plain: Map<string, PlainValue>, attrs: Attributes, state: Conversion): void {
  convertEntries(plain, attrs.names, attrs.values, state);
}

function convertItems(items: readonly PyValue[], state: Conversion): readonly PlainValue[] {
  const plain: PlainValue[] = [];
  for (const item of items) {
    if (isSpent(state)) break;
    plain.push(convert(item, state));
  }
  return plain;
}

function convertEntries(
  plain: Map<string, PlainValue>,
  keys: readonly PyValue[],
  values: readonly PyValue[],
  state: Conversion,
): PlainMap {
  for (const [place, key] of keys.entries()) {
    if (isSpent(state)) break;
    const name = takeText(typeof key === 'string' ? key : keyRepr(key), state);
    // 1 and "1" are two keys in Python and would be one here.
    const unused = plain.has(name) ? `${name} (${fullTypeName(key)})` : name;
    plain.set(unused, convert(values[place] ?? null, state));
  }
  return plain;
}

function isSpent(state: Conversion): boolean {
  if (state.left <= 0) state.cut = true;
  return state.left <= 0;
}

function takeText(text: string, state: Conversion): string {
  const taken = text.slice(0, Math.max(0, state.left));
  state.left -= text.length + 4;
  if (taken.length === text.length) return text;
  state.cut = true;
  return `${taken}…`;
}
