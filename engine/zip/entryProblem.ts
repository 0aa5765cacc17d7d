import type { ErrorData } from '../../shared/inspectError.ts';

/** Why an entry cannot be read. The position in this list is what the entry table stores, so 0 stands for none. */
export const PROBLEMS = [undefined, 'encrypted', 'method', 'extra', 'outside', 'sizes', 'overlap'] as const;

export type EntryProblem = Exclude<(typeof PROBLEMS)[number], undefined>;

interface DescribedEntry {
  readonly name: string;
  readonly method: number;
  readonly headerOffset: number;
  readonly compressedSize: number;
  readonly size: number;
}

const COPY_AGAIN = 'The central directory is damaged: copy the file again.';

const DESCRIPTIONS: Record<EntryProblem, (entry: DescribedEntry) => ErrorData> = {
  encrypted: ({ name }) => ({
    code: 'zip/encrypted',
    message: `${name} is encrypted and cannot be read.`,
    expected: 'an entry without encryption',
    found: 'the encryption flag',
    advice: 'torch.save never encrypts: either a flag is damaged, or the file was packed by another program.',
  }),
  method: ({ name, method }) => ({
    code: 'zip/method',
    message: `${name} is compressed by method ${method}, which this reader and torch do not know.`,
    expected: 'method 0 (stored) or 8 (deflated)',
    found: `method ${method}`,
    advice: 'Pack the archive again without compression, or take the original file.',
  }),
  extra: ({ name }) => ({
    code: 'zip/entry',
    message: `The zip64 field of ${name} is cut short, so its size and place are not known.`,
    expected: 'an extra field with 8 bytes for each value',
    found: 'fewer bytes',
    advice: COPY_AGAIN,
  }),
  outside: (entry) => ({
    code: 'zip/entry',
    message: `${entry.name} lies outside the file: the directory says ${describeSpan(entry)}.`,
    expected: 'a place before the central directory',
    found: describeSpan(entry),
    advice: COPY_AGAIN,
  }),
  sizes: ({ name, compressedSize, size }) => ({
    code: 'zip/entry',
    message: `${name} is stored as it is, but the directory gives it two sizes: ${compressedSize} and ${size} bytes.`,
    expected: 'equal sizes',
    found: `${compressedSize} and ${size}`,
    advice: COPY_AGAIN,
  }),
  overlap: (entry) => ({
    code: 'zip/entry',
    message: `${entry.name} overlaps another entry: the directory says ${describeSpan(entry)}, and the next entry begins before that ends.`,
    expected: 'entries that do not overlap',
    found: describeSpan(entry),
    advice: 'No program writes such an archive: it is damaged, or made to be expanded without end.',
  }),
};

/** The error that reading such an entry gives, and the finding that opening gives. */
export function describeProblem(problem: EntryProblem, entry: DescribedEntry): ErrorData {
  return { ...DESCRIPTIONS[problem](entry), at: { entry: entry.name } };
}

function describeSpan(entry: DescribedEntry): string {
  return `${entry.compressedSize} bytes from ${entry.headerOffset}`;
}
