import { CircleSlash2 } from 'lucide-react';
import { useMemo, type ReactElement } from 'react';
import type { GridActions } from '../grid/gridActions.ts';
import { RowGrid } from '../grid/RowGrid.tsx';
import { NO_FILTER } from '../grid/treeFilter.ts';
import { hasChildren } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';
import { useGridTable } from '../grid/useGridTable.ts';
import { useWideWindow } from '../grid/useWideWindow.ts';
import { useActions } from '../store/appContext.ts';
import { NoHits } from '../tree/NoHits.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Icon } from '../ui/Icon.tsx';
import { createCompareCells } from './compareCells.tsx';
import { listCompareColumns, WIDE_COLUMNS, type CompareColumnId } from './compareColumns.tsx';
import { createMatchFeed } from './matchFeed.ts';
import type { Pair } from './pair.ts';
import type { ComparedTree } from './useComparisonTree.ts';

export interface CompareRowsProps {
  readonly pair: Pair;
  readonly compared: ComparedTree;
  /** Whether any row shows two shapes or two types. */
  readonly hasPairs: boolean;
  readonly board: Board;
  readonly onOpen: (node: number) => void;
  readonly onCopy: GridActions['copy'];
}

/** The rows of a comparison, or why there are none. */
export function CompareRows(props: CompareRowsProps): ReactElement | undefined {
  const { pair, compared, hasPairs, board } = props;
  const { model, tree } = compared;
  const actions = useActions();
  const isWide = useWideWindow();
  const columns = useMemo(() => listCompareColumns({ hasPairs, isWide }), [hasPairs, isWide]);
  const table = useGridTable({
    columns,
    sort: board.sort,
    onSort: (sort) => board.update({ sort }),
    visible: isWide ? ALL : NARROW,
  });
  const feed = useMemo(
    () =>
      createMatchFeed(
        tree.status,
        (node) => !hasChildren(tree.index, node),
        (node) => pair.engine.describeMatch({ comparison: pair.comparison, section: compared.section, node }),
      ),
    [pair, compared.section, tree],
  );
  const cells = useMemo(
    () => createCompareCells({ tree, columns: isWide ? WIDE_IDS : NARROW_IDS, detailOf: feed.detailOf }),
    [tree, isWide, feed],
  );
  const { value: arrangement, error } = board.answer;
  if (error && error.code !== 'usage') {
    return <ErrorPanel error={error} subject={pair.right.name} onCopy={(text) => actions().copyText(text)} />;
  }
  if (!arrangement) return undefined;
  if (arrangement.rows.length === 0) {
    const { filter } = arrangement.view;
    if (filter === undefined) return <Nothing section={compared.section} />;
    return (
      <NoHits
        text={filter.text}
        names={model.index.nodes - 1}
        closest={arrangement.closest}
        onUse={(text) => board.setFilter({ ...board.filter, text })}
        onClear={() => board.setFilter(NO_FILTER)}
      />
    );
  }
  return (
    <RowGrid
      label="Comparison"
      model={model}
      board={board}
      arrangement={arrangement}
      table={table}
      cells={cells}
      feed={feed}
      // Letters are commands here: X, I and N.
      typeAhead={false}
      onOpen={props.onOpen}
      onCopy={props.onCopy}
    />
  );
}

const ALL: Readonly<Record<string, boolean>> = {};
const NARROW: Readonly<Record<string, boolean>> = Object.fromEntries(WIDE_COLUMNS.map((id) => [id, false]));
const WIDE_IDS: readonly CompareColumnId[] = ['name', 'shape', 'leftL2', 'relL2', 'rightL2', 'maxAbs', 'changed'];
const NARROW_IDS: readonly CompareColumnId[] = WIDE_IDS.filter((id) => !WIDE_COLUMNS.includes(id));

function Nothing({ section }: { readonly section: ComparedTree['section'] }): ReactElement {
  const title = section === 'moments' ? 'Neither file keeps optimizer state' : 'Neither file has tensors';
  return <EmptyState icon={<Icon of={CircleSlash2} size={32} />} title={title} />;
}
