import type { ReactElement } from 'react';
import { formatCount } from '../ui/format/formatCount.ts';
import { StatusIcon } from './StatusIcon.tsx';
import styles from './StatusList.module.css';
import { STATUS_ORDER } from './statusLooks.ts';

/** How many tensors there are of each status that occurs. */
export function StatusList({ counts }: { readonly counts: Readonly<Record<string, number>> }): ReactElement {
  return (
    <ul className={styles.list}>
      {STATUS_ORDER.filter((status) => (counts[status] ?? 0) > 0).map((status) => (
        <li key={status} className={styles.item}>
          <StatusIcon status={status} decorative />
          <b className={styles.count}>{formatCount(counts[status] ?? 0)}</b> {status}
        </li>
      ))}
    </ul>
  );
}
