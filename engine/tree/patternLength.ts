import { InspectError } from '../../shared/inspectError.ts';

/** Characters in a pattern. A longer one is no search but a paste. */
const MAX_PATTERN_LENGTH = 2000;

/** @throws InspectError `usage` for a pattern that is too long to be meant. */
export function checkPatternLength(pattern: string): void {
  if (pattern.length <= MAX_PATTERN_LENGTH) return;
  throw new InspectError({
    code: 'usage',
    message: 'The pattern is too long to search for.',
    expected: `at most ${MAX_PATTERN_LENGTH} characters`,
    found: `${pattern.length} characters`,
  });
}
