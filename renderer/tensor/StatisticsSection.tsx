import type { ReactElement } from 'react';
import { joinClasses } from '../ui/joinClasses.ts';
import { ReadingState } from './ReadingState.tsx';
import styles from './StatisticsSection.module.css';
import { listFigureCells, type TensorFigures } from './tensorFigures.ts';
import type { FiguresAnswer } from './useFigures.ts';
import type { Reading } from './useReading.ts';

export interface StatisticsSectionProps {
  readonly reading: Reading<FiguresAnswer>;
  readonly figures: TensorFigures | undefined;
  /** Bytes of the tensor. */
  readonly bytes: number;
}

/** A tensor's statistics in three columns. What is not known yet is a grey stub, never a number. */
export function StatisticsSection({ reading, figures, bytes }: StatisticsSectionProps): ReactElement {
  const why = figures === undefined ? reading.value?.why : undefined;
  return (
    <section aria-label="Statistics" aria-busy={reading.state === 'reading'} className={styles.section}>
      {why === undefined ? <FigureCells figures={figures} /> : <p className={styles.why}>No statistics: {why}</p>}
      <ReadingState reading={reading} what="Computing statistics" bytes={bytes} />
    </section>
  );
}

function FigureCells({ figures }: { readonly figures: TensorFigures | undefined }): ReactElement {
  return (
    <dl className={styles.grid}>
      {listFigureCells(figures).map(({ label, text, title, alarming }) => (
        <div key={label} className={styles.cell} title={title}>
          <dt className={styles.label}>{label}</dt>
          <dd className={joinClasses(styles.value, alarming === true && styles.alarming)}>
            {text ?? <span className={styles.stub} role="img" aria-label="not known yet" />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
