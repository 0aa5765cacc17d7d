/** Letters typed within this time of each other, in milliseconds, belong to one word. */
const PAUSE_MS = 700;
/** Rows that one keystroke looks at, so that a million rows cannot hold up the keyboard. */
const ROWS_LOOKED_AT = 200_000;

/** What has been typed, and when the last letter came (milliseconds of any clock). */
export interface Typed {
  readonly text: string;
  readonly at: number;
}

export const NOTHING_TYPED: Typed = { text: '', at: -Infinity };

/** Adds a letter: to the word that is being typed, or as the beginning of a new one. */
export function typeLetter(typed: Typed, letter: string, now: number): Typed {
  const text = now - typed.at > PAUSE_MS ? letter : typed.text + letter;
  return { text: text.toLowerCase(), at: now };
}

/** Whether a word is being typed at this time, so that a space belongs to it. */
export function isTyping(typed: Typed, now: number): boolean {
  return typed.text !== '' && now - typed.at <= PAUSE_MS;
}

/**
 * The row whose label begins with what was typed: the present row where the word goes on, otherwise the next below, starting
 * again at the top. The same letter again and again walks through the rows that begin with it. Undefined where there is none.
 */
export function findTyped(question: {
  readonly typed: string;
  readonly row: number;
  readonly rows: number;
  readonly label: (row: number) => string;
}): number | undefined {
  const { typed, row, rows, label } = question;
  const repeated = typed.length > 1 && new Set(typed).size === 1;
  const word = repeated ? typed.slice(0, 1) : typed;
  const first = word.length === 1 ? row + 1 : Math.max(row, 0);
  for (let step = 0; step < Math.min(rows, ROWS_LOOKED_AT); step++) {
    const candidate = (first + step) % rows;
    if (label(candidate).toLowerCase().startsWith(word)) return candidate;
  }
  return undefined;
}
