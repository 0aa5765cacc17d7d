import { CODES } from '../../shared/codes.ts';
import type { ErrorData, Location } from '../../shared/inspectError.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import { formatCount } from './format/formatCount.ts';

export interface DescribedError {
  readonly title: string;
  /** The rest of the message, and the advice. */
  readonly lead: string | undefined;
  /** Label and value: expected, found, place, code. */
  readonly facts: readonly (readonly [string, string])[];
  /** Everything, as text for a report. */
  readonly copy: string;
}

/** Characters of a title at most. A longer first sentence stands below the code's meaning instead. */
const TITLE_LENGTH = 110;

/** Lays an error out for a person: the first sentence of its message is the title. */
export function describeError(error: ErrorData, subject?: string): DescribedError {
  const { title, rest } = splitTitle(error);
  const lead = [rest, error.advice].filter((text) => text !== undefined && text !== '').join(' ');
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

function splitTitle({ code, message }: ErrorData): { readonly title: string; readonly rest: string } {
  const end = /\.(?=\s|$)/.exec(message)?.index ?? message.length;
  if (end > 0 && end <= TITLE_LENGTH) return { title: message.slice(0, end), rest: message.slice(end + 1).trim() };
  return { title: capitalise(CODES[code]), rest: message };
}

/** A place in a file, such as `data.pkl, byte 1 204`. */
function formatLocation(at: Location): string {
  const parts: string[] = [];
  if (at.entry !== undefined) parts.push(at.entry);
  if (at.offset !== undefined) parts.push(`byte ${formatCount(at.offset)}`);
  if (at.path !== undefined) parts.push(at.path.length === 0 ? 'the root' : formatPathName(at.path));
  return parts.join(', ');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
