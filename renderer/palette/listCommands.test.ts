import { expect, it, vi } from 'vitest';
import { createMemoryHost, fileGrant } from '../../test/support/memoryHost.ts';
import { emptyOverview, stubEngine } from '../../test/support/stubEngine.ts';
import type { App } from '../store/appContext.ts';
import { createAppStore } from '../store/appStore.ts';
import { listCommands } from './listCommands.ts';

function openApp(kind: 'desktop' | 'browser' = 'desktop'): App {
  const host = { ...createMemoryHost(), kind };
  const engine = stubEngine({ open: async ({ file }) => emptyOverview(file) });
  const storage = { getItem: () => null, setItem: () => undefined };
  return { host, store: createAppStore({ host, engineFor: () => engine, storage }) };
}

function find(app: App, id: string) {
  return listCommands(app).find((command) => command.id === id);
}

it('leaves out what makes no sense on the welcome screen', () => {
  const app = openApp();
  for (const id of ['view-tree', 'find', 'close-file', 'back', 'forward']) expect(find(app, id)).toBeUndefined();
  expect(find(app, 'open-file')?.chord).toBe('Mod+O');
});

it('offers the views and the closing of a file, by a key where the shell leaves one', () => {
  const app = openApp();
  app.store.getState().openGrants([fileGrant('a')]);
  find(app, 'view-tree')?.run();
  expect(app.store.getState().place).toMatchObject({ view: 'tree' });
  expect(find(app, 'close-file')?.chord).toBe('Mod+W');
  find(app, 'close-file')?.run();
  expect(app.store.getState().files.size).toBe(0);

  const page = openApp('browser');
  page.store.getState().openGrants([fileGrant('a')]);
  expect(find(page, 'close-file')).toMatchObject({ id: 'close-file' });
  expect(find(page, 'close-file')?.chord).toBeUndefined();
});

it('searches in the view on screen, and in the tree where that has no search', () => {
  const app = openApp();
  app.store.getState().openGrants([fileGrant('a')]);
  find(app, 'find')?.run();
  expect(app.store.getState().place).toMatchObject({ view: 'tree' });
  const run = vi.fn();
  app.store.getState().setViewCommands('tree', [{ id: 'find', title: 'Filter', chord: '/', run }]);
  expect(listCommands(app).filter((command) => command.id === 'find')).toHaveLength(1);
  find(app, 'find')?.run();
  expect(run).toHaveBeenCalledOnce();
});

it('opens and closes the palette with one chord', () => {
  const app = openApp();
  find(app, 'palette')?.run();
  expect(app.store.getState().overlay).toBe('palette');
  find(app, 'palette')?.run();
  expect(app.store.getState().overlay).toBeUndefined();
});
