import type { ReactElement } from 'react';
import type { SeriesFigure } from '../store/seriesState.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { CHANGE_BINS } from './changeBins.ts';
import cells from './cells.module.css';
import styles from './SeriesLegend.module.css';

/** What the colours of the cells mean. */
export function SeriesLegend({
  figure,
  first,
}: {
  readonly figure: SeriesFigure;
  readonly first: string;
}): ReactElement {
  if (figure === 'nan') {
    return (
      <span role="img" aria-label="Cells with NaN are hatched" className={styles.legend}>
        <span className={joinClasses(styles.bin, cells['bin0'])}>0</span>
        <span className={joinClasses(styles.bin, cells['nan'])}>NaN</span>
      </span>
    );
  }
  const what = figure === 'change' ? 'Change against the checkpoint before' : `Change of the L2 norm since ${first}`;
  return (
    <span
      role="img"
      aria-label={`${what}: ${CHANGE_BINS.map(({ label }) => label).join(', ')}`}
      title={what}
      className={styles.legend}
    >
      {CHANGE_BINS.map(({ label }, bin) => (
        <span key={label} className={joinClasses(styles.bin, cells[`bin${bin}`])}>
          <span className={styles.label}>{label}</span>
        </span>
      ))}
    </span>
  );
}
