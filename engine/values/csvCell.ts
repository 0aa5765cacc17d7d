/** A cell of a CSV file (RFC 4180). */
export function quoteCsv(cell: string): string {
  const guarded = guardFormula(cell);
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Spreadsheets run a cell that begins like a formula; an apostrophe makes it text. Numbers stay numbers. */
export function guardFormula(cell: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(cell);
  return isFormula ? `'${cell}` : cell;
}
