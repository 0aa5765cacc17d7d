/** A number of a document: beyond 2^53 integers are digits, and what JSON has no number for is named. `null`: does not apply. */
export type Figure = number | string | null;

/** A figure as a document has it; NaN stands for one that does not apply. */
export function exactFigure(value: number | undefined): Figure {
  if (value === undefined || Number.isNaN(value)) return null;
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (Object.is(value, -0)) return '-0';
  return value;
}

/** A count as a document has it. */
export function exactCount(value: number): Figure {
  return value > Number.MAX_SAFE_INTEGER ? String(BigInt(value)) : exactFigure(value);
}
