import { useRef } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { TreeFilter, TreeView } from '../../shared/treeIndex.ts';
import { isFiltering } from '../grid/treeFilter.ts';
import type { Board } from '../grid/useBoard.ts';
import { useActions } from '../store/appContext.ts';
import { findNextChange } from './nextChange.ts';
import type { Pair } from './pair.ts';
import type { ComparedTree } from './useComparisonTree.ts';

const EVERYTHING: TreeView['expansion'] = { base: 'all', toggled: new Uint32Array() };

interface Order {
  readonly filter: TreeFilter;
  readonly sort: TreeView['sort'];
  readonly rows: Promise<Uint32Array>;
}

/** Goes to the next row that differs, as rows are ordered and filtered now, folded ones included. */
export function useNextChange(pair: Pair, { tree, section }: ComparedTree, board: Board): () => void {
  const actions = useActions();
  const order = useRef<Order>(undefined);
  const orderRows = (): Promise<Uint32Array> => {
    const { filter, sort } = board;
    const known = order.current;
    if (known && known.filter === filter && known.sort === sort) return known.rows;
    const view = { expansion: EVERYTHING, sort, compact: true, ...(isFiltering(filter) && { filter }) };
    const rows = pair.engine
      .arrangeComparison({ comparison: pair.comparison, section, view })
      .then((arrangement) => arrangement.rows);
    order.current = { filter, sort, rows };
    return rows;
  };
  return () => {
    orderRows().then(
      (rows) => {
        const next = findNextChange(tree, rows, board.selection.active);
        if (next !== undefined) board.walkTo(next);
      },
      (error: unknown) => {
        order.current = undefined;
        actions().setNotice(toErrorData(error));
      },
    );
  };
}
