const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = new TextEncoder().encode(ALPHABET);
const PADDING = 0x3d;

/** Base64 with padding (RFC 4648, section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const encoded = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const left = bytes.length - from;
    const group = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    encoded[to] = CODES[group >> 18] ?? 0;
    encoded[to + 1] = CODES[(group >> 12) & 63] ?? 0;
    encoded[to + 2] = left > 1 ? (CODES[(group >> 6) & 63] ?? 0) : PADDING;
    encoded[to + 3] = left > 2 ? (CODES[group & 63] ?? 0) : PADDING;
  }
  return new TextDecoder().decode(encoded);
}
