/** Bounds on a tensor's bytes, both inclusive; undefined: no bound. */
export interface SizeRange {
  readonly minBytes: number;
  readonly maxBytes: number | undefined;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['k', 2 ** 10],
  ['m', 2 ** 20],
  ['g', 2 ** 30],
  ['t', 2 ** 40],
]);

const SIZE = /^(\d+(?:[.,]\d+)?)\s*([bkmgt]?)(?:i?b|ytes)?$/iu;
const BOUND = /^(>=|≥|>|<=|≤|<)\s*(.+)$/u;
const BETWEEN = /^(.+?)\s*(?:–|-|…|\.\.)\s*(.+)$/u;

/**
 * Reads a size condition as people write it: `64 KiB` or `≥ 64 KiB` (at least), `< 1M` (less than), `1–16 MiB`. Units are
 * binary, with or without `iB`. Undefined where the text is none.
 */
export function parseSizeRange(text: string): SizeRange | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return { minBytes: 0, maxBytes: undefined };
  const [, sign, bound] = BOUND.exec(trimmed) ?? [];
  if (sign !== undefined && bound !== undefined) return parseBound(sign, bound);
  const [, low, high] = BETWEEN.exec(trimmed) ?? [];
  if (low !== undefined && high !== undefined) return parseBetween(low, high);
  const bytes = parseSize(trimmed);
  return bytes === undefined ? undefined : { minBytes: Math.round(bytes), maxBytes: undefined };
}

function parseBound(sign: string, text: string): SizeRange | undefined {
  const bytes = parseSize(text);
  if (bytes === undefined) return undefined;
  switch (sign) {
    case '>':
      return { minBytes: Math.floor(bytes) + 1, maxBytes: undefined };
    case '<':
      return { minBytes: 0, maxBytes: Math.max(0, Math.ceil(bytes) - 1) };
    case '<=':
    case '≤':
      return { minBytes: 0, maxBytes: Math.floor(bytes) };
    default:
      return { minBytes: Math.ceil(bytes), maxBytes: undefined };
  }
}

function parseBetween(low: string, high: string): SizeRange | undefined {
  const maxBytes = parseSize(high);
  // `1–16 MiB`: the first number has the unit of the second.
  const unit = /[a-z]+$/iu.exec(high.trim())?.[0] ?? '';
  const minBytes = parseSize(/[a-z]$/iu.test(low.trim()) ? low : low + unit);
  if (minBytes === undefined || maxBytes === undefined || minBytes > maxBytes) return undefined;
  return { minBytes: Math.ceil(minBytes), maxBytes: Math.floor(maxBytes) };
}

function parseSize(text: string): number | undefined {
  const [, number, unit] = SIZE.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const bytes = Number(number.replace(',', '.')) * (UNITS.get((unit ?? '').toLowerCase()) ?? 1);
  return Number.isSafeInteger(Math.ceil(bytes)) ? bytes : undefined;
}

/** Whether a text is a shape pattern: dimensions and `*` between `×`, `x`, commas or spaces, in brackets or not. */
export function isShapePattern(text: string): boolean {
  const inside = text.trim().replace(/^[[(]|[\])]$/gu, '');
  return inside.trim() === '' || /^(?:\d+|\*)(?:\s*[×x,\s]\s*(?:\d+|\*))*\s*,?$/iu.test(inside.trim());
}
