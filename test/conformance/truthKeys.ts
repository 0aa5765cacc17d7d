import { fieldOf, type Json } from './json.ts';

/** Whether a dictionary key as truth.py writes it is the same as a step of ours. */
export function equalKeys(key: Json, step: Json): boolean {
  if (typeof key === 'string') return step === key;
  const escaped = fieldOf(key, 'str_escaped');
  if (escaped !== undefined) return typeof step === 'string' && encodeSurrogates(step) === escaped;
  const length = fieldOf(key, 'str_len');
  if (length !== undefined) return typeof step === 'string' && Array.from(step).length === length;
  const repr = fieldOf(step, 'key');
  if (typeof repr !== 'string') return false;
  if (fieldOf(key, 'bytes_len') !== undefined) return repr.startsWith('b');
  const expected = pythonScalar(key);
  // What an enumeration calls its members is known to its code only.
  return repr === expected || (expected?.startsWith('<') ?? false);
}

/** A scalar key as Python prints it; floats only as far as JSON keeps them. */
function pythonScalar(key: Json): string | undefined {
  if (key === null) return 'None';
  if (typeof key === 'boolean') return key ? 'True' : 'False';
  if (typeof key === 'number') return String(key);
  const text = fieldOf(key, 'repr') ?? fieldOf(key, 'int') ?? fieldOf(key, 'float');
  return typeof text === 'string' ? text : undefined;
}

/** UTF-8 with surrogates, as Python's `surrogatepass` writes it, in hex. */
export function encodeSurrogates(text: string): string {
  return Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0xd800 || point > 0xdfff) return Buffer.from(character).toString('hex');
    return Buffer.from([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)]).toString('hex');
  }).join('');
}
