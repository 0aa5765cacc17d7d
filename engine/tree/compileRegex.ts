import { InspectError } from '../../shared/inspectError.ts';
import { checkPatternLength } from './patternLength.ts';

/**
 * Reads a regular expression; it may match anywhere and does not mind case.
 *
 * @throws InspectError `usage`, with the position where one can be told.
 */
export function compileRegex(pattern: string): RegExp {
  checkPatternLength(pattern);
  try {
    return new RegExp(pattern, 'i');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(cause.message.lastIndexOf(': ') + 2) : String(cause);
    const position = findRegexFault(pattern);
    throw new InspectError(
      {
        code: 'usage',
        message: `The regular expression cannot be read: ${lowerFirst(reason)} at character ${position + 1}.`,
        expected: 'a JavaScript regular expression',
        found: pattern,
      },
      { cause },
    );
  }
}

const UNFINISHED = /unterminated|at end|incomplete|missing|invalid group/i;

/**
 * Where a regular expression that the platform refused goes wrong. Beginnings that only lack their end are no fault yet;
 * where nothing else is wrong, it is the bracket that is never closed.
 */
function findRegexFault(pattern: string): number {
  for (let length = 1; length <= pattern.length; length++) {
    const problem = tellRegexProblem(pattern.slice(0, length));
    if (problem !== undefined && !UNFINISHED.test(problem)) return length - 1;
  }
  return findOpenBracket(pattern);
}

function tellRegexProblem(pattern: string): string | undefined {
  try {
    void new RegExp(pattern, 'i');
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function findOpenBracket(pattern: string): number {
  const groups: number[] = [];
  let set = -1;
  for (let position = 0; position < pattern.length; position++) {
    const character = pattern[position];
    if (character === '\\') position++;
    else if (set >= 0) set = character === ']' ? -1 : set;
    else if (character === '[') set = position;
    else if (character === '(') groups.push(position);
    else if (character === ')') groups.pop();
  }
  return set >= 0 ? set : (groups.at(-1) ?? Math.max(0, pattern.length - 1));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
