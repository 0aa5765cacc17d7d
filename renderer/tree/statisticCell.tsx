import { Equal, TriangleAlert } from 'lucide-react';
import type { CSSProperties, ReactElement } from 'react';
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
  /** Undefined: a row to which statistics do not apply. */
  readonly known: KnownFigures | undefined;
}

/** One statistic of a row: a figure, a tiny histogram, a mark. */
export function renderStatistic(params: StatisticCellParams): ReactElement {
  const { id } = params;
  const look = id === 'distribution' || id === 'marks' ? 'picture' : 'end';
  return (
    <div key={id} role="gridcell" className={cellClass(look, params.isTensor ? 'plain' : 'quiet')} data-cell={id}>
      {renderContent(params)}
    </div>
  );
}

/**
 * One cell in place of all statistics of a row, which are not known: rows come on screen so while they are scrolled, and one
 * element is drawn in less time than a dozen. While they are computed, stubs stand for the figures; see `drawStubs`.
 */
export function renderWaiting(state: string, span: number, style: CSSProperties): ReactElement {
  const isPending = state === 'pending';
  return (
    <div
      role="gridcell"
      aria-colspan={span}
      aria-busy={isPending || undefined}
      className={isPending ? styles.pending : undefined}
      style={style}
    />
  );
}

function renderContent({ id, known, isTensor }: StatisticCellParams): ReactElement | string | undefined {
  if (!known) return id === 'marks' ? undefined : '–';
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
