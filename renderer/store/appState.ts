import type { EngineApi, FileId, FolderEntry, PeekResult, Progress, SourceState } from '../../shared/engineApi.ts';
import type { Grant, RecentItem, ThemeChoice } from '../../shared/hostApi.ts';
import type { ErrorData } from '../../shared/inspectError.ts';
import type { TreeIndex } from '../../shared/treeIndex.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import type { ViewId } from './fileView.ts';
import type { CompareSlice, ComparisonSubject, SeriesSubject, WatchSlice } from './runState.ts';
import type { SeriesSlice } from './seriesState.ts';
import type { TreeState } from './treeState.ts';

/** How far a file of the sidebar is. `idle`: known, and opened when it is looked at. */
export type FileStatus =
  | { readonly state: 'idle' }
  | { readonly state: 'opening'; readonly progress: Progress | undefined }
  | { readonly state: 'ready'; readonly file: ReadyFile; readonly source: SourceState | { readonly state: 'lost' } }
  | { readonly state: 'failed'; readonly error: ErrorData };

/** A file that the window knows. Its view state outlives closing and reopening. */
export interface FileRecord {
  readonly grant: Grant;
  readonly status: FileStatus;
  /** The folder of the sidebar that it belongs to; undefined for a file that was opened by itself. */
  readonly parent: FileId | undefined;
  /** Grows with every attempt to open it; answers of earlier attempts are dropped. */
  readonly generation: number;
}

export interface FilesSlice {
  readonly files: ReadonlyMap<FileId, FileRecord>;
  /** Adds what a host granted: folders are listed, the first one is shown, files open when they are looked at. */
  openGrants(grants: readonly Grant[]): void;
  /** Adds what a host granted without showing it. */
  holdGrants(grants: readonly Grant[]): void;
  /** Makes a file of a listed folder known, without opening it. */
  holdFile(file: FileId): void;
  /** Shows an entry of a listed folder, and opens it if need be. */
  openEntry(folder: FileId, entry: FolderEntry): void;
  /** Opens a file unless it is open or being opened. */
  ensureOpen(file: FileId): void;
  cancelOpen(file: FileId): void;
  reloadFile(file: FileId): void;
  /** Gives the file up and takes it out of the sidebar. */
  closeFile(file: FileId): void;
  /** The engine that reads what a grant names. */
  engineFor(kind: Grant['engine']): EngineApi;
  /** Asks whether an open file is still the one on disk. */
  checkSource(file: FileId): Promise<void>;
  /** An engine was started again: the files that it had open say so until they are reloaded. */
  markReplaced(engine: Grant['engine']): void;
}

/** A folder of the sidebar or of the file picker, as far as it is listed. */
export interface FolderRecord {
  readonly grant: Grant;
  readonly entries: readonly FolderEntry[];
  readonly listing: 'running' | 'done' | ErrorData;
}

export interface FoldersSlice {
  readonly folders: ReadonlyMap<FileId, FolderRecord>;
  /** Folders that stand in the sidebar, in the order in which they were opened. */
  readonly openFolders: readonly FileId[];
  /** Counters by file; a file without an entry has not been looked into. */
  readonly peeks: ReadonlyMap<FileId, PeekResult>;
  /** Reads a folder's entries again from the start. */
  listFolder(grant: Grant): void;
  /** Reads the counters of files, the latest request first; known answers are not asked for again. */
  requestPeeks(engine: Grant['engine'], files: readonly FileId[]): void;
  /** Reads counters once more, known or not. What is known stays until the answer comes. */
  peekAgain(engine: Grant['engine'], files: readonly FileId[]): void;
  /** Drops what is known of files that changed. */
  forgetPeeks(engine: Grant['engine'], files: readonly FileId[]): void;
  /** Reads the counters of one known file. Resolves when they are known, or cannot be. */
  readCounters(file: FileId): Promise<void>;
  /** Takes a folder and its files out of the sidebar. */
  closeFolder(folder: FileId): void;
}

/** What the window shows: the sidebar's choice. */
export type Subject =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'folder'; readonly folder: FileId }
  | { readonly kind: 'file'; readonly file: FileId }
  | ComparisonSubject
  | SeriesSubject;

