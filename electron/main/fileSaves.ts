import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InspectError } from '../../shared/inspectError.ts';

interface Save {
  readonly target: string;
  readonly temporary: string;
  readonly handle: FileHandle;
}

/**
 * Files that a window is saving, texts or bytes, piece by piece, into a temporary file beside each target. The target is replaced when the
 * file is whole and never before: a full disk or a closed window leaves the old file as it was.
 */
export class FileSaves {
  readonly #saves = new Map<number, Save>();
  #last = 0;

  /** Errors: `usage` with the system's words where the folder cannot be written. */
  async begin(target: string): Promise<number> {
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    const handle = await open(temporary, 'wx').catch((cause: unknown) => refuse(target, cause));
    this.#last += 1;
    this.#saves.set(this.#last, { target, temporary, handle });
    return this.#last;
  }

  async append(id: number, piece: string | Uint8Array): Promise<void> {
    const save = this.#find(id);
    await save.handle.appendFile(piece).catch((cause: unknown) => refuse(save.target, cause));
  }

  /** Puts the file in its place, or removes it. */
  async end(id: number, keep: boolean): Promise<void> {
    const { target, temporary, handle } = this.#find(id);
    this.#saves.delete(id);
    try {
      if (keep) await handle.sync();
      await handle.close();
      if (keep) await rename(temporary, target);
    } catch (cause) {
      refuse(target, cause);
    } finally {
      // Gone already when it was renamed.
      await rm(temporary, { force: true });
    }
  }

  /** Removes everything unfinished. */
  async abandonAll(): Promise<void> {
    await Promise.all([...this.#saves.keys()].map((id) => this.end(id, false)));
  }

  #find(id: number): Save {
    const save = this.#saves.get(id);
    if (save === undefined) throw new InspectError({ code: 'usage', message: `There is no unfinished save ${id}.` });
    return save;
  }
}

function refuse(target: string, cause: unknown): never {
  const found = cause instanceof Error ? cause.message : String(cause);
  throw new InspectError(
    {
      code: 'usage',
      message: `${basename(target)} could not be written.`,
      found,
      advice: 'Choose a folder that you may write to and that has room.',
    },
    { cause },
  );
}
