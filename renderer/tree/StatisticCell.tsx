import { Equal, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RowState } from '../statistics/fileStatistics.ts';
import type { KnownFigures } from '../statistics/figureTable.ts';
import { Sparkline } from '../statistics/Sparkline.tsx';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import { describeMark, writeStatistic } from './statisticText.ts';
import type { StatisticColumnId } from './treeColumns.ts';
import styles from './TreeRow.module.css';

export interface StatisticCellProps {
  readonly id: StatisticColumnId;
  /** Sums of several tensors are quieter than a tensor's own figures. */
  readonly isTensor: boolean;
  readonly known: KnownFigures | undefined;
  readonly state: RowState;
}

/** One statistic of a row: a figure, a tiny histogram, a mark; a grey stub while it is computed. */
export function StatisticCell(props: StatisticCellProps): ReactElement {
  const { id } = props;
  return (
    <div
      role="gridcell"
      aria-busy={props.state === 'pending' || undefined}
      className={joinClasses(
        styles.figure,
        id === 'distribution' || id === 'marks' ? styles.picture : styles.end,
        !props.isTensor && styles.sum,
      )}
      data-statistic={id}
    >
      <CellContent {...props} />
    </div>
  );
}

function CellContent({ id, known, state, isTensor }: StatisticCellProps): ReactElement | string | undefined {
  if (!known) {
    if (id === 'marks') return undefined;
    if (state === 'pending') return <span className={styles.stub} />;
    return state === 'absent' ? '–' : undefined;
  }
  if (id === 'marks') return <Mark known={known} />;
  if (id !== 'distribution') return writeStatistic(id, known);
  if (!known.bars.some((height) => height > 0)) return '–';
  return <Sparkline bars={known.bars} tone={isTensor ? 'data' : 'quiet'} />;
}

function Mark({ known }: { readonly known: KnownFigures }): ReactElement | undefined {
  const mark = describeMark(known);
  if (!mark) return undefined;
  return (
    <span className={mark.kind === 'non-finite' ? styles.fail : styles.quiet} role="img" aria-label={mark.text}>
      <Icon of={mark.kind === 'non-finite' ? TriangleAlert : Equal} size={12} />
    </span>
  );
}
