import type { ReactElement } from 'react';
import styles from './SideBadge.module.css';

/** The letter of a side of a comparison: A is before, B is after. */
export function SideBadge({ side }: { readonly side: 'A' | 'B' }): ReactElement {
  return <span className={side === 'A' ? styles.before : styles.after}>{side}</span>;
}
