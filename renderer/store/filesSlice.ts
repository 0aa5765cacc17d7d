import type { FileId } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { AppState, FileRecord, FileStatus, FilesSlice } from './appState.ts';
import { isInside } from './foldersSlice.ts';
import { filesOf } from './navigationSlice.ts';
import type { Services } from './services.ts';
import { folderOf } from './trainingOrder.ts';

/** Files that stay open in an engine. Of the others only the view state is kept; they open again when looked at. */
const MAX_OPEN = 12;

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** The files that the window knows, and how far each one is. */
export function createFilesSlice(set: Set, get: () => AppState, services: Services): FilesSlice {
  const openings = new Map<FileId, AbortController>();
  /** Open files, the one looked at last at the end. */
  const recent = new Set<FileId>();

  const setStatus = (id: FileId, generation: number, status: FileStatus): void =>
    set((state) => {
      const record = state.files.get(id);
      if (record?.generation !== generation) return {};
      return { files: new Map(state.files).set(id, { ...record, status }) };
    });

  const add = (grant: Grant, parent: FileId | undefined): void =>
    set((state) => {
      if (state.files.has(grant.file)) return {};
      const record: FileRecord = { grant, parent, status: { state: 'idle' }, generation: 0 };
      return { files: new Map(state.files).set(grant.file, record) };
    });

  const release = (record: FileRecord): void => {
    openings.get(record.grant.file)?.abort();
    openings.delete(record.grant.file);
    recent.delete(record.grant.file);
    get().dropStatistics(record.grant.file);
    if (record.status.state !== 'ready') return;
    // A descriptor that cannot be given up is the engine's loss; the page has nothing left to do about it.
    services.engineFor(record.grant.engine).close({ file: record.grant.file }).catch(ignore);
  };

  const open = async (record: FileRecord): Promise<void> => {
    const { grant } = record;
    const generation = record.generation + 1;
    const abort = new AbortController();
    openings.set(grant.file, abort);
    const status: FileStatus = { state: 'opening', progress: undefined };
    set((state) => ({ files: new Map(state.files).set(grant.file, { ...record, generation, status }) }));
    const engine = services.engineFor(grant.engine);
    try {
      const overview = await engine.open(
        { file: grant.file },
        {
          signal: abort.signal,
          onUpdate: (progress) => {
            if (!abort.signal.aborted) setStatus(grant.file, generation, { state: 'opening', progress });
          },
        },
      );
      const file = { id: grant.file, name: grant.name, engine, overview, generation };
      setStatus(grant.file, generation, { state: 'ready', file, source: { state: 'same' } });
      services.host.rememberOpened?.(grant, overview.file.bytes);
    } catch (error) {
      setStatus(grant.file, generation, { state: 'failed', error: toErrorData(error) });
      get().judge(folderOf(get(), grant.file) ?? '');
    } finally {
      if (openings.get(grant.file) === abort) openings.delete(grant.file);
    }
    get().refreshRecents();
  };

  const keepFew = (): void => {
    const onScreen = filesOf(get().place.subject);
    for (const id of recent) {
      if (recent.size <= MAX_OPEN) return;
      const record = get().files.get(id);
      if (record === undefined || onScreen.includes(id)) continue;
      release(record);
      const idle: FileRecord = { ...record, status: { state: 'idle' }, generation: record.generation + 1 };
      set((state) => ({ files: new Map(state.files).set(id, idle) }));
    }
  };

  return {
    files: new Map(),
    engineFor: (kind) => services.engineFor(kind),
    holdGrants(grants) {
      for (const grant of grants) {
        if (grant.kind === 'file') add(grant, undefined);
        else {
          set((state) => ({ openFolders: [...state.openFolders.filter((id) => id !== grant.file), grant.file] }));
          get().listFolder(grant);
          services.host.rememberOpened?.(grant);
        }
      }
    },
    openGrants(grants) {
      get().holdGrants(grants);
      const [first] = grants;
      if (first === undefined) return;
      get().show(first.kind === 'file' ? { kind: 'file', file: first.file } : { kind: 'folder', folder: first.file });
    },
    openEntry(folder, entry) {
      const grant = get().folders.get(folder)?.grant;
      if (grant === undefined) return;
      const { file, name } = entry;
      if (entry.kind === 'folder') {
        get().listFolder({ file, name, kind: 'folder', folder: grant.name, engine: grant.engine });
        get().show({ kind: 'folder', folder: file });
        return;
      }
      get().holdFile(file);
      get().show({ kind: 'file', file });
    },
    holdFile(file) {
      const folder = get().folders.get(folderOf(get(), file) ?? '');
      const entry = folder?.entries.find((item) => item.file === file);
      if (folder === undefined || entry === undefined) return;
      const { name, engine } = folder.grant;
      const parent = get().openFolders.find((id) => isInside(file, id));
      add({ file, name: entry.name, kind: 'file', folder: name, engine }, parent);
    },
    ensureOpen(file) {
      const record = get().files.get(file);
      if (record === undefined) return;
      recent.delete(file);
      recent.add(file);
      keepFew();
      if (record.status.state === 'idle') void open(record);
    },
    cancelOpen(file) {
      openings.get(file)?.abort();
    },
    reloadFile(file) {
      const record = get().files.get(file);
      if (record === undefined) return;
      release(record);
      get().resetRows(file);
      recent.add(file);
      void open(record);
    },
    closeFile(file) {
      const record = get().files.get(file);
      if (record === undefined) return;
      release(record);
      set((state) => {
        const files = new Map(state.files);
        files.delete(file);
        return { files };
      });
      get().setMarks(get().marks.filter((mark) => mark !== file));
      get().forgetPlaces((subject) => filesOf(subject).includes(file));
    },
    markReplaced(engine) {
      for (const [file, { grant, status, generation }] of get().files) {
        if (grant.engine !== engine || status.state !== 'ready') continue;
        setStatus(file, generation, { ...status, source: { state: 'lost' } });
      }
    },
    async checkSource(file) {
      const record = get().files.get(file);
      if (record?.status.state !== 'ready') return;
      const { status, generation } = record;
      try {
        const source = await services.engineFor(record.grant.engine).checkSource({ file });
        if (source.state !== status.source.state) setStatus(file, generation, { ...status, source });
      } catch (error) {
        const { code } = toErrorData(error);
        // A reader that was started again has no open files; anything else shows at the next question.
        const lost = code === 'engine/replaced' || code === 'engine/closed';
        if (lost) setStatus(file, generation, { ...status, source: { state: 'lost' } });
      }
    },
  };
}

function ignore(): void {}
