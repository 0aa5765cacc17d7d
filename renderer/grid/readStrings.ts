import type { StringTable } from '../../shared/treeIndex.ts';

/** Answers the text of a string number. */
export type ReadString = (string: number) => string;

/** Decoded strings that are kept: a few screens of rows, whatever the size of the table. */
const KEPT_STRINGS = 8192;

/** Decodes strings of a table when they are asked for and keeps the latest of them. */
export function createStringReader(table: StringTable): ReadString {
  const decoder = new TextDecoder();
  const kept = new Map<number, string>();
  return (string) => {
    const known = kept.get(string);
    if (known !== undefined) return known;
    const text = decoder.decode(table.bytes.subarray(table.offsets[string] ?? 0, table.offsets[string + 1] ?? 0));
    if (kept.size >= KEPT_STRINGS) kept.clear();
    kept.set(string, text);
    return text;
  };
}
