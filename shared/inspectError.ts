import { CODES, type Code } from './codes.ts';
import type { PathStep } from './pathStep.ts';

/** Where in a file something was found: zip entry, byte offset (in the entry if one is named), path of a value. */
export interface Location {
  readonly entry?: string;
  readonly offset?: number;
  readonly path?: readonly PathStep[];
}

/** What crosses a process boundary when a question could not be answered. */
export interface ErrorData {
  readonly code: Code;
  readonly message: string;
  readonly at?: Location;
  /** What a well-formed file would hold here. */
  readonly expected?: string;
  /** What this file holds instead. */
  readonly found?: string;
  /** What the reader can do about it, as a sentence. */
  readonly advice?: string;
}

/**
 * The one error of the product: bad input, bad storage or a limit. The message says what was expected, what was found and
 * what to do. A defect of ours stays a plain Error and crosses boundaries with the code `internal`.
 */
export class InspectError extends Error {
  readonly code: Code;
  readonly at: Location | undefined;
  readonly expected: string | undefined;
  readonly found: string | undefined;
  readonly advice: string | undefined;

  constructor(data: ErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.name = 'InspectError';
    this.code = data.code;
    this.at = data.at;
    this.expected = data.expected;
    this.found = data.found;
    this.advice = data.advice;
  }
}

/** Turns anything thrown into plain data for a boundary. Unknown errors become `internal` and keep their message. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof InspectError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.at && { at: error.at }),
      ...(error.expected !== undefined && { expected: error.expected }),
      ...(error.found !== undefined && { found: error.found }),
      ...(error.advice !== undefined && { advice: error.advice }),
    };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Whether text names a code of the closed list. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
