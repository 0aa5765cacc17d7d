import type { ReactElement } from 'react';
import type { Limits } from '../ui/colorMap.ts';
import { fitFigure } from '../ui/format/formatFigure.ts';
import styles from './ColorBar.module.css';

export interface ColorBarProps {
  readonly limits: Limits;
  /** How its ends are written; absent: as figures of at most eight characters. */
  readonly write?: (value: number) => string;
  /** `line` stands between its ends, and leaves out the middle. */
  readonly look?: 'block' | 'line';
}

/** What the colours of a heatmap stand for. */
export function ColorBar({ limits: { low, high }, write = writeShort, look = 'block' }: ColorBarProps): ReactElement {
  const middle = low === -high ? 0 : low / 2 + high / 2;
  const label = `Colours from ${write(low)} over ${write(middle)} to ${write(high)}`;
  if (look === 'line') {
    return (
      <div className={styles.line} role="img" aria-label={label}>
        <span>{write(low)}</span>
        <div className={styles.ramp} />
        <span>{write(high)}</span>
      </div>
    );
  }
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      <div className={styles.ramp} />
      <div className={styles.labels}>
        <span>{write(low)}</span>
        <span>{write(middle)}</span>
        <span>{write(high)}</span>
      </div>
    </div>
  );
}

function writeShort(value: number): string {
  return fitFigure(value, 8);
}
