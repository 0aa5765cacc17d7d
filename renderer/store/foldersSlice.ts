import type { FileId, FolderEntry } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { AppState, FoldersSlice, FolderRecord } from './appState.ts';
import { createCollector } from './collectItems.ts';
import { filesOf } from './navigationSlice.ts';
import { createPeekQueue } from './peekQueue.ts';
import type { Services } from './services.ts';
import { folderOf } from './trainingOrder.ts';

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** Folders, what they hold, and the counters of the checkpoints in them. */
export function createFoldersSlice(set: Set, get: () => AppState, services: Services): FoldersSlice {
  const listings = new Map<FileId, AbortController>();
  const change = (folder: FileId, update: (record: FolderRecord) => FolderRecord): void =>
    set((state) => {
      const record = state.folders.get(folder);
      return record === undefined ? {} : { folders: new Map(state.folders).set(folder, update(record)) };
    });

  const list = async (grant: Grant): Promise<void> => {
    listings.get(grant.file)?.abort();
    const abort = new AbortController();
    listings.set(grant.file, abort);
    set((state) => ({
      folders: new Map(state.folders).set(grant.file, { grant, entries: [], listing: 'running' }),
    }));
    const collector = createCollector<FolderEntry>((more) =>
      change(grant.file, (record) => ({ ...record, entries: [...record.entries, ...more] })),
    );
    abort.signal.addEventListener('abort', () => collector.drop());
    let listing: FolderRecord['listing'] = 'done';
    try {
      await services
        .engineFor(grant.engine)
        .listFolder({ folder: grant.file }, { signal: abort.signal, onUpdate: (more) => collector.add(more) });
    } catch (error) {
      listing = toErrorData(error);
    }
    if (abort.signal.aborted) return;
    collector.flush();
    change(grant.file, (record) => ({ ...record, listing }));
    if (listing === 'done') get().noteListing(grant.file);
  };

  const queues = {
    host: createPeekQueue(() => services.engineFor('host'), addPeeks),
    page: createPeekQueue(() => services.engineFor('page'), addPeeks),
  };
  function addPeeks(results: Parameters<Parameters<typeof createPeekQueue>[1]>[0]): void {
    set((state) => {
      const peeks = new Map(state.peeks);
      for (const result of results) peeks.set(result.file, result);
      return { peeks };
    });
    for (const folder of new Set(results.map(({ file }) => folderOf(get(), file)))) {
      if (folder !== undefined) get().judge(folder);
    }
  }

  return {
    folders: new Map(),
    openFolders: [],
    peeks: new Map(),
    listFolder(grant) {
      queues[grant.engine].forget((file) => isInside(file, grant.file));
      void list(grant);
    },
    requestPeeks: (engine, files) => queues[engine].request(files.filter((file) => !get().writing.has(file))),
    peekAgain(engine, files) {
      const again = new Set(files);
      queues[engine].forget((file) => again.has(file));
      queues[engine].request(files);
    },
    forgetPeeks(engine, files) {
      if (files.length === 0) return;
      const gone = new Set(files);
      queues[engine].forget((file) => gone.has(file));
      set((state) => ({ peeks: new Map([...state.peeks].filter(([file]) => !gone.has(file))) }));
    },
    async readCounters(file) {
      const { engine } = get().files.get(file)?.grant ?? {};
      if (engine === undefined) return;
      // What speaks against reading the file is said where it is opened.
      await services
        .engineFor(engine)
        .peek({ files: [file] }, { onUpdate: (result) => addPeeks([result]) })
        .catch(() => undefined);
    },
    closeFolder(folder) {
      listings.get(folder)?.abort();
      get().dropSeries(folder);
      for (const [file, record] of get().files) if (record.parent === folder) get().closeFile(file);
      set((state) => {
        const folders = new Map(state.folders);
        for (const id of folders.keys()) if (id === folder || isInside(id, folder)) folders.delete(id);
        const watched = new Map([...state.watched].filter(([id]) => !isInside(id, folder)));
        const marks = state.marks.filter((file) => !isInside(file, folder));
        return { folders, watched, marks, openFolders: state.openFolders.filter((id) => id !== folder) };
      });
      get().judge(folder);
      get().forgetPlaces(
        (subject) =>
          ((subject.kind === 'folder' || subject.kind === 'series') && isInside(subject.folder, folder)) ||
          filesOf(subject).some((file) => isInside(file, folder)),
      );
    },
  };
}

/** Whether an id names the folder itself or something below it. */
export function isInside(id: FileId, folder: FileId): boolean {
  return id === folder || id.startsWith(`${folder}/`);
}
