import { describe, expect, it, vi } from 'vitest';
import type { EngineApi, FileOverview, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { createMemoryHost, fileGrant, folderGrant, type MemoryHost } from '../../test/support/memoryHost.ts';
import { checkpointEntry, emptyOverview, stubEngine } from '../../test/support/stubEngine.ts';
import type { FileStatus } from './appState.ts';
import { createAppStore, type AppStore } from './appStore.ts';
import { treeOf, viewOf } from './navigationSlice.ts';

interface Window {
  readonly store: AppStore;
  readonly host: MemoryHost;
  readonly closed: string[];
  status(file: string): FileStatus['state'] | undefined;
  /** Waits until a file is in a state. */
  reach(file: string, state: FileStatus['state']): Promise<void>;
}

function openWindow(answers: Partial<EngineApi> = {}): Window {
  const closed: string[] = [];
  const engine = stubEngine({
    open: async ({ file }) => emptyOverview(file),
    close: async ({ file }) => void closed.push(file),
    ...answers,
  });
  const host = createMemoryHost();
  const storage = { getItem: () => null, setItem: () => undefined };
  const store = createAppStore({ host, engineFor: () => engine, storage });
  const status = (file: string): FileStatus['state'] | undefined => store.getState().files.get(file)?.status.state;
  return {
    store,
    host,
    closed,
    status,
    reach: (file, state) => vi.waitFor(() => expect(status(file)).toBe(state)),
  };
}

/** An engine's `open` that stays open until the test answers. */
function heldOpen() {
  const calls: { resolve(overview: FileOverview): void; progress(progress: Progress): void; signal: AbortSignal }[] =
    [];
  const open: EngineApi['open'] = (_, context) =>
    new Promise((resolve, reject) => {
      const signal = context?.signal ?? new AbortController().signal;
      signal.addEventListener('abort', () => reject(new InspectError({ code: 'cancelled', message: 'cancelled' })));
      calls.push({ resolve, progress: (progress) => context?.onUpdate?.(progress), signal });
    });
  return { open, calls };
}

describe('opening', () => {
  it('opens the first granted file and leaves the others until they are looked at', async () => {
    const window = openWindow();
    window.store.getState().openGrants([fileGrant('a'), fileGrant('b')]);
    await window.reach('a', 'ready');
    expect(window.status('b')).toBe('idle');
    window.store.getState().show({ kind: 'file', file: 'b' });
    await window.reach('b', 'ready');
    expect(window.host.opened.map((grant) => grant.file)).toEqual(['a', 'b']);
  });

  it('shows progress, and the error of a file that cannot be read', async () => {
    const held = heldOpen();
    const window = openWindow({ open: held.open });
    window.store.getState().openGrants([fileGrant('a')]);
    const progress: Progress = { what: 'Reading', done: 1, unit: 'bytes' };
    held.calls[0]?.progress(progress);
    expect(window.store.getState().files.get('a')?.status).toEqual({ state: 'opening', progress });
    window.store.getState().cancelOpen('a');
    await window.reach('a', 'failed');
    expect(window.store.getState().files.get('a')?.status).toMatchObject({ error: { code: 'cancelled' } });
  });

  it('drops the answer of an attempt that was overtaken by a reload', async () => {
    const held = heldOpen();
    const window = openWindow({ open: held.open });
    window.store.getState().openGrants([fileGrant('a')]);
    window.store.getState().reloadFile('a');
    expect(held.calls[0]?.signal.aborted).toBe(true);
    held.calls[1]?.resolve(emptyOverview('second'));
    await window.reach('a', 'ready');
    const status = window.store.getState().files.get('a')?.status;
    expect(status?.state === 'ready' && status.file.overview.file.name).toBe('second');
  });

  it('keeps a dozen files open and closes those looked at longest ago', async () => {
    const window = openWindow();
    const ids = Array.from({ length: 13 }, (_, i) => `f${i}`);
    window.store.getState().openGrants(ids.map(fileGrant));
    for (const file of ids) {
      window.store.getState().show({ kind: 'file', file });
      await window.reach(file, 'ready');
    }
    expect(window.closed).toEqual(['f0']);
    expect(window.status('f0')).toBe('idle');
    window.store.getState().goBack();
    expect(window.status('f11')).toBe('ready');
  });
});

describe('a file on disk that changes', () => {
  it('is noticed, and forgotten rows make place for new ones after a reload', async () => {
    const window = openWindow({
      checkSource: async () => ({ state: 'changed', bytes: 5, modified: '2026-01-01T00:00:00.000Z' }),
    });
    const { store } = window;
    store.getState().openGrants([fileGrant('a')]);
    await window.reach('a', 'ready');
    store.getState().goToNode('a', 7);
    store.getState().updateTree('a', { scrollTop: 400, sort: { key: 'bytes', descending: true } });
    await store.getState().checkSource('a');
    expect(store.getState().files.get('a')?.status).toMatchObject({ source: { state: 'changed' } });
    store.getState().reloadFile('a');
    await window.reach('a', 'ready');
    expect(store.getState().files.get('a')?.status).toMatchObject({ source: { state: 'same' } });
    expect(treeOf(store.getState(), 'a')).toMatchObject({
      scrollTop: 0,
      reveal: undefined,
      sort: { key: 'bytes' },
    });
  });

  it('asks for a reload when its engine was started again', async () => {
    const window = openWindow();
    window.store.getState().openGrants([fileGrant('a')]);
    await window.reach('a', 'ready');
    window.store.getState().markReplaced('page');
    expect(window.store.getState().files.get('a')?.status).toMatchObject({ source: { state: 'same' } });
    window.store.getState().markReplaced('host');
    expect(window.store.getState().files.get('a')?.status).toMatchObject({ source: { state: 'lost' } });
  });
});

describe('folders', () => {
  const ENTRIES = [checkpointEntry('run', 'epoch=1.ckpt'), checkpointEntry('run', 'logs', { kind: 'folder' })];
  const listFolder: EngineApi['listFolder'] = async (_, context) => {
    for (const entry of ENTRIES) context?.onUpdate?.([entry]);
    return { entries: ENTRIES.length };
  };

  it('lists entries as they come and shows the folder', async () => {
    const { store } = openWindow({ listFolder });
    store.getState().openGrants([folderGrant('run')]);
    expect(store.getState().place.subject).toEqual({ kind: 'folder', folder: 'run' });
    await vi.waitFor(() => expect(store.getState().folders.get('run')?.listing).toBe('done'));
    expect(store.getState().folders.get('run')?.entries).toEqual(ENTRIES);
  });

  it('says why a folder cannot be listed', async () => {
    const { store } = openWindow({
      listFolder: async () => {
        throw new InspectError({ code: 'source/no-permission', message: 'no' });
      },
    });
    store.getState().openGrants([folderGrant('run')]);
    await vi.waitFor(() =>
      expect(store.getState().folders.get('run')?.listing).toMatchObject({ code: 'source/no-permission' }),
    );
  });

  it('takes its files and its places in the history along when it is closed', async () => {
    const window = openWindow({ listFolder });
    const { store } = window;
    store.getState().openGrants([fileGrant('other')]);
    store.getState().openGrants([folderGrant('run')]);
    await vi.waitFor(() => expect(store.getState().folders.get('run')?.listing).toBe('done'));
    store.getState().openEntry('run', ENTRIES[0] ?? checkpointEntry('run', 'missing'));
    await window.reach('run/epoch=1.ckpt', 'ready');
    store.getState().closeFolder('run');
    expect([...store.getState().files.keys()]).toEqual(['other']);
    expect(store.getState().place.subject).toEqual({ kind: 'file', file: 'other' });
    expect(window.closed).toEqual(['run/epoch=1.ckpt']);
  });
});

describe('history', () => {
  it('goes back to the row that was gone to, and forward again', async () => {
    const window = openWindow();
    const { store } = window;
    store.getState().openGrants([fileGrant('a')]);
    await window.reach('a', 'ready');
    store.getState().goToNode('a', 5);
    store.getState().goToNode('a', 9);
    store.getState().goBack();
    expect(treeOf(store.getState(), 'a').reveal?.node).toBe(5);
    store.getState().goBack();
    expect(viewOf(store.getState(), 'a')).toBe('overview');
    store.getState().goForward();
    store.getState().goForward();
    expect(store.getState().place).toMatchObject({ view: 'tree', node: 9 });
    expect(store.getState().future).toEqual([]);
  });

  it('does not note the same place twice', () => {
    const { store } = openWindow();
    store.getState().openGrants([fileGrant('a')]);
    store.getState().showView('a', 'tree');
    store.getState().showView('a', 'tree');
    expect(store.getState().past).toHaveLength(2);
  });

  it('keeps the view of each file', () => {
    const { store } = openWindow();
    store.getState().openGrants([fileGrant('a'), fileGrant('b')]);
    store.getState().showView('a', 'tree');
    store.getState().show({ kind: 'file', file: 'b' });
    store.getState().show({ kind: 'file', file: 'a' });
    expect(viewOf(store.getState(), 'a')).toBe('tree');
    expect(viewOf(store.getState(), 'b')).toBe('overview');
  });
});

describe('the shell', () => {
  it('turns a rejected grant into a notice, and clears it at the next success', async () => {
    const { store } = openWindow();
    const error = new InspectError({ code: 'source/not-found', message: 'no such file' });
    store.getState().acceptGrants(Promise.reject(error));
    await vi.waitFor(() => expect(store.getState().notice).toMatchObject({ code: 'source/not-found' }));
    store.getState().acceptGrants(Promise.resolve([fileGrant('a')]));
    await vi.waitFor(() => expect(store.getState().notice).toBeUndefined());
  });

  it('opens the page’s own picker where the shell has no dialog', async () => {
    const { store, host } = openWindow();
    vi.spyOn(host, 'pickFolder').mockResolvedValue(undefined);
    store.getState().pick('folder');
    await vi.waitFor(() => expect(store.getState().overlay).toBe('pick-folder'));
  });

  it('offers a view’s commands only while it is on screen', () => {
    const { store } = openWindow();
    const command = { id: 'x', title: 'X', run: () => undefined };
    store.getState().setViewCommands('tree', [command]);
    expect([...store.getState().viewCommands.values()]).toEqual([[command]]);
    store.getState().setViewCommands('tree', []);
    expect(store.getState().viewCommands.size).toBe(0);
  });
});
