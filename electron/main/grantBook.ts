import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FileId } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';

/** A path that the person chose, under the id that the page knows. */
export interface GrantedPath {
  readonly id: FileId;
  readonly path: string;
  readonly kind: Grant['kind'];
  /** Size of a file, where it could be asked. */
  readonly bytes?: number;
}

/** All that one window may read. Ids are random, so that none can be guessed, and a path keeps its id. */
export class GrantBook {
  readonly #byPath = new Map<string, GrantedPath>();

  get entries(): readonly GrantedPath[] {
    return [...this.#byPath.values()];
  }

  /**
   * Grants an absolute path. One that leads nowhere is granted as a file too: opening it then says what is wrong, in the
   * place where every other error of a file is shown.
   */
  async add(path: string): Promise<GrantedPath> {
    const info = await stat(path).catch(() => undefined);
    const entry: GrantedPath = {
      id: this.#byPath.get(path)?.id ?? randomUUID(),
      path,
      kind: info?.isDirectory() === true ? 'folder' : 'file',
      ...(info?.isFile() === true && { bytes: info.size }),
    };
    this.#byPath.set(path, entry);
    return entry;
  }
}

/** What the page learns of a granted path. */
export function describeGrant({ id, path, kind }: GrantedPath): Grant {
  return { file: id, name: basename(path) || path, kind, folder: basename(dirname(path)), engine: 'host' };
}
