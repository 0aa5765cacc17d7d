import type { FileId } from '../../shared/engineApi.ts';
import type { AppState, Subject } from './appState.ts';
import { VIEWS, type ViewId } from './fileView.ts';
import { OPEN_FILES } from './runState.ts';
import { folderOf, listMembers } from './trainingOrder.ts';

/** What can be asked about a subject: views of one file, of two, of a whole run. */
export type TabId = ViewId | 'compare' | 'series';

export interface TabDescription {
  readonly id: TabId;
  readonly label: string;
  /** Selects the tab together with Alt. */
  readonly digit: number;
  /** Whether a line stands before it. */
  readonly separated: boolean;
}

/** The questions, in the order of their tabs. */
export const TABS: readonly TabDescription[] = [
  ...VIEWS.map((view, position) => ({ ...view, digit: position + 1, separated: false })),
  { id: 'compare', label: 'Compare', digit: 5, separated: true },
  { id: 'series', label: 'Series', digit: 6, separated: false },
];

/** The file that questions about one file are asked about: of a comparison the later one, of a series the last one. */
export function fileOfSubject(state: AppState, subject: Subject): FileId | undefined {
  if (subject.kind === 'file') return subject.file;
  if (subject.kind === 'comparison') return subject.right ?? subject.left;
  return subject.kind === 'series' ? listMembers(state, subject.folder).at(-1)?.file : undefined;
}

/** The folder whose series a subject belongs to; undefined on the welcome screen. */
export function seriesOfSubject(state: AppState, subject: Subject): FileId | undefined {
  if (subject.kind === 'welcome') return undefined;
  if (subject.kind === 'folder' || subject.kind === 'series') return subject.folder;
  const file = fileOfSubject(state, subject);
  return (file === undefined ? undefined : folderOf(state, file)) ?? OPEN_FILES;
}

/** Whether a tab leads anywhere from here. */
export function canShowTab(state: AppState, tab: TabId): boolean {
  const { subject } = state.place;
  if (tab === 'compare' || tab === 'series') return subject.kind !== 'welcome';
  return fileOfSubject(state, subject) !== undefined;
}

/** Asks another question about what is on screen. */
export function showTab(state: AppState, tab: TabId): void {
  const { subject } = state.place;
  const folder = seriesOfSubject(state, subject);
  if (tab === 'series') {
    if (folder !== undefined) state.show({ kind: 'series', folder });
  } else if (tab === 'compare') {
    if (subject.kind !== 'comparison' && folder !== undefined) showComparison(state, folder);
  } else {
    const file = fileOfSubject(state, subject);
    if (file !== undefined) state.showView(file, tab);
  }
}

/** Two marked files are compared with each other, unless another file is on screen: that is compared with the one before it. */
function showComparison(state: AppState, folder: FileId): void {
  const { subject } = state.place;
  const [first, second, ...more] = state.marks;
  const isMeant = subject.kind !== 'file' || state.marks.includes(subject.file);
  if (first !== undefined && second !== undefined && more.length === 0 && isMeant) state.compareFiles(first, second);
  else if (subject.kind === 'file') state.compareFile(subject.file);
  else state.compareLast(folder);
}
