import { useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { ComparisonOverview } from '../../shared/comparison.ts';
import { DetailFrame } from '../detail/DetailFrame.tsx';
import { focusDetails, focusRows } from '../grid/boardFocus.ts';
import { BoardFrame } from '../grid/BoardFrame.tsx';
import { fillExpansion } from '../grid/fillExpansion.ts';
import { useBoard, type Board } from '../grid/useBoard.ts';
import { useActions } from '../store/appContext.ts';
import type { TreeSort } from '../store/treeState.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { hideIdentical, hidesIdentical } from './compareFilter.ts';
import { CompareFilterBar } from './CompareFilterBar.tsx';
import { CompareFindings } from './CompareFindings.tsx';
import { CompareRows } from './CompareRows.tsx';
import { copyMatches } from './copyMatches.ts';
import { MatchPanel } from './MatchPanel.tsx';
import type { Pair } from './pair.ts';
import { useCompareCommands } from './useCompareCommands.ts';
import type { ComparedTree } from './useComparisonTree.ts';
import { useNextChange } from './useNextChange.ts';

export interface CompareBoardProps {
  readonly pair: Pair;
  readonly overview: ComparisonOverview;
  readonly compared: ComparedTree;
  /** Stands above the rows. */
  readonly toolbar: ReactNode;
  readonly onAlign: (align: boolean) => void;
  readonly onSave: () => void;
  /** Shows a row of the other section. */
  readonly onMoment: (node: number) => void;
}

/** Rows that a comparison opens with at most: what a usual window shows. */
const FIRST_ROWS = 24;
const FIRST_SORT: TreeSort = { key: 'relL2', descending: true };

/** Toolbar, rows and details of one section of a comparison. */
export function CompareBoard(props: CompareBoardProps): ReactElement {
  const { pair, overview, compared } = props;
  const { section, model } = compared;
  const { comparison } = pair;
  const firstExpansion = useMemo(() => fillExpansion(model, FIRST_ROWS), [model]);
  const board = useBoard({
    key: compared.key,
    model,
    firstSort: FIRST_SORT,
    firstExpansion,
    arrange: (view) => pair.engine.arrangeComparison({ comparison, section, view }),
  });
  const area = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const actions = useActions();
  const [copied, setCopied] = useState<{ readonly selection: Board['selection']; readonly words: string }>();
  const counts = section === 'moments' ? overview.moments : overview.tensors;
  useCompareCommands({
    field,
    toggleIdentical: () => board.setFilter(hideIdentical(board.filter, !hidesIdentical(board.filter))),
    goToNext: useNextChange(pair, compared, board),
    foldAll: board.foldAll,
  });
  const copy = (what: 'name' | 'value'): void => {
    const { nodes } = board.selection;
    actions().copyText(copyMatches(compared, nodes, what));
    const words =
      what === 'name' && nodes.length === 1 ? 'copied the name' : `copied ${formatCounted(nodes.length, 'row')}`;
    setCopied({ selection: board.selection, words });
  };
  return (
    <BoardFrame
      label={section === 'moments' ? 'Moments' : 'Tensors'}
      ref={area}
      board={board}
      details={
        <DetailFrame>
          <MatchPanel
            pair={pair}
            overview={overview}
            compared={compared}
            nodes={board.selection.nodes}
            onGoTo={board.goTo}
            onMoment={props.onMoment}
          />
        </DetailFrame>
      }
    >
      {props.toolbar}
      <CompareFilterBar
        fieldRef={field}
        overview={overview}
        counts={counts}
        filter={board.filter}
        onFilter={board.setFilter}
        problem={board.answer.error?.code === 'usage' ? board.answer.error.message : undefined}
        count={copied?.selection === board.selection ? copied.words : describeCount(compared, board)}
        align={comparison.align}
        onAlign={props.onAlign}
        onFoldAll={board.foldAll}
        onSave={props.onSave}
        onLeave={() => focusRows(area.current)}
      />
      <CompareFindings overview={overview} section={section} onGoTo={board.goTo} />
      <CompareRows
        pair={pair}
        compared={compared}
        hasPairs={counts.reshaped + counts.retyped > 0}
        board={board}
        onOpen={() => focusDetails(area.current)}
        onCopy={copy}
      />
    </BoardFrame>
  );
}

function describeCount({ tree }: ComparedTree, { answer }: Board): string {
  const total = tree.index.tensors[0] ?? 0;
  if (answer.value?.view.filter === undefined) return formatCounted(total, 'tensor');
  return `${formatCount(answer.value.tensorHits)} of ${formatCounted(total, 'tensor')}`;
}
