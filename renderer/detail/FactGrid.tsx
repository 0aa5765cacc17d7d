import type { ReactElement } from 'react';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './FactGrid.module.css';

/** A figure or short fact with its label. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The whole value where the cell shows less. */
  readonly title?: string;
  /** Takes the whole line. */
  readonly wide?: boolean;
}

export interface FactGridProps {
  readonly facts: readonly Fact[];
  /** `bare` stands inside a section, which has the margins and the hairline. */
  readonly look?: 'framed' | 'bare';
}

/** Facts in cells: label left, value right, hairlines between. */
export function FactGrid({ facts, look = 'framed' }: FactGridProps): ReactElement {
  return (
    <dl className={joinClasses(styles.grid, styles[look])}>
      {facts.map((fact) => (
        <div key={fact.label} className={fact.wide === true ? styles.wide : styles.cell} title={fact.title}>
          <dt className={styles.label}>{fact.label}</dt>
          <dd className={styles.value}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
