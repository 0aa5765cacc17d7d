import { InspectError } from '../../shared/inspectError.ts';
import { LIMITS } from '../limits.ts';
import { encodeBase64 } from './base64.ts';
import { type ExactJson, JsonNumber } from './jsonText.ts';
import type { PyValue } from './pyValue.ts';
import { floatRepr, pythonRepr } from './pythonRepr.ts';

/** Characters that a document may still hold. */
export interface TextBudget {
  left: number;
}

/** The JSON of a value without children, as the machine interface prints it. Errors: `pickle/limit` beyond the budget. */
export function leafJson(value: PyValue, budget: TextBudget): ExactJson {
  if (typeof value === 'string') {
    spendText(budget, value.length);
    return value;
  }
  if (typeof value === 'bigint') {
    const digits = value.toString();
    spendText(budget, digits.length);
    return { $int: digits };
  }
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'float':
      return floatJson(value.value);
    case 'complex':
      return { $complex: [floatJson(value.re), floatJson(value.im)] };
    case 'bytes':
      spendText(budget, 2 * value.bytes.length);
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

/** Takes so many characters from the budget. Errors: `pickle/limit`. */
export function spendText(budget: TextBudget, length: number): void {
  budget.left -= length;
  if (budget.left >= 0) return;
  throw new InspectError({
    code: 'pickle/limit',
    message: `The values of this file hold or repeat more than ${LIMITS.valueTextLength} characters of text.`,
    expected: `at most ${LIMITS.valueTextLength} characters`,
    found: 'more',
    advice: 'Ask for the tensors only, without --values.',
  });
}