/** A place to come back to. */
export interface Place {
  readonly subject: Subject;
  /** The view, for a file. */
  readonly view?: ViewId;
  /** The row that was gone to, for the tree. */
  readonly node?: number;
}

export interface NavigationSlice {
  readonly place: Place;
  readonly past: readonly Place[];
  readonly future: readonly Place[];
  /** The view of each file that is not shown as at first. */
  readonly views: ReadonlyMap<FileId, ViewId>;
  /** States of trees: a file's by its id, others by keys that their views make; see `useBoard`. */
  readonly trees: ReadonlyMap<string, TreeState>;
  show(subject: Subject): void;
  /** Shows a view of a file. */
  showView(file: FileId, view: ViewId): void;
  /** Shows a row in the tree, unfolds what is above it and selects it; back returns to where it was asked from. */
  goToNode(file: FileId, node: number): void;
  goBack(): void;
  goForward(): void;
  /** Changes the state of a tree. */
  updateTree(tree: string, change: Partial<TreeState>): void;
  /** Forgets row numbers of a tree whose content changed; filter and sort stay. */
  resetRows(tree: string): void;
  /** Takes places that no longer exist out of the history. */
  forgetPlaces(isGone: (subject: Subject) => boolean): void;
}

export interface Settings {
  readonly theme: ThemeChoice;
  readonly rows: 'compact' | 'comfortable';
  /** Columns of the tree that were shown or hidden, by their id; the others are as the design has them. */
  readonly columns: Readonly<Record<string, boolean>>;
  /** Widths in pixels of columns that were resized, by their id. */
  readonly columnWidths: Readonly<Record<string, number>>;
  /** Width in pixels of the detail panel; undefined: the design's. */
  readonly detailWidth: number | undefined;
  /** Whether statistics of visible rows are computed without being asked for. */
  readonly visibleStatistics: boolean;
  /** Whether summaries of a series' files are kept in the user's cache folder, so that none is read twice. */
  readonly rememberSummaries: boolean;
}

export interface SettingsSlice {
  readonly settings: Settings;
  changeSettings(change: Partial<Settings>): void;
}

type Overlay = 'palette' | 'settings' | 'pick-file' | 'pick-folder';

/** Something that a key, the palette and menus can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** Chord such as `Mod+Shift+O`; see ui/keyChord.ts. */
  readonly chord?: string;
  readonly run: () => void;
}

export interface ShellSlice {
  readonly overlay: Overlay | undefined;
  /** A failure that belongs to no file, such as a path that could not be opened. */
  readonly notice: ErrorData | undefined;
  /** The engine is gone and cannot come back by itself. */
  readonly lost: ErrorData | undefined;
  readonly recents: readonly RecentItem[];
  /** Commands of the views that are on screen, by owner. */
  readonly viewCommands: ReadonlyMap<string, readonly Command[]>;
  setOverlay(overlay: Overlay | undefined): void;
  setNotice(notice: ErrorData | undefined): void;
  setLost(lost: ErrorData): void;
  /** Shows the shell's dialog, or the file picker where there is none. */
  pick(kind: 'file' | 'folder'): void;
  openSample(): void;
  openRecent(id: string): void;
  clearRecents(): void;
  refreshRecents(): void;
  /** Takes over grants that are on their way, to open them unless something else is meant; a rejection becomes the notice. */
  acceptGrants(grants: Promise<readonly Grant[]>, use?: (granted: readonly Grant[]) => void): void;
  copyText(text: string): void;
  /** Offers commands in the palette while a view is on screen; an empty list takes them back. */
  setViewCommands(owner: string, commands: readonly Command[]): void;
}

export interface StatisticsSlice {
  /** Statistics of open files as far as they are known; a file has an entry once its tree was looked at. */
  readonly statistics: ReadonlyMap<FileId, FileStatistics>;
  /** Makes a place for a file's statistics, unless there is one. */
  holdStatistics(file: ReadyFile, index: TreeIndex): void;
  /** Forgets a file's statistics and gives up what is under way. */
  dropStatistics(file: FileId): void;
}

export type AppState = CompareSlice &
  FilesSlice &
  FoldersSlice &
  NavigationSlice &
  SeriesSlice &
  SettingsSlice &
  ShellSlice &
  StatisticsSlice &
  WatchSlice;
