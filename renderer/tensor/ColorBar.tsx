import type { ReactElement } from 'react';
import type { Limits } from '../ui/colorMap.ts';
import { fitFigure } from '../ui/format/formatFigure.ts';
import styles from './ColorBar.module.css';

/** What the colours of a heatmap stand for. */
export function ColorBar({ limits: { low, high } }: { readonly limits: Limits }): ReactElement {
  const label = (value: number): string => fitFigure(value, 8);
  const middle = low === -high ? 0 : low / 2 + high / 2;
  return (
    <div
      className={styles.bar}
      role="img"
      aria-label={`Colours from ${label(low)} over ${label(middle)} to ${label(high)}`}
    >
      <div className={styles.ramp} />
      <div className={styles.labels}>
        <span>{label(low)}</span>
        <span>{label(middle)}</span>
        <span>{label(high)}</span>
      </div>
    </div>
  );
}
