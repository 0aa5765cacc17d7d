import { InspectError } from './inspectError.ts';

/**
 * An opaque handle for a file or folder that a person chose. A host grants it; an entry of a granted folder is
 * `<folder id>/<relative path>`, with `/` on every platform. It never holds an absolute path.
 */
export type FileId = string;

/** What a {@link FileId} says: the granted id, and the names below it. */
export interface FileIdParts {
  readonly grant: string;
  /** From the granted folder downwards; empty for the grant itself. */
  readonly names: readonly string[];
}

/**
 * Takes a file id apart. Below a granted folder only plain names lead further down: nothing climbs, starts over, or means
 * something else on another platform.
 *
 * @throws InspectError `source/outside-root`.
 */
export function splitFileId(id: FileId): FileIdParts {
  const [grant = '', ...names] = id.split('/');
  const unsafe = names.find((name) => !isPlainName(name));
  if (unsafe === undefined) return { grant, names };
  throw new InspectError({
    code: 'source/outside-root',
    message: 'The name of a file leads out of the folder that was opened, or could on some platform.',
    expected: 'names of files and folders, separated by /',
    found: JSON.stringify(unsafe),
    advice: 'Rename the file, or open it by itself.',
  });
}

function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('\\') && !name.includes('\0');
}
