import { expect, it } from 'vitest';
import { fileGrant, folderGrant } from '../../test/support/memoryHost.ts';
import type { SettingsStorage } from '../store/services.ts';
import { createRecentList } from './recentList.ts';

const ROOT = { ...folderGrant('root'), name: 'scratch' };

function memoryStorage(): SettingsStorage {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

it('keeps what was opened last at the top, each file once', () => {
  const list = createRecentList(memoryStorage(), ROOT);
  list.add(fileGrant('root/a.ckpt'), '2026-01-01T00:00:00.000Z', 5);
  list.add(fileGrant('root/b.ckpt'), '2026-01-02T00:00:00.000Z');
  list.add(fileGrant('root/a.ckpt'), '2026-01-03T00:00:00.000Z', 6);
  expect(list.items().map(({ id, opened, bytes }) => [id, opened, bytes])).toEqual([
    ['root/a.ckpt', '2026-01-03T00:00:00.000Z', 6],
    ['root/b.ckpt', '2026-01-02T00:00:00.000Z', undefined],
  ]);
  list.clear();
  expect(list.items()).toEqual([]);
});

it('forgets with the page what the next server will not know again', () => {
  const storage = memoryStorage();
  const list = createRecentList(storage, ROOT);
  const dropped = { ...fileGrant('drop-1'), engine: 'page' } as const;
  list.add(dropped, '2026-01-01T00:00:00.000Z');
  list.add(fileGrant('root/a.ckpt'), '2026-01-02T00:00:00.000Z');
  list.add(fileGrant('rooted'), '2026-01-03T00:00:00.000Z');
  expect(list.items().map(({ id }) => id)).toEqual(['rooted', 'root/a.ckpt', 'drop-1']);
  expect(list.find('drop-1')).toBe(dropped);
  const next = createRecentList(storage, ROOT);
  expect(next.items().map(({ id }) => id)).toEqual(['root/a.ckpt']);
  expect(next.find('root/a.ckpt')).toMatchObject({ file: 'root/a.ckpt', engine: 'host' });
  expect(next.find('drop-1')).toBeUndefined();
});

it('keeps lists of different folders apart', () => {
  const storage = memoryStorage();
  createRecentList(storage, ROOT).add(fileGrant('root/a.ckpt'), '2026-01-01T00:00:00.000Z');
  expect(createRecentList(storage, { ...ROOT, name: 'other' }).items()).toEqual([]);
});

it.each(['not json', '{"a":1}', '[{"id":1}]'])('reads damaged storage (%s) as an empty list', (text) => {
  const list = createRecentList({ getItem: () => text, setItem: () => undefined }, ROOT);
  expect(list.items()).toEqual([]);
});
