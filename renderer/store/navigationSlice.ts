import type { FileId } from '../../shared/engineApi.ts';
import type { AppState, NavigationSlice, Place, Subject } from './appState.ts';
import { FIRST_VIEW, type ViewId } from './fileView.ts';
import { FIRST_TREE, type TreeState } from './treeState.ts';

/** Places that back can reach at most. */
const MAX_HISTORY = 100;

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** Where the window is, where it was, and how each file is shown. */
export function createNavigationSlice(set: Set, get: () => AppState): NavigationSlice {
  const goTo = (place: Place): void =>
    set((state) => {
      if (samePlace(state.place, place)) return {};
      return { place, past: [...state.past, state.place].slice(-MAX_HISTORY), future: [] };
    });
  const openAll = (subject: Subject): void => {
    for (const file of filesOf(subject)) {
      get().holdFile(file);
      get().ensureOpen(file);
    }
  };
  const arrive = (place: Place): void => {
    openAll(place.subject);
    if (place.subject.kind !== 'file') return;
    const { file } = place.subject;
    if (place.view !== undefined) set((state) => changeView(state, file, place.view ?? FIRST_VIEW));
    if (place.node !== undefined) set((state) => revealNode(state, file, place.node ?? 0));
  };
  const step = (from: 'past' | 'future', to: 'past' | 'future'): void => {
    const place = from === 'past' ? get().past.at(-1) : get().future.at(0);
    if (place === undefined) return;
    set((state) => ({
      place,
      past: from === 'past' ? state.past.slice(0, -1) : [...state.past, state.place],
      future: to === 'future' ? [state.place, ...state.future] : state.future.slice(1),
    }));
    arrive(place);
  };
  return {
    place: { subject: { kind: 'welcome' } },
    past: [],
    future: [],
    views: new Map(),
    trees: new Map(),
    show(subject) {
      goTo(subject.kind === 'file' ? { subject, view: viewOf(get(), subject.file) } : { subject });
      openAll(subject);
    },
    showView(file, view) {
      set((state) => changeView(state, file, view));
      goTo({ subject: { kind: 'file', file }, view });
      openAll({ kind: 'file', file });
    },
    goToNode(file, node) {
      set((state) => changeView(state, file, 'tree'));
      set((state) => revealNode(state, file, node));
      goTo({ subject: { kind: 'file', file }, view: 'tree', node });
      openAll({ kind: 'file', file });
    },
    goBack: () => step('past', 'future'),
    goForward: () => step('future', 'past'),
    updateTree: (tree, change) => set((state) => changeTree(state, tree, change)),
    resetRows: (tree) =>
      set((state) => {
        const { expansion, selection, scrollTop, reveal } = FIRST_TREE;
        return changeTree(state, tree, { expansion, selection, scrollTop, reveal });
      }),
    forgetPlaces(isGone) {
      set((state) => ({
        place: isGone(state.place.subject) ? nextPlace(state, isGone) : state.place,
        past: state.past.filter((place) => !isGone(place.subject)),
        future: state.future.filter((place) => !isGone(place.subject)),
      }));
      arrive(get().place);
    },
  };
}

/** The view that a file is shown in; a file that was never looked at is shown as at first. */
export function viewOf(state: Pick<AppState, 'views'>, file: FileId): ViewId {
  return state.views.get(file) ?? FIRST_VIEW;
}

/** The state of a tree; one that was never looked at is shown as at first. */
export function treeOf(state: Pick<AppState, 'trees'>, tree: string): TreeState {
  return state.trees.get(tree) ?? FIRST_TREE;
}

function changeView(state: AppState, file: FileId, view: ViewId): Partial<AppState> {
  return { views: new Map(state.views).set(file, view) };
}

function changeTree(state: AppState, tree: string, change: Partial<TreeState>): Partial<AppState> {
  return { trees: new Map(state.trees).set(tree, { ...treeOf(state, tree), ...change }) };
}

function revealNode(state: AppState, file: FileId, node: number): Partial<AppState> {
  const serial = (treeOf(state, file).reveal?.serial ?? 0) + 1;
  return changeTree(state, file, { reveal: { node, serial } });
}

function samePlace(a: Place, b: Place): boolean {
  return sameSubject(a.subject, b.subject) && a.view === b.view && a.node === b.node;
}

/** Whether two subjects are the same file, folder, pair or series, or both the welcome screen. */
function sameSubject(a: Subject, b: Subject): boolean {
  if (a.kind === 'file') return b.kind === 'file' && a.file === b.file;
  if (a.kind === 'folder') return b.kind === 'folder' && a.folder === b.folder;
  if (a.kind === 'series') return b.kind === 'series' && a.folder === b.folder;
  if (a.kind === 'welcome' || b.kind !== 'comparison') return a.kind === b.kind;
  return a.left === b.left && a.right === b.right && a.align === b.align;
}

/** The files that must be open to show a subject. */
export function filesOf(subject: Subject): readonly FileId[] {
  if (subject.kind === 'file') return [subject.file];
  if (subject.kind !== 'comparison') return [];
  return [subject.left, subject.right].filter((file) => file !== undefined);
}

/** After a close: the last place that still exists, else another open file, else the welcome screen. */
function nextPlace(state: AppState, isGone: (subject: Subject) => boolean): Place {
  const before = state.past.findLast((place) => !isGone(place.subject) && place.subject.kind !== 'welcome');
  if (before !== undefined) return before;
  for (const file of state.files.keys()) {
    const subject: Subject = { kind: 'file', file };
    if (!isGone(subject)) return { subject, view: viewOf(state, file) };
  }
  return { subject: { kind: 'welcome' } };
}
