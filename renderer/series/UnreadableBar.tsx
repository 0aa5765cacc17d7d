import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { SeriesOverview } from '../../shared/series.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './UnreadableBar.module.css';

/** Files that the series goes on without, each with its reason. */
export function UnreadableBar({ unreadable }: Pick<SeriesOverview, 'unreadable'>): ReactElement | undefined {
  if (unreadable.length === 0) return undefined;
  return (
    <section aria-label="Files that cannot be read" className={styles.bar}>
      <span className={styles.icon}>
        <Icon of={TriangleAlert} />
      </span>
      <b className={styles.count}>{formatCounted(unreadable.length, 'file')} cannot be read</b>
      <ul className={styles.list}>
        {unreadable.map(({ file, name, error }) => (
          <li key={file} title={escapeControls(error.message)}>
            <code>{escapeControls(name)}</code> {escapeControls(error.message)} <code>{error.code}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
