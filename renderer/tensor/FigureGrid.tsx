import type { ReactElement } from 'react';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './FigureGrid.module.css';
import type { FigureCell } from './tensorFigures.ts';

/** Statistics in three columns, each from top to bottom. What is not known yet is a grey stub, never a number. */
export function FigureGrid({ cells }: { readonly cells: readonly FigureCell[] }): ReactElement {
  return (
    <dl className={styles.grid} style={{ gridTemplateRows: `repeat(${Math.ceil(cells.length / COLUMNS)}, auto)` }}>
      {cells.map(({ label, text, title, alarming }) => (
        <div key={label} className={styles.cell} title={title}>
          <dt className={styles.label}>{label}</dt>
          <dd className={joinClasses(styles.value, alarming === true && styles.alarming)}>
            {text ?? <span className={styles.stub} role="img" aria-label="not known yet" />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const COLUMNS = 3;
