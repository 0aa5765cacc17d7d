import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { array, exactOptional, maxLength, number, object, picklist, pipe, string } from 'valibot';
import type { RecentItem } from '../../shared/hostApi.ts';
import { type SchemaOf, readStoredJson, writeStoredJson } from './storedJson.ts';

/** How many files and folders are remembered. */
const LIMIT = 20;
/** Longest path that is believed, in characters. */
const PATH_LIMIT = 4096;

/** A file or folder by its absolute path; `bytes` of a file, `opened` in ISO 8601. */
interface Recent {
  readonly path: string;
  readonly kind: RecentItem['kind'];
  readonly bytes?: number;
  readonly opened: string;
}

const RECENT: SchemaOf<Recent> = object({
  path: pipe(string(), maxLength(PATH_LIMIT)),
  kind: picklist(['file', 'folder']),
  bytes: exactOptional(number()),
  opened: pipe(string(), maxLength(40)),
});

/** What was opened lately, newest first, kept in one file. The page sees ids, names and folders' names. */
export class RecentFiles {
  readonly #file: string;
  #items: readonly Recent[];

  constructor(file: string) {
    this.#file = file;
    this.#items = readStoredJson(file, array(RECENT), []).slice(0, LIMIT);
  }

  get items(): readonly RecentItem[] {
    return this.#items.map(({ path, ...rest }) => ({
      id: idOf(path),
      name: basename(path) || path,
      folder: basename(dirname(path)),
      ...rest,
    }));
  }

  pathOf(id: string): string | undefined {
    return this.#items.find(({ path }) => idOf(path) === id)?.path;
  }

  add(item: Recent): void {
    this.#items = [item, ...this.#items.filter(({ path }) => path !== item.path)].slice(0, LIMIT);
    writeStoredJson(this.#file, this.#items);
  }

  clear(): void {
    this.#items = [];
    writeStoredJson(this.#file, this.#items);
  }
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
