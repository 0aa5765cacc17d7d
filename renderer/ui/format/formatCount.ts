/** U+202F: groups digits without breaking a line. */
export const GROUP_SPACE = '\u202F';
/** U+2212: a minus as wide as a figure. */
export const MINUS = '\u2212';

/**
 * A whole number in full, grouped by threes from 1 000: counts are never rounded. Strings of digits, which stand for
 * integers beyond 2^53, keep every digit.
 */
export function formatCount(count: number | bigint | string): string {
  const text = String(count);
  const match = /^(-?)(\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', digits = ''] = match;
  const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, GROUP_SPACE);
  return (sign === '' ? '' : MINUS) + grouped;
}

/** A count with its noun: `1 tensor`, `2 970 tensors`. */
export function formatCounted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
