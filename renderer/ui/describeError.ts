import { CODES } from '../../shared/codes.ts';
import type { ErrorData, Location } from '../../shared/inspectError.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import { formatCount } from './format/formatCount.ts';

export interface DescribedError {
  readonly title: string;
  /** The message, and the advice where there is one. */
  readonly lead: string | undefined;
  /** Label and value: expected, found, place, code. */
  readonly facts: readonly (readonly [string, string])[];
  /** Everything, as text for a report. */
  readonly copy: string;
}

/** Lays an error out for a person. The title is the code's meaning; the message says what this file holds. */
export function describeError(error: ErrorData, subject?: string): DescribedError {
  const title = capitalise(CODES[error.code]);
  const lead = [error.message, error.advice].filter((text) => text !== undefined && text !== '').join(' ');
  const facts: [string, string][] = [];
  if (error.expected !== undefined) facts.push(['Expected', error.expected]);
  if (error.found !== undefined) facts.push(['Found', error.found]);
  if (error.at !== undefined) facts.push(['Where', formatLocation(error.at)]);
  facts.push(['Code', error.code]);
  const copy = [title, subject, lead, ...facts.map(([label, value]) => `${label}: ${value}`)]
    .filter((line) => line !== undefined && line !== '')
    .join('\n');
  return { title, lead: lead === '' ? undefined : lead, facts, copy };
}

/** A place in a file, such as `data.pkl, byte 1 204`. */
export function formatLocation(at: Location): string {
  const parts: string[] = [];
  if (at.entry !== undefined) parts.push(at.entry);
  if (at.offset !== undefined) parts.push(`byte ${formatCount(at.offset)}`);
  if (at.path !== undefined) parts.push(at.path.length === 0 ? 'the root' : formatPathName(at.path));
  return parts.join(', ');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
