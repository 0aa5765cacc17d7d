import { randomBytes } from 'node:crypto';
import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { InspectError } from '../shared/inspectError.ts';

/**
 * Writes a file as a whole or not at all: pieces go into a temporary file beside it, which takes the name at the end. An
 * existing file is replaced only with `force`, also when it appears meanwhile.
 *
 * @throws InspectError `usage` for a name that is taken, `target/write` where the folder or the disk does not take it.
 */
export async function writeReplacing(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  { force }: { readonly force: boolean },
): Promise<void> {
  if (!force) await checkFree(path);
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const file = await open(temporary, 'wx');
    try {
      for await (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await (force ? rename(temporary, path) : takeName(temporary, path));
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw isSystemError(error) ? notWritten(path, error) : error;
  }
}

async function checkFree(path: string): Promise<void> {
  const isTaken = await stat(path).then(
    () => true,
    () => false,
  );
  if (isTaken) throw nameTaken(path);
}

/** Gives a file its name unless that is taken: a hard link fails then, where a rename would replace. */
async function takeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') throw nameTaken(path);
    // File systems without hard links: what is left is to look once more.
    await checkFree(path);
    await rename(temporary, path);
    return;
  }
  await unlink(temporary);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function notWritten(path: string, error: NodeJS.ErrnoException): InspectError {
  return new InspectError(
    {
      code: 'target/write',
      message: `${basename(path)} cannot be written: ${REASONS[error.code ?? ''] ?? `the system answered ${error.code ?? error.message}`}.`,
      expected: 'a folder that takes new files, and room for it',
      ...(error.code !== undefined && { found: error.code }),
      advice: 'Choose another place; what was begun has been removed.',
    },
    { cause: error },
  );
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'you may not write there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota is used up',
};

function nameTaken(path: string): InspectError {
  return new InspectError({
    code: 'usage',
    message: `${basename(path)} exists already.`,
    advice: 'Give another name, or --force to replace it.',
  });
}
