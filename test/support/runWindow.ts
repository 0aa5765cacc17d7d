import { vi } from 'vitest';
import type { EngineApi, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { createAppStore, type AppStore } from '../../renderer/store/appStore.ts';
import { createMemoryHost, folderGrant } from './memoryHost.ts';
import { checkpointEntry, emptyOverview, stubEngine } from './stubEngine.ts';

/** A window with a folder `run`, of which a test can change what is in it. */
export interface RunWindow {
  readonly store: AppStore;
  /** What the storage holds now. */
  entries: readonly FolderEntry[];
  /** Names of files that end too soon; the others can be read, and state the epoch of their name. */
  readonly cut: Set<string>;
  /** Files whose counters were asked for, in order. */
  readonly peeked: string[];
  /** Whether the storage answers. */
  isGone: boolean;
}

/** Opens a window that lists `run` with checkpoints of these epochs; `prepare` changes what is there before anybody looks. */
export async function openRun(epochs: readonly number[], prepare?: (window: RunWindow) => void): Promise<RunWindow> {
  const peeked: string[] = [];
  const cut = new Set<string>();
  const readCounters = (file: string): PeekResult => {
    if ([...cut].some((name) => file.endsWith(name))) {
      return { file, error: { code: 'zip/truncated', message: 'it ends too soon' } };
    }
    const epoch = Number(/\d+/.exec(file)?.[0]);
    return { file, counters: { epoch, globalStep: epoch * 10 } };
  };
  const engine = stubEngine({
    async listFolder(_, context) {
      if (window.isGone) throw new InspectError({ code: 'source/not-found', message: 'gone' });
      context?.onUpdate?.(window.entries);
      return { entries: window.entries.length };
    },
    async peek({ files }, context) {
      peeked.push(...files);
      for (const file of files) context?.onUpdate?.(readCounters(file));
      return { files: files.length };
    },
    async open({ file }) {
      const { error, counters } = readCounters(file);
      if (error !== undefined) throw new InspectError(error);
      return emptyOverview(file, counters);
    },
  } satisfies Partial<EngineApi>);
  const storage = { getItem: () => null, setItem: () => undefined };
  const window: RunWindow = {
    store: createAppStore({ host: createMemoryHost(), engineFor: () => engine, storage }),
    entries: epochs.map((epoch) => checkpointEntry('run', nameOfEpoch(epoch))),
    cut,
    peeked,
    isGone: false,
  };
  prepare?.(window);
  window.store.getState().openGrants([folderGrant('run')]);
  await vi.waitFor(() => {
    if (window.store.getState().folders.get('run')?.listing !== 'done') throw new Error('the folder is being listed');
  });
  return window;
}

export function nameOfEpoch(epoch: number): string {
  return `epoch=${epoch}.ckpt`;
}

/** The file of an epoch in the folder `run`. */
export function fileOfEpoch(epoch: number): string {
  return `run/${nameOfEpoch(epoch)}`;
}
