import type { ReactElement } from 'react';
import styles from './StripHeader.module.css';

/** Pixels that a label takes with its distance. */
const LABEL_WIDTH = 34;

export interface StripHeaderProps {
  /** Pixels of a cell. */
  readonly cell: number;
  /** Labels of the cells that are shown. */
  readonly labels: readonly string[];
  /** The cell that is chosen, as a position among those that are shown. */
  readonly chosen: number;
}

/** Labels above narrow cells: as many as have room, the chosen one in any case. */
export function StripHeader({ cell, labels, chosen }: StripHeaderProps): ReactElement {
  const every = Math.ceil(LABEL_WIDTH / cell);
  const shown = labels
    .map((label, position) => ({ label, position }))
    .filter(({ position }) => {
      if (position === chosen) return true;
      return position % every === 0 && Math.abs(position - chosen) * cell >= LABEL_WIDTH;
    });
  return (
    <span className={styles.strip}>
      {shown.map(({ label, position }) => (
        <span
          key={position}
          className={position === chosen ? styles.chosen : styles.label}
          style={{ left: (position + 0.5) * cell }}
        >
          {label}
        </span>
      ))}
    </span>
  );
}
