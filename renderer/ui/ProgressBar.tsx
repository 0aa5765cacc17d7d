import type { ReactElement } from 'react';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  /** Accessible name: what is under way. */
  readonly label: string;
  /** 0 to 1; undefined where the total is not known. */
  readonly share: number | undefined;
}

/** A 4-pixel bar. Figures stand beside it, never inside. */
export function ProgressBar({ label, share }: ProgressBarProps): ReactElement {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={styles.track}
    >
      <div
        className={percent === undefined ? styles.unknown : styles.fill}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
