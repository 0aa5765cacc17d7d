import { describe, expect, it } from 'vitest';
import type { FoundNode } from '../../shared/engineApi.ts';
import { createMemoryHost, folderGrant } from '../../test/support/memoryHost.ts';
import { checkpointEntry, emptyOverview, stubEngine } from '../../test/support/stubEngine.ts';
import { createAppStore, type AppStore } from '../store/appStore.ts';
import { listPaletteGroups, type PaletteGroup } from './listPaletteGroups.ts';

const ENTRIES = [38, 39].map((epoch) => checkpointEntry('run', `epoch=${epoch}.ckpt`));

async function openRun(): Promise<AppStore> {
  const engine = stubEngine({
    listFolder: async (_, context) => {
      context?.onUpdate?.(ENTRIES);
      return { entries: ENTRIES.length };
    },
    peek: async ({ files }, context) => {
      for (const file of files) context?.onUpdate?.({ file, counters: { epoch: Number(/\d+/.exec(file)?.[0]) } });
      return { files: files.length };
    },
    open: async ({ file }) => emptyOverview(file),
  });
  const store = createAppStore({
    host: createMemoryHost(),
    engineFor: () => engine,
    storage: { getItem: () => null, setItem: () => undefined },
  });
  store.getState().openGrants([folderGrant('run')]);
  store.getState().requestPeeks(
    'host',
    ENTRIES.map((entry) => entry.file),
  );
  await Promise.resolve();
  return store;
}

function ask(store: AppStore, text: string, found: readonly FoundNode[] = []): readonly PaletteGroup[] {
  const state = store.getState();
  const commands = [{ id: 'settings', title: 'Settings', chord: 'Mod+,', run: () => undefined }];
  return listPaletteGroups({ text, found, commands, known: state, state });
}

const WEIGHT: FoundNode = { node: 7, name: 'stem.weight', kind: 'tensor', detail: '8×3', ranges: [0, 4] };

describe('listPaletteGroups', () => {
  it('offers commands when nothing is typed', async () => {
    const groups = ask(await openRun(), '');
    expect(groups.map((group) => group.title)).toEqual(['Commands']);
  });

  it('puts tensors of the open file before files and commands', async () => {
    const store = await openRun();
    store.getState().openEntry('run', ENTRIES[0] ?? checkpointEntry('run', 'missing'));
    const groups = ask(store, 'e', [WEIGHT, { ...WEIGHT, node: 8, kind: 'dict' }]);
    expect(groups.map((group) => group.title)).toEqual(['Tensors', 'Modules and values', 'Files', 'Commands']);
    groups[0]?.items[0]?.run();
    expect(store.getState().place).toMatchObject({ view: 'tree', node: 7 });
  });

  it('narrows to commands after >', async () => {
    const groups = ask(await openRun(), '> sett', [WEIGHT]);
    expect(groups.flatMap((group) => group.items.map((item) => item.title))).toEqual(['Settings']);
  });

  it('goes to an epoch after :', async () => {
    const store = await openRun();
    const [group] = ask(store, ':39');
    expect(group?.items.map((item) => item.title)).toEqual(['epoch=39.ckpt']);
    group?.items[0]?.run();
    expect(store.getState().place.subject).toEqual({ kind: 'file', file: 'run/epoch=39.ckpt' });
  });
});
