import { LIMITS } from '../limits.ts';
import { encodeBase64 } from './base64.ts';
import { type ExactJson, JsonNumber } from './jsonText.ts';
import type { PyValue } from './pyValue.ts';
import { floatRepr, pythonRepr } from './pythonRepr.ts';

/** The JSON of a value without children, as the machine interface prints it. */
export function leafJson(value: PyValue): ExactJson {
  if (typeof value === 'bigint') return { $int: value.toString() };
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'float':
      return floatJson(value.value);
    case 'complex':
      return { $complex: [floatJson(value.re), floatJson(value.im)] };
    case 'bytes':
      return { $bytes: encodeBase64(value.bytes), ...(value.mutable && { type: 'builtins.bytearray' }) };
    case 'global':
      return { $global: `${value.module}.${value.name}` };
    case 'torch':
      return { $torch: value.what, text: value.text };
    case 'storage':
      return { $storage: value.key };
    case 'persistent':
      return { $persistent: pythonRepr(value.id, LIMITS.repeatedTextLength) };
    case 'tuple':
    case 'list':
    case 'set':
    case 'dict':
    case 'object':
    case 'tensor':
    case 'ndarray':
    default:
      return { $repr: pythonRepr(value, LIMITS.repeatedTextLength) };
  }
}

function floatJson(value: number): ExactJson {
  if (Number.isFinite(value) && !Object.is(value, -0)) return new JsonNumber(floatRepr(value));
  return { $float: Object.is(value, -0) ? '-0' : floatRepr(value) };
}
