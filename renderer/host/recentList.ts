import type { Grant, RecentItem } from '../../shared/hostApi.ts';
import type { SettingsStorage } from '../store/services.ts';

/** Items that are kept. */
const MAX_RECENTS = 8;

/** Recent files of a browser. */
export interface RecentList {
  /** The last one opened first. */
  items(): readonly RecentItem[];
  /** The grant of an item; undefined once it has left the list. */
  find(id: string): Grant | undefined;
  add(grant: Grant, opened: string, bytes?: number): void;
  clear(): void;
}

/**
 * The list for one served folder. Names below that folder mean the same to the next server and are kept in the page's
 * storage; other grants (dropped, or named on the command line) are remembered as long as the page is.
 */
export function createRecentList(storage: SettingsStorage, root: Grant): RecentList {
  const key = `epochscope.recents.${root.name}`;
  let ofThisPage: readonly { readonly item: RecentItem; readonly grant: Grant }[] = [];

  const read = (): readonly RecentItem[] => {
    try {
      const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isRecentItem).filter(({ id }) => isBelow(root, id)) : [];
    } catch {
      // Denied storage or damaged text: there is nothing to remember.
      return [];
    }
  };
  const write = (items: readonly RecentItem[]): void => {
    try {
      storage.setItem(key, JSON.stringify(items));
    } catch {
      // A full or denied storage costs only the memory of what was open.
    }
  };
  const items = (): readonly RecentItem[] =>
    [...ofThisPage.map(({ item }) => item), ...read()]
      .toSorted((a, b) => (a.opened < b.opened ? 1 : -1))
      .slice(0, MAX_RECENTS);

  return {
    items,
    find(id) {
      const held = ofThisPage.find(({ item }) => item.id === id);
      if (held !== undefined) return held.grant;
      const item = read().find((candidate) => candidate.id === id);
      return item && { file: id, name: item.name, kind: item.kind, folder: item.folder, engine: 'host' };
    },
    add(grant, opened, bytes) {
      const { file: id, name, kind, folder = '' } = grant;
      const item: RecentItem = { id, name, kind, folder, opened, ...(bytes !== undefined && { bytes }) };
      if (grant.engine === 'host' && isBelow(root, id)) {
        write([item, ...read().filter((other) => other.id !== id)].slice(0, MAX_RECENTS));
      } else {
        ofThisPage = [{ item, grant }, ...ofThisPage.filter((other) => other.item.id !== id)].slice(0, MAX_RECENTS);
      }
    },
    clear() {
      ofThisPage = [];
      write([]);
    },
  };
}

function isBelow(root: Grant, id: string): boolean {
  return id === root.file || id.startsWith(`${root.file}/`);
}

function isRecentItem(value: unknown): value is RecentItem {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, folder, kind, opened, bytes }: Partial<Record<keyof RecentItem, unknown>> = value;
  const texts = [id, name, folder, opened].every((text) => typeof text === 'string');
  return texts && (kind === 'file' || kind === 'folder') && (bytes === undefined || typeof bytes === 'number');
}
