import type { FileId, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { toErrorData, type ErrorData } from '../../shared/inspectError.ts';
import { listChanged, mergeEntries } from '../folder/mergeEntries.ts';
import { findWriting, noteLook, type FolderLooks } from '../folder/writingFiles.ts';
import type { AppState } from './appState.ts';
import type { WatchSlice } from './runState.ts';
import type { Services } from './services.ts';
import { folderOf } from './trainingOrder.ts';

/** Unreadable files that one look reads again at most: a slow storage has other work. */
const MAX_READ_AGAIN = 8;

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** Folders that are looked at again and again, and what is being written in them. */
export function createWatchSlice(set: Set, get: () => AppState, services: Services): WatchSlice {
  const looksOf = new Map<FileId, FolderLooks>();

  /** Takes over a state of which a folder's entries or what is known of them changed, and says what is being written now. */
  const judge = (folder: FileId, change: (state: AppState) => Partial<AppState> = () => ({})): void => {
    const before = get().writing;
    set((state) => {
      const changed = change(state);
      const writing = judgeFolder({ ...state, ...changed }, folder, looksOf.get(folder));
      return { ...changed, ...(!isSameSet(writing, state.writing) && { writing }) };
    });
    openSettled([...before].filter((file) => !get().writing.has(file)));
  };
  /** A file that could not be opened while it was being written opens by itself when it is whole. */
  const openSettled = (files: readonly FileId[]): void => {
    for (const file of files) {
      const status = get().files.get(file)?.status;
      const peek = get().peeks.get(file);
      if (status?.state === 'failed' && peek !== undefined && peek.error === undefined) get().reloadFile(file);
    }
  };
  const readAgain = (folder: FileId): void => {
    const record = get().folders.get(folder);
    const looks = looksOf.get(folder);
    if (record === undefined) return;
    const files = record.entries.flatMap(({ file, kind }) => {
      const isStill = kind === 'checkpoint' && get().writing.has(file) && (looks?.get(file)?.looks ?? 0) > 1;
      return isStill ? [file] : [];
    });
    get().peekAgain(record.grant.engine, files.slice(0, MAX_READ_AGAIN));
  };

  return {
    writing: new Set(),
    watched: new Map(),
    setWatched(folder, active) {
      set((state) => {
        const watched = new Map(state.watched);
        if (active) watched.set(folder, { problem: undefined });
        else watched.delete(folder);
        return { watched };
      });
    },
    noteListing(folder) {
      const record = get().folders.get(folder);
      // What was dropped into a page is a snapshot: nobody can write into it.
      if (record === undefined || record.grant.engine === 'page') return;
      looksOf.set(folder, noteLook(looksOf.get(folder), record.entries, Date.now()));
      judge(folder);
    },
    judge: (folder) => judge(folder),
    async lookAgain(folder) {
      const record = get().folders.get(folder);
      if (record === undefined || record.listing !== 'done') return true;
      const found: FolderEntry[] = [];
      const setProblem = (problem: ErrorData | undefined): void =>
        set((state) => {
          const known = state.watched.get(folder);
          if (known === undefined || known.problem?.code === problem?.code) return {};
          return { watched: new Map(state.watched).set(folder, { problem }) };
        });
      try {
        await services
          .engineFor(record.grant.engine)
          .listFolder({ folder }, { onUpdate: (entries) => found.push(...entries) });
      } catch (error) {
        setProblem(toErrorData(error));
        return false;
      }
      setProblem(undefined);
      // Closed or read anew meanwhile: somebody else looked later.
      if (get().folders.get(folder) !== record) return true;
      looksOf.set(folder, noteLook(looksOf.get(folder), found, Date.now()));
      const changed = listChanged(record.entries, found);
      get().forgetPeeks(record.grant.engine, changed);
      const entries = mergeEntries(record.entries, found);
      judge(folder, (state) => ({
        ...(entries !== record.entries && { folders: new Map(state.folders).set(folder, { ...record, entries }) }),
      }));
      readAgain(folder);
      return true;
    },
  };
}

/** All files that are being written, after one folder was judged. Files of folders that were closed are forgotten. */
function judgeFolder(state: AppState, folder: FileId, looks: FolderLooks | undefined): ReadonlySet<FileId> {
  const elsewhere = [...state.writing].filter((file) => ![undefined, folder].includes(folderOf(state, file)));
  const record = state.folders.get(folder);
  if (record === undefined || looks === undefined) return new Set(elsewhere);
  const found = findWriting({
    entries: record.entries,
    looks,
    outcomeOf: (file) => state.peeks.get(file) ?? failureOf(state, file),
    now: Date.now(),
  });
  return new Set([...elsewhere, ...found]);
}

/** Why opening a file failed; a person's own cancel tells nothing of the file. */
function failureOf({ files }: AppState, file: FileId): Pick<PeekResult, 'error'> | undefined {
  const status = files.get(file)?.status;
  return status?.state === 'failed' && status.error.code !== 'cancelled' ? { error: status.error } : undefined;
}

function isSameSet(a: ReadonlySet<FileId>, b: ReadonlySet<FileId>): boolean {
  return a.size === b.size && [...a].every((file) => b.has(file));
}
