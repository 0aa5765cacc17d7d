import type { ChangedValue } from '../../shared/comparison.ts';

/** Values whose name or text, on either side, contains a text in upper or lower case. */
export function filterValues(values: readonly ChangedValue[], text: string): readonly ChangedValue[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return values;
  return values.filter(({ name, before = '', after = '' }) =>
    [name, before, after].some((part) => part.toLowerCase().includes(wanted)),
  );
}

/** How a value stands to the other file. */
export function kindOfValue({ before, after }: ChangedValue): 'changed' | 'added' | 'removed' {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** The part of two texts that differs: what both begin and end with is left out of it. */
export interface TextDifference {
  readonly start: number;
  /** Ends in each text, exclusive. */
  readonly ends: readonly [before: number, after: number];
}

/** Where two texts differ. */
export function locateDifference(before: string, after: string): TextDifference {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  // Numbers are read as a whole: of 8712 and 8954 not only the digits that differ.
  const beginsInNumber = [before[start], after[start]].some(isNumeric);
  const endsInNumber = [before.at(-1 - tail), after.at(-1 - tail)].some(isDigit);
  if (beginsInNumber) while (start > 0 && isNumeric(before[start - 1])) start -= 1;
  if (endsInNumber) while (tail > 0 && isDigit(before.at(-tail))) tail -= 1;
  return { start, ends: [before.length - tail, after.length - tail] };
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\d/u.test(character);
}

function isNumeric(character: string | undefined): boolean {
  return character === '.' || isDigit(character);
}
