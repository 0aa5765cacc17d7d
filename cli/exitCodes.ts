/** Exit codes of the machine interface. With several files the highest wins. */
export const EXIT = {
  /** The question was answered. */
  answered: 0,
  /** It was, and there are findings of severity `error`; of diff: the files differ. */
  findings: 1,
  /** It could not be answered: no such file, no checkpoint, bad usage. */
  unanswered: 2,
} as const;
