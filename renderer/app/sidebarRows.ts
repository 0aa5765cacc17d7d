import type { FileId, FolderEntry } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';
import { compareNames } from '../folder/sortEntries.ts';
import type { AppState, FileRecord } from '../store/appState.ts';
import { countersOf } from '../store/trainingOrder.ts';
import { formatCount } from '../ui/format/formatCount.ts';

/** One line of the sidebar. */
export type SidebarRow =
  | { readonly kind: 'heading'; readonly key: string; readonly text: string }
  | { readonly kind: 'folder'; readonly key: string; readonly grant: Grant; readonly checkpoints: number }
  | { readonly kind: 'series'; readonly key: string; readonly folder: FileId; readonly checkpoints: number }
  | SidebarFile;

export interface SidebarFile {
  readonly kind: 'file';
  readonly key: string;
  readonly file: FileId;
  /** The file's name; the label may be shorter. */
  readonly name: string;
  /** `epoch 39`, or the name where no counter is known or two files would read the same. */
  readonly label: string;
  /** What the narrow sidebar shows; undefined: an icon. */
  readonly short: string | undefined;
  /** The global step. */
  readonly note: string | undefined;
  readonly problem: string | undefined;
  /** Whether something is still writing it. */
  readonly writing: boolean;
  /** The listed entry, for a file of a folder. */
  readonly entry: FolderEntry | undefined;
  /** The folder of the sidebar that it stands under. */
  readonly folder: FileId | undefined;
  readonly engine: Grant['engine'];
}

/** What the rows are made of. */
export type SidebarKnown = Pick<AppState, 'files' | 'folders' | 'openFolders' | 'peeks' | 'writing'>;

/** Key of the row that leads to the series of a folder. */
export function seriesKey(folder: FileId): string {
  return `${folder}/:series`;
}

/** Folders with their checkpoints, newest name first, and then the files that were opened by themselves. */
export function listSidebarRows(known: SidebarKnown): readonly SidebarRow[] {
  const rows: SidebarRow[] = [];
  for (const id of known.openFolders) rows.push(...listFolderRows(known, id));
  const listed = new Set(rows.map((row) => row.key));
  const others = [...known.files.values()].filter((record) => !listed.has(record.grant.file));
  if (others.length > 0) {
    rows.push({ kind: 'heading', key: 'also', text: rows.length === 0 ? 'Open' : 'Also open' });
    for (const { grant } of others) rows.push(describeFile(known, grant, undefined, new Map()));
  }
  return rows;
}

function listFolderRows(known: SidebarKnown, id: FileId): readonly SidebarRow[] {
  const record = known.folders.get(id);
  if (record === undefined) return [];
  const entries = inSidebarOrder(record.entries).filter(
    ({ file, kind }) => kind === 'checkpoint' || known.files.has(file) || known.writing.has(file),
  );
  const same = countByEpoch(known, entries);
  const { engine } = record.grant;
  const checkpoints = entries.filter(({ file, kind }) => kind === 'checkpoint' && !known.writing.has(file)).length;
  return [
    { kind: 'folder', key: id, grant: record.grant, checkpoints },
    ...(checkpoints > 1 ? [{ kind: 'series', key: seriesKey(id), folder: id, checkpoints } as const] : []),
    ...entries.map((entry) =>
      describeFile(known, { file: entry.file, name: entry.name, kind: 'file', engine }, { entry, folder: id }, same),
    ),
  ];
}

/** Sorting thousands of names costs more than all the rest: once a listing is enough. */
const ordered = new WeakMap<readonly FolderEntry[], readonly FolderEntry[]>();

function inSidebarOrder(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  const known = ordered.get(entries) ?? entries.toSorted(compareCheckpoints);
  ordered.set(entries, known);
  return known;
}

/**
 * Newest first, without looking inside: rows must not change places while counters arrive. Names that state an epoch come
 * before names that do not (`last.ckpt`, `best.pt`).
 */
function compareCheckpoints(a: FolderEntry, b: FolderEntry): number {
  const rank = Number(statesEpoch(b.name)) - Number(statesEpoch(a.name));
  return rank || compareNames(b.name, a.name);
}

function statesEpoch(name: string): boolean {
  return /epoch\D?\d/i.test(name);
}

function countByEpoch(known: SidebarKnown, entries: readonly FolderEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file } of entries) {
    const { epoch } = countersOf(known, file);
    if (epoch !== undefined) counts.set(String(epoch), (counts.get(String(epoch)) ?? 0) + 1);
  }
  return counts;
}

function describeFile(
  known: SidebarKnown,
  grant: Grant,
  listed: { readonly entry: FolderEntry; readonly folder: FileId } | undefined,
  sameEpoch: ReadonlyMap<string, number>,
): SidebarFile {
  const record = known.files.get(grant.file);
  const peek = known.peeks.get(grant.file);
  const { epoch, globalStep } = countersOf(known, grant.file);
  const writing = known.writing.has(grant.file);
  const isUnique = epoch !== undefined && (sameEpoch.get(String(epoch)) ?? 0) <= 1;
  return {
    kind: 'file',
    key: grant.file,
    file: grant.file,
    name: grant.name,
    label: listed !== undefined && isUnique ? `epoch ${formatCount(epoch)}` : grant.name,
    short: listed !== undefined && epoch !== undefined ? formatCount(epoch) : undefined,
    note: writing ? 'writing' : listed !== undefined && globalStep !== undefined ? formatCount(globalStep) : undefined,
    problem: writing ? undefined : (problemOf(record) ?? peek?.error?.message),
    writing,
    entry: listed?.entry,
    folder: listed?.folder,
    engine: grant.engine,
  };
}

function problemOf(record: FileRecord | undefined): string | undefined {
  if (record?.status.state !== 'failed' || record.status.error.code === 'cancelled') return undefined;
  return record.status.error.message;
}
