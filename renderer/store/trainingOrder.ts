import type { FileId, FolderEntry } from '../../shared/engineApi.ts';
import type { Counters } from '../../shared/inspectDocument.ts';
import { compareNames } from '../folder/sortEntries.ts';
import type { AppState } from './appState.ts';
import { OPEN_FILES } from './runState.ts';

/** What the order of checkpoints is read from. */
export type KnownCounters = Pick<AppState, 'files' | 'folders' | 'peeks'>;

/** A file with the name that stands in for counters nobody has read. */
export interface Checkpoint {
  readonly file: FileId;
  readonly name: string;
}

/** The folder of a listed file, or of a listed folder; undefined for what was granted by itself. */
export function folderOf({ folders }: Pick<AppState, 'folders'>, file: FileId): FileId | undefined {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  return folders.has(folder) ? folder : undefined;
}

/** Epoch and step of a file as far as they were read: by opening it, or for a list. */
export function countersOf({ files, peeks }: Pick<AppState, 'files' | 'peeks'>, file: FileId): Counters {
  const status = files.get(file)?.status;
  if (status?.state === 'ready') return status.file.overview.counters;
  return peeks.get(file)?.counters ?? {};
}

/** The file's name, wherever the window knows it from. */
export function nameOf({ files, folders }: Pick<AppState, 'files' | 'folders'>, file: FileId): string {
  const record = files.get(file);
  if (record !== undefined) return record.grant.name;
  const folder = folderOf({ folders }, file);
  const entry = folder === undefined ? undefined : folders.get(folder)?.entries.find((item) => item.file === file);
  return entry?.name ?? file;
}

/** `epoch 39`, or the name where no counter is known. */
export function labelOf(known: KnownCounters, file: FileId): string {
  const { epoch } = countersOf(known, file);
  return epoch === undefined ? nameOf(known, file) : `epoch ${epoch}`;
}

/** As training went: by the step inside, else by the epoch, and by name where neither is known of both. */
function compareTraining(known: KnownCounters, a: Checkpoint, b: Checkpoint): number {
  return compareCounters(known, a.file, b.file) || compareNames(a.name, b.name);
}

/** Files as training went. */
export function orderByTraining(known: KnownCounters, files: readonly FileId[]): readonly FileId[] {
  const checkpoints = files.map((file) => ({ file, name: nameOf(known, file) }));
  return checkpoints.toSorted((a, b) => compareTraining(known, a, b)).map(({ file }) => file);
}

/** 0 where the counters do not tell. */
function compareCounters(known: KnownCounters, a: FileId, b: FileId): number {
  const left = countersOf(known, a);
  const right = countersOf(known, b);
  return compareKnown(left.globalStep, right.globalStep) || compareKnown(left.epoch, right.epoch);
}

/** Counters beyond 2^53 come as digits; their order survives rounding well enough. */
function compareKnown(a: number | string | undefined, b: number | string | undefined): number {
  return a === undefined || b === undefined ? 0 : Number(a) - Number(b);
}

/** The checkpoints of a folder as training went. */
function listTrained(known: KnownCounters & Pick<AppState, 'writing'>, folder: FileId): readonly FolderEntry[] {
  const entries = known.folders.get(folder)?.entries ?? [];
  return entries
    .filter(({ file, kind }) => kind === 'checkpoint' && !known.writing.has(file))
    .toSorted((a, b) => compareTraining(known, a, b));
}

/**
 * The checkpoint before a file, among those given: the latest with an earlier counter, so that `last.ckpt` is not compared with
 * the epoch that it is a copy of; by name where the counters do not tell.
 */
export function previousOf(known: KnownCounters, file: FileId, checkpoints: readonly Checkpoint[]): FileId | undefined {
  const self = { file, name: nameOf(known, file) };
  const others = checkpoints.filter((other) => other.file !== file);
  const counted = others.filter((other) => compareCounters(known, other.file, file) < 0);
  const hasCounters = Object.keys(countersOf(known, file)).length > 0;
  const isTold = hasCounters && others.some((other) => compareCounters(known, other.file, file) !== 0);
  const before = isTold ? counted : others.filter((other) => compareTraining(known, other, self) < 0);
  return before.toSorted((a, b) => compareTraining(known, a, b)).at(-1)?.file;
}

/** What makes up a series: the checkpoints of a folder, or the files that were opened by themselves; as training went. */
export function listMembers(known: KnownCounters & Pick<AppState, 'writing'>, folder: FileId): readonly Checkpoint[] {
  if (folder !== OPEN_FILES) return listTrained(known, folder);
  return listOpenFiles(known).toSorted((a, b) => compareTraining(known, a, b));
}

/** Files of no folder in the sidebar, of the engine that reads most of them: one engine cannot read what another one holds. */
function listOpenFiles(known: KnownCounters): readonly Checkpoint[] {
  const records = [...known.files.values()].filter(({ parent }) => parent === undefined);
  const grants = records.map(({ grant }) => grant);
  const host = grants.filter(({ engine }) => engine === 'host');
  return host.length * 2 >= grants.length ? host : grants.filter(({ engine }) => engine === 'page');
}
