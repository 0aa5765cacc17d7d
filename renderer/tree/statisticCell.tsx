import { Equal, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { cellClass } from '../grid/cellClass.ts';
import type { KnownFigures } from '../statistics/figureTable.ts';
import { Sparkline } from '../statistics/Sparkline.tsx';
import { Icon } from '../ui/Icon.tsx';
import { describeMark, writeStatistic } from './statisticText.ts';
import type { StatisticColumnId } from './treeColumns.ts';
import styles from './TreeCells.module.css';

export interface StatisticCellParams {
  readonly id: StatisticColumnId;
  /** Sums of several tensors are quieter than a tensor's own figures. */
  readonly isTensor: boolean;
  readonly known: KnownFigures | undefined;
  /** A `RowState`. */
  readonly state: string;
}

/** One statistic of a row: a figure, a tiny histogram, a mark; a grey stub while it is computed. */
export function renderStatistic(params: StatisticCellParams): ReactElement {
  const { id } = params;
  const look = id === 'distribution' || id === 'marks' ? 'picture' : 'end';
  return (
    <div
      key={id}
      role="gridcell"
      aria-busy={params.state === 'pending' || undefined}
      className={cellClass(look, params.isTensor ? 'plain' : 'quiet')}
      data-cell={id}
    >
      {renderContent(params)}
    </div>
  );
}

function renderContent({ id, known, state, isTensor }: StatisticCellParams): ReactElement | string | undefined {
  if (!known) {
    if (id === 'marks') return undefined;
    if (state === 'pending') return <span className={id === 'distribution' ? styles.wideStub : styles.stub} />;
    return state === 'absent' ? '–' : undefined;
  }
  if (id === 'marks') return renderMark(known);
  if (id !== 'distribution') return writeStatistic(id, known);
  if (!known.bars.some((height) => height > 0)) return '–';
  return <Sparkline bars={known.bars} tone={isTensor ? 'data' : 'quiet'} />;
}

function renderMark(known: KnownFigures): ReactElement | undefined {
  const mark = describeMark(known);
  if (!mark) return undefined;
  return (
    <span className={mark.kind === 'non-finite' ? styles.fail : styles.quiet} role="img" aria-label={mark.text}>
      <Icon of={mark.kind === 'non-finite' ? TriangleAlert : Equal} size={12} />
    </span>
  );
}
