import { useEffect, useMemo, useRef, useState } from 'react';
import type { Expansion, TreeFilter, TreeView } from '../../shared/treeIndex.ts';
import { useActions, useTreeState } from '../store/appContext.ts';
import type { TreeSelection, TreeSort, TreeState } from '../store/treeState.ts';
import type { Answer } from '../store/useQuestion.ts';
import { closeEverything, defaultExpansion, openSubtree, reveal, setOpen } from './expansion.ts';
import type { Choice } from './gridActions.ts';
import { extendTo, selectAll, selectOne, toggleOne } from './selection.ts';
import { isFiltering, NO_FILTER } from './treeFilter.ts';
import { rowNodeOf, type TreeModel } from './treeModel.ts';
import { useArrangement, type ArrangedRows, type ArrangementParams } from './useArrangement.ts';
import type { Shown } from './useBroughtIntoView.ts';

/** State of one tree on screen and what changes it. */
export interface Board {
  readonly answer: Answer<ArrangedRows>;
  readonly filter: TreeFilter;
  readonly filtering: boolean;
  readonly sort: TreeSort;
  readonly selection: TreeSelection;
  readonly scrollTop: number;
  readonly shown: Shown | undefined;
  readonly update: (change: Partial<TreeState>) => void;
  readonly setFilter: (filter: TreeFilter) => void;
  readonly choose: (node: number, how: Choice) => void;
  readonly chooseAll: () => void;
  readonly fold: (node: number, open: boolean) => void;
  readonly foldAll: (open: boolean) => void;
  readonly unfoldSubtree: (node: number) => void;
  /** Selects a node and brings it into view, unfolding what is above it. */
  readonly goTo: (node: number) => void;
  /** As `goTo`, for a node that the filter lets through: the filter stays. */
  readonly walkTo: (node: number) => void;
}

const EVERYTHING: Expansion = { base: 'all', toggled: new Uint32Array() };
const NOTHING: Expansion = { base: 'none', toggled: new Uint32Array() };

export interface BoardParams extends Pick<ArrangementParams, 'arrange' | 'figures'> {
  /** Names the tree among all that the window knows; its state outlives the view. A file's tree has the file's id. */
  readonly key: string;
  /** Mount the board anew for another model: node numbers are of this one. */
  readonly model: TreeModel;
  /** The order until a person chooses one. Absent: that of the file. */
  readonly firstSort?: TreeSort;
  /** What is unfolded until a person folds something. Absent: as {@link defaultExpansion} has it. Memoise it. */
  readonly firstExpansion?: Expansion;
}

const FILE_ORDER: TreeSort = { key: 'file', descending: false };

/** A tree on screen: its stored state, the rows that the engine makes of it, and the changes that a person can make. */
export function useBoard(params: BoardParams): Board {
  const { key, model, firstSort = FILE_ORDER, firstExpansion } = params;
  const actions = useActions();
  const tree = useTreeState(key);
  const update = (change: Partial<TreeState>): void => actions().updateTree(key, change);
  const first = useMemo(() => firstExpansion ?? defaultExpansion(model), [model, firstExpansion]);
  const sort = tree.sort ?? firstSort;
  const filtering = isFiltering(tree.filter);
  const [folded, setFolded] = useState({ filter: tree.filter, expansion: EVERYTHING });
  // Under a filter all parents of hits are open; what is folded there is forgotten with the filter.
  const searched = folded.filter === tree.filter ? folded.expansion : EVERYTHING;
  const kept = tree.expansion ?? first;
  const expansion = filtering ? searched : kept;
  const view = useMemo<TreeView>(
    () => ({ expansion, sort, compact: true, ...(isFiltering(tree.filter) && { filter: tree.filter }) }),
    [expansion, sort, tree.filter],
  );
  const answer = useArrangement({ ...params, view });
  const selection = tree.selection.active === undefined ? firstSelection(model, first) : tree.selection;
  const setExpansion = (next: Expansion): void => {
    if (filtering) setFolded({ filter: tree.filter, expansion: next });
    else update({ expansion: next });
  };
  const goTo = useShown(model, tree, kept, update);
  // Before anything was chosen there is nothing to keep in sight.
  const { active } = tree.selection;
  const rows = answer.value?.rows ?? new Uint32Array();
  return {
    answer,
    filter: tree.filter ?? NO_FILTER,
    filtering,
    sort,
    selection,
    scrollTop: tree.scrollTop,
    shown: goTo.shown,
    update,
    setFilter: (filter) => {
      const isCleared = filtering && !isFiltering(filter);
      update({
        filter: isFiltering(filter) || differsInHow(filter) ? filter : undefined,
        // Under the filter it was in sight whatever was folded; it stays so.
        ...(isCleared && active !== undefined && { expansion: reveal(model.index, kept, rowNodeOf(model, active)) }),
      });
    },
    choose: (node, how) => update({ selection: choose(selection, rows, node, how) }),
    chooseAll: () => update({ selection: selectAll(selection, rows) }),
    fold: (node, open) => setExpansion(setOpen(expansion, [node], open)),
    foldAll: (open) => setExpansion(open ? EVERYTHING : filtering ? closeEverything(model.index) : NOTHING),
    unfoldSubtree: (node) => setExpansion(openSubtree(model.index, expansion, node)),
    goTo: goTo.go,
    walkTo: (node) => {
      setExpansion(reveal(model.index, expansion, node));
      update({ selection: selectOne(node) });
      goTo.bring(node);
    },
  };
}

/** Shows the node that another view asked for, and nodes that are gone to from the detail panel. */
function useShown(
  model: TreeModel,
  tree: TreeState,
  expansion: Expansion,
  update: (change: Partial<TreeState>) => void,
): {
  readonly shown: Shown | undefined;
  readonly go: (node: number) => void;
  readonly bring: (node: number) => void;
} {
  const [shown, setShown] = useState<Shown>();
  const bring = (node: number): void => setShown((before) => ({ node, serial: (before?.serial ?? 0) + 1 }));
  const go = (asked: number): void => {
    const node = rowNodeOf(model, asked);
    update({
      expansion: reveal(model.index, expansion, node),
      selection: selectOne(node),
      // A filter could hide the row.
      filter: undefined,
      reveal: undefined,
    });
    bring(node);
  };
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  const asked = tree.reveal;
  useEffect(() => {
    if (asked !== undefined) latest.current(asked.node);
  }, [asked]);
  return { shown, go, bring };
}

function choose(selection: TreeSelection, rows: Uint32Array, node: number, how: Choice): TreeSelection {
  if (how === 'toggle') return toggleOne(selection, node);
  if (how === 'extend') return extendTo(selection, rows, node);
  return how === 'move' ? { ...selection, active: node } : selectOne(node);
}

/** Before anything was chosen the first open row is described, or the first row. */
function firstSelection(model: TreeModel, first: Expansion): TreeSelection {
  return selectOne(rowNodeOf(model, first.toggled[0] ?? 1));
}

/** Whether a filter without conditions still says how the next text is to be read. */
function differsInHow(filter: TreeFilter): boolean {
  return filter.syntax !== NO_FILTER.syntax || filter.in !== NO_FILTER.in;
}
