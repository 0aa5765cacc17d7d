import type { Grant, RecentItem } from '../../shared/hostApi.ts';
import type { SettingsStorage } from '../store/services.ts';

/** Items that are kept. */
const MAX_RECENTS = 8;

/** Recent files of a browser: names below the folder that is served, in the page's own storage. */
export interface RecentList {
  items(): readonly RecentItem[];
  add(grant: Grant, opened: string, bytes?: number): void;
  clear(): void;
}

/** The list for one served folder. Only ids that the next server will know again are kept: those below the root. */
export function createRecentList(storage: SettingsStorage, root: Grant): RecentList {
  const key = `epochscope.recents.${root.name}`;
  const read = (): readonly RecentItem[] => {
    try {
      const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isRecentItem).slice(0, MAX_RECENTS) : [];
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
  return {
    items: read,
    add(grant, opened, bytes) {
      if (grant.engine !== 'host' || !(grant.file === root.file || grant.file.startsWith(`${root.file}/`))) return;
      const { file: id, name, kind, folder = '' } = grant;
      const item: RecentItem = { id, name, kind, folder, opened, ...(bytes !== undefined && { bytes }) };
      write([item, ...read().filter((other) => other.id !== id)].slice(0, MAX_RECENTS));
    },
    clear: () => write([]),
  };
}

function isRecentItem(value: unknown): value is RecentItem {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, folder, kind, opened, bytes }: Partial<Record<keyof RecentItem, unknown>> = value;
  const texts = [id, name, folder, opened].every((text) => typeof text === 'string');
  return texts && (kind === 'file' || kind === 'folder') && (bytes === undefined || typeof bytes === 'number');
}
