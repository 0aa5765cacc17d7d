import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a page must know to be let in: printed with the server's URL, new with every start. */
export interface SessionToken {
  readonly text: string;
  /** Takes the same time for every wrong token. */
  matches(text: string | undefined): boolean;
}

export function createSessionToken(): SessionToken {
  const text = randomBytes(32).toString('base64url');
  const expected = digest(text);
  return { text, matches: (other) => other !== undefined && timingSafeEqual(digest(other), expected) };
}

/** Equal lengths, which timingSafeEqual wants. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
