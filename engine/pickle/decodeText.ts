/**
 * Text in pickles: UTF-8 with lone surrogates (Python's `surrogatepass`), the strings of Python 2, and the escapes of
 * protocol 0.
 */
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });

/** Longest text that is built faster byte by byte than by a TextDecoder: V8 starts to make ropes at 13 characters. */
const SHORT = 12;

/** Decodes UTF-8 in which surrogates may stand alone. Undefined where the bytes are no such text. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start <= SHORT) {
    const short = decodeShortAscii(bytes, start, end);
    if (short !== undefined) return short;
  }
  const part = bytes.subarray(start, end);
  try {
    return STRICT.decode(part);
  } catch {
    return decodeSurrogates(part);
  }
}

/** As {@link decodeUtf8}, with U+FFFD for what cannot be decoded. */
export function decodeUtf8Lossy(bytes: Uint8Array, start: number, end: number): string {
  return LENIENT.decode(bytes.subarray(start, end));
}

/**
 * A `str` of Python 2 carries no encoding. torch reads it as UTF-8; older files hold raw bytes in it, which Latin-1 keeps
 * one to one.
 */
export function decodePythonTwo(bytes: Uint8Array, start: number, end: number): string {
  return decodeUtf8(bytes, start, end) ?? decodeLatin1(bytes, start, end);
}

export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  const pieces: string[] = [];
  for (let from = start; from < end; from += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(from, Math.min(from + 8192, end))));
  }
  return pieces.join('');
}

function decodeShortAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0x80;
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Splits at encoded surrogates (ED A0…BF 80…BF), which a TextDecoder refuses, and decodes what lies between strictly. */
function decodeSurrogates(bytes: Uint8Array): string | undefined {
  const pieces: string[] = [];
  let from = 0;
  try {
    for (let i = 0; i + 2 < bytes.length; i++) {
      const [lead, second, third] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0];
      if (lead !== 0xed || second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) continue;
      pieces.push(STRICT.decode(bytes.subarray(from, i)));
      pieces.push(String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f)));
      from = i + 3;
      i += 2;
    }
    pieces.push(STRICT.decode(bytes.subarray(from)));
  } catch {
    return undefined;
  }
  return pieces.join('');
}

/** Undoes Python's `raw-unicode-escape`, in which UNICODE writes its line. Undefined where an escape is malformed. */
export function decodeRawUnicodeEscape(latin1: string): string | undefined {
  let malformed = false;
  const text = latin1.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]?))/g, (whole, short, long, other) => {
    const point = short ?? long;
    if (point === undefined) {
      malformed ||= other === 'u' || other === 'U';
      return whole;
    }
    const value = Number.parseInt(point, 16);
    malformed ||= value > 0x10ffff;
    return value > 0x10ffff ? whole : String.fromCodePoint(value);
  });
  return malformed ? undefined : text;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['\\', 0x5c],
  ["'", 0x27],
  ['"', 0x22],
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** Undoes the escapes of a Python 2 string literal between its quotes, to bytes. Undefined where one is malformed. */
export function decodeStringEscape(latin1: string): Uint8Array | undefined {
  const bytes = new Uint8Array(latin1.length);
  let length = 0;
  const pattern = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([^]?))|[^\\]/g;
  for (const [whole, hex, octal, other] of latin1.matchAll(pattern)) {
    if (hex !== undefined) bytes[length++] = Number.parseInt(hex, 16);
    else if (octal !== undefined) bytes[length++] = Number.parseInt(octal, 8);
    else if (other === undefined) bytes[length++] = whole.charCodeAt(0);
    else if (other === '' || other === 'x') return undefined;
    else if (other !== '\n') {
      const simple = SIMPLE_ESCAPES.get(other);
      if (simple === undefined) bytes[length++] = 0x5c;
      bytes[length++] = simple ?? other.charCodeAt(0);
    }
  }
  return bytes.subarray(0, length);
}
