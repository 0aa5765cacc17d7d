import type { ReactElement } from 'react';
import { FigureGrid } from './FigureGrid.tsx';
import { ReadingState } from './ReadingState.tsx';
import styles from './StatisticsSection.module.css';
import { FIGURE_CELLS, listFigureCells, type TensorFigures } from './tensorFigures.ts';
import type { FiguresAnswer } from './useFigures.ts';
import type { Reading } from './useReading.ts';

export interface StatisticsSectionProps {
  readonly reading: Reading<FiguresAnswer>;
  readonly figures: TensorFigures | undefined;
  /** Bytes of the tensor. */
  readonly bytes: number;
  /** Figures that are shown: `usual` or, where there is room, `all`. */
  readonly shown: keyof typeof FIGURE_CELLS;
}

/** A tensor's statistics; where they are not known, what is being done about it or the offer to compute them. */
export function StatisticsSection({ reading, figures, bytes, shown }: StatisticsSectionProps): ReactElement {
  const why = figures === undefined ? reading.value?.why : undefined;
  return (
    <section aria-label="Statistics" aria-busy={reading.state === 'reading'} className={styles.section}>
      {why === undefined ? (
        <FigureGrid cells={listFigureCells(figures, FIGURE_CELLS[shown])} />
      ) : (
        <p className={styles.why}>No statistics: {why}</p>
      )}
      <ReadingState reading={reading} what="Computing statistics" action="Compute statistics" bytes={bytes} />
    </section>
  );
}
