/** Rows as a tab-separated table for the clipboard: numbers with every digit, and nothing for what is not known (NaN). */
export function writeTable(head: readonly string[], lines: Iterable<readonly (string | number)[]>): string {
  return [head, ...lines].map((line) => line.map(writeField).join('\t')).join('\n');
}

function writeField(value: string | number): string {
  return Number.isNaN(value) ? '' : String(value);
}
