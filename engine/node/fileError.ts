import { basename } from 'node:path';
import { InspectError } from '../../shared/inspectError.ts';

/** System errors by what they mean for the reader. Messages name the file, never the way to it. */
export function fileError(error: unknown, path: string, offset?: number): InspectError {
  const name = basename(path);
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const at = offset === undefined ? {} : { at: { offset } };
  if (systemCode === 'ENOENT' || systemCode === 'ENOTDIR') {
    return new InspectError(
      {
        code: 'source/not-found',
        message: `There is no file ${name}.`,
        expected: 'a file',
        found: 'nothing of this name',
        advice: 'Check the name; on a mounted folder, check that it is mounted.',
      },
      { cause: error },
    );
  }
  if (systemCode === 'EACCES' || systemCode === 'EPERM') {
    return new InspectError(
      {
        code: 'source/no-permission',
        message: `${name} exists, but you may not read it.`,
        expected: 'read permission',
        found: 'none',
        advice: 'Ask its owner for read permission, or copy it as a user who has it.',
      },
      { cause: error },
    );
  }
  if (systemCode === 'ESTALE') {
    return new InspectError(
      {
        code: 'source/vanished',
        message: `${name} was removed or replaced on the server while it was open.`,
        ...at,
        expected: 'the file that was opened',
        found: 'a stale handle',
        advice: 'Open the file again.',
      },
      { cause: error },
    );
  }
  if (systemCode === 'EISDIR' || systemCode === 'ENXIO' || systemCode === 'ELOOP') return notAFile(path);
  return new InspectError(
    {
      code: 'source/read',
      message: `${name} cannot be read: the storage answered ${systemCode === '' ? String(error) : systemCode}.`,
      ...at,
      expected: 'bytes',
      found: systemCode === '' ? 'an error' : systemCode,
      advice: 'Check the storage or the network mount, then try again.',
    },
    { cause: error },
  );
}

/** The error for a name that belongs to something else than a file. */
export function notAFile(path: string): InspectError {
  return new InspectError({
    code: 'source/not-a-file',
    message: `${basename(path)} is no regular file.`,
    expected: 'a regular file',
    found: 'a folder, a device, a pipe or a circle of links',
    advice: 'Choose a checkpoint file; open a folder as a folder.',
  });
}
