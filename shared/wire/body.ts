import { InspectError } from '../inspectError.ts';
import { isRecord, type UncheckedRecord } from '../record.ts';
import type { Body } from './channel.ts';

/** A value ready to be sent: its header, and the bytes that the header announces. */
export interface EncodedBody {
  readonly body: Body;
  /** Views of the value's own arrays: whoever sends a value does not change it afterwards. */
  readonly buffers: readonly Uint8Array[];
}

/** Longer texts travel as a buffer, so that no frame is larger than a piece. */
const INLINE_JSON_CHARS: number = 1 << 16;

type WireValue = null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue };

/**
 * Turns plain data into JSON text and buffers. What JSON cannot say becomes an object with the key `$`: typed arrays and
 * ArrayBuffers (`{"$":"Uint32Array","buffer":0}`), NaN, infinities, −0, bigint, and undefined outside of objects, where it is
 * dropped. Keys that begin with `$` get one more. Array elements are little-endian, as on every platform that runs this.
 *
 * @throws TypeError for anything else: functions, symbols, dates, maps, instances of classes.
 */
export function encodeBody(value: unknown): EncodedBody {
  const buffers: Uint8Array[] = [];
  const json = JSON.stringify(toWire(value, buffers));
  if (json.length <= INLINE_JSON_CHARS)
    return { body: { json, buffers: buffers.map((bytes) => bytes.length) }, buffers };
  const all = [new TextEncoder().encode(json), ...buffers];
  return { body: { json: '', buffers: all.map((bytes) => bytes.length) }, buffers: all };
}

/**
 * The value that {@link encodeBody} was given.
 *
 * @throws InspectError `engine/protocol` for text or references that encodeBody never writes.
 */
export function decodeBody(json: string, buffers: readonly ArrayBuffer[]): unknown {
  try {
    const [first, ...rest] = buffers;
    if (json !== '') return fromWire(JSON.parse(json), buffers);
    return fromWire(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(first)), rest);
  } catch (cause) {
    if (cause instanceof InspectError) throw cause;
    throw new InspectError(
      { code: 'engine/protocol', message: 'A message does not hold the text it announces.' },
      { cause },
    );
  }
}

const TYPED_ARRAYS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;

const NUMBERS = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY, '-0': -0 } as const;

function toWire(value: unknown, buffers: Uint8Array[]): WireValue {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      return numberToWire(value);
    case 'bigint':
      return { $: 'bigint', digits: String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'object':
      return value === null ? null : objectToWire(value, buffers);
    case 'function':
    case 'symbol':
    default:
      throw new TypeError(`A ${typeof value} is no plain data and cannot cross a boundary.`);
  }
}

function numberToWire(value: number): WireValue {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  if (Number.isNaN(value)) return { $: 'nan' };
  if (value === 0) return { $: '-0' };
  return { $: value > 0 ? 'inf' : '-inf' };
}

function objectToWire(value: object, buffers: Uint8Array[]): WireValue {
  if (Array.isArray(value)) return Array.from(value, (item: unknown) => toWire(item, buffers));
  const bytes = bytesOf(value);
  if (bytes !== undefined) {
    buffers.push(bytes);
    return { $: Object.prototype.toString.call(value).slice(8, -1), buffer: buffers.length - 1 };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`An instance of ${value.constructor.name} is no plain data and cannot cross a boundary.`);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, toWire(item, buffers)]),
  );
}

function bytesOf(value: object): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** Works in place: the tree was just parsed and belongs to nobody else. */
function fromWire(value: unknown, buffers: readonly ArrayBuffer[]): unknown {
  if (!isRecord(value)) return value;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) value[i] = fromWire(item, buffers);
    return value;
  }
  if ('$' in value) return readSpecial(value, buffers);
  const entries = Object.entries(value).map(([key, item]) => [
    key.startsWith('$') ? key.slice(1) : key,
    fromWire(item, buffers),
  ]);
  // fromEntries defines properties: `__proto__` stays a key like any other.
  return Object.fromEntries(entries) as unknown;
}

function readSpecial({ $: name, digits, buffer }: UncheckedRecord, buffers: readonly ArrayBuffer[]): unknown {
  if (name === 'undefined') return undefined;
  if (name === 'bigint' && typeof digits === 'string') return BigInt(digits);
  if (isKey(NUMBERS, name)) return NUMBERS[name];
  const bytes = typeof buffer === 'number' ? buffers[buffer] : undefined;
  if (bytes !== undefined && name === 'ArrayBuffer') return bytes;
  if (bytes !== undefined && isKey(TYPED_ARRAYS, name)) return new TYPED_ARRAYS[name](bytes);
  throw new InspectError({ code: 'engine/protocol', message: 'A message refers to a value that it does not hold.' });
}

function isKey<T extends object>(table: T, name: unknown): name is keyof T {
  return typeof name === 'string' && Object.hasOwn(table, name);
}
