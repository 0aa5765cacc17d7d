import type { ReactElement } from 'react';
import type { FileOverview } from '../../shared/engineApi.ts';
import { listKeyFigures } from './keyFigures.ts';
import styles from './KeyFigures.module.css';

/** The figures that come first: counters, sizes, writer. */
export function KeyFigures({ overview }: { readonly overview: FileOverview }): ReactElement {
  return (
    <dl className={styles.figures}>
      {listKeyFigures(overview).map(({ label, value, note }) => (
        <div key={label} className={styles.figure}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value} title={value}>
            {value}
          </dd>
          <dd className={styles.note} title={note}>
            {note}
          </dd>
        </div>
      ))}
    </dl>
  );
}
