import type { ReactElement } from 'react';
import { formatTick } from '../ui/format/formatFigure.ts';
import { CHANGE_TICKS, changeLength } from './changeBar.ts';
import styles from './ChangeLegend.module.css';

/** What the length of a change bar stands for: a logarithmic axis. */
export function ChangeLegend(): ReactElement {
  return (
    <div
      className={styles.legend}
      role="img"
      aria-label="Length of the bars: relative L2 change on a logarithmic axis from 1e−6 to 0.1"
    >
      <span className={styles.title}>Relative L2</span>
      <span className={styles.axis}>
        <svg className={styles.wedge} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 10 L100 0 V10 Z" />
        </svg>
        {CHANGE_TICKS.map((tick) => (
          <span key={tick} className={styles.tick} style={{ left: `${changeLength(tick) * 100}%` }}>
            {formatTick(tick)}
          </span>
        ))}
      </span>
    </div>
  );
}
