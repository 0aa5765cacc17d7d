import type { RefObject } from 'react';
import type { TensorSection } from '../../shared/comparison.ts';
import type { EngineApi } from '../../shared/engineApi.ts';
import type { SeriesOverview, SeriesTree } from '../../shared/series.ts';
import { createTreeModel, type TreeModel } from '../grid/treeModel.ts';
import { useActions } from '../store/appContext.ts';
import type { AppState } from '../store/appState.ts';
import { treeOf } from '../store/navigationSlice.ts';
import { useQuestion, type Answer } from '../store/useQuestion.ts';
import { carryOver, sameRows } from './carryOver.ts';

/** A tree of a series, ready for the screen, and what it belongs to. */
export interface SeriesTable {
  readonly overview: SeriesOverview;
  readonly section: TensorSection;
  readonly tree: SeriesTree;
  readonly model: TreeModel;
  /** Another number where rows are others than those of the table before: its node numbers mean something else. */
  readonly structure: number;
}

export interface SeriesTreeParams {
  /** Names the series among all that the window knows. */
  readonly id: string;
  readonly engine: EngineApi;
  readonly overview: SeriesOverview;
  readonly section: TensorSection;
  /** What the rows stand in: where they are scrolled to is carried over as well. */
  readonly area: RefObject<HTMLElement | null>;
}

type Tables = Map<TensorSection, Promise<SeriesTable>>;

/** Trees of series that were read: another section, or the way back from another tab, shows at once. */
const tables = new WeakMap<SeriesOverview, Tables>();
/** The tree that a window showed last under a key, to which its stored node numbers belong. */
const shown = new WeakMap<() => AppState, Map<string, SeriesTable>>();

/** The key under which the state of a series' tree is stored. */
export function seriesTreeKey(id: string, section: TensorSection): string {
  return `series:${id}|${section}`;
}

/**
 * A section's tree of a series. While that of a newer series is asked for, the older one stands. Where the newer one has other
 * rows, what is folded and selected is carried over by name.
 */
export function useSeriesTree(params: SeriesTreeParams): Answer<SeriesTable> {
  const actions = useActions();
  const { engine, overview, section } = params;
  return useQuestion(`${overview.series}#${section}`, () => {
    const known: Tables = tables.get(overview) ?? new Map();
    tables.set(overview, known);
    const table = known.get(section) ?? readTable(engine, overview, section);
    known.set(section, table);
    // A question that failed may be asked again.
    table.catch(() => known.delete(section));
    return table.then((next) => takeOver(actions, params, next));
  });
}

async function readTable(engine: EngineApi, overview: SeriesOverview, section: TensorSection): Promise<SeriesTable> {
  const tree = await engine.seriesTree({ series: overview.series, section });
  return { overview, section, tree, model: createTreeModel(tree.index), structure: 0 };
}

function takeOver(actions: () => AppState, { id, area }: SeriesTreeParams, table: SeriesTable): SeriesTable {
  const key = seriesTreeKey(id, table.section);
  const last = shown.get(actions) ?? new Map<string, SeriesTable>();
  shown.set(actions, last);
  const before = last.get(key);
  const isSame = before === undefined || sameRows(before.tree.index, table.tree.index);
  if (before && !isSame) {
    const grid = area.current?.querySelector('[role="treegrid"]');
    const state = treeOf(actions(), key);
    actions().updateTree(
      key,
      carryOver({ ...state, ...(grid && { scrollTop: grid.scrollTop }) }, before.model, table.model),
    );
  }
  const next = { ...table, structure: (before?.structure ?? 0) + (isSame ? 0 : 1) };
  last.set(key, next);
  return next;
}
