import type { ReactNode } from 'react';
import { useActions } from '../store/appContext.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { NoHits } from './NoHits.tsx';
import { RowGrid, type RowGridProps } from './RowGrid.tsx';
import { NO_FILTER } from './treeFilter.ts';

export interface BoardGridProps extends Omit<RowGridProps, 'arrangement'> {
  /** What the rows are of, for the copied details of an error. */
  readonly subject: string;
  /** What stands in place of rows where none meets a condition on figures. Absent: what {@link NoHits} says. */
  readonly noFigureHits?: ReactNode;
  /** What stands in place of rows where there are none without a filter either. Absent: the columns' titles alone. */
  readonly empty?: ReactNode;
}

/** The rows of a board, or why there are none. */
export function BoardGrid({ subject, noFigureHits, empty, ...grid }: BoardGridProps): ReactNode {
  const actions = useActions();
  const { board, model } = grid;
  const { value: arrangement, error } = board.answer;
  // A filter that cannot be read is told about where it is typed.
  if (error && error.code !== 'usage') {
    return <ErrorPanel error={error} subject={subject} onCopy={(text) => actions().copyText(text)} />;
  }
  if (!arrangement) return undefined;
  const { view, rows, closest } = arrangement;
  if (rows.length === 0 && view.filter) {
    if (noFigureHits !== undefined && (view.filter.figures ?? []).length > 0) return noFigureHits;
    return (
      <NoHits
        text={view.filter.text}
        names={model.index.nodes - 1}
        closest={closest}
        onUse={(text) => board.setFilter({ ...board.filter, text })}
        onClear={() => board.setFilter(NO_FILTER)}
      />
    );
  }
  if (rows.length === 0 && empty !== undefined) return empty;
  return <RowGrid {...grid} arrangement={arrangement} />;
}
