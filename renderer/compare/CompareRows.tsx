import { CircleSlash2 } from 'lucide-react';
import { useMemo, type ReactElement } from 'react';
import { BoardGrid } from '../grid/BoardGrid.tsx';
import type { GridActions } from '../grid/gridActions.ts';
import { hasChildren } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';
import { useGridTable } from '../grid/useGridTable.ts';
import { useWideWindow } from '../grid/useWideWindow.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';
import { createCompareCells } from './compareCells.tsx';
import { listCompareColumns, WIDE_COLUMNS, type CompareColumnId } from './compareColumns.tsx';
import { listMatchActions } from './listMatchActions.ts';
import { createMatchFeed } from './matchFeed.ts';
import type { Pair } from './pair.ts';
import type { ComparedTree } from './useComparisonTree.ts';
import { useShowInTree } from './useShowInTree.ts';

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
export function CompareRows(props: CompareRowsProps): ReactElement {
  const { pair, compared, hasPairs, board } = props;
  const { model, tree } = compared;
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
  const showIn = useShowInTree(pair, compared);
  return (
    <BoardGrid
      label="Comparison"
      subject={pair.right.name}
      model={model}
      board={board}
      table={table}
      cells={cells}
      feed={feed}
      empty={<Nothing section={compared.section} />}
      // Letters are commands here: X, I and N.
      typeAhead={false}
      onOpen={props.onOpen}
      onCopy={props.onCopy}
      listActions={(node) =>
        listMatchActions({
          compared,
          node,
          selected: board.selection.nodes.length,
          copy: props.onCopy,
          openSubtree: board.unfoldSubtree,
          showIn,
        })
      }
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
