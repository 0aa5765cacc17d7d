import type { ReactElement } from 'react';
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

/** Facts in cells: label left, value right, hairlines between. */
export function FactGrid({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <dl className={styles.grid}>
      {facts.map((fact) => (
        <div key={fact.label} className={fact.wide === true ? styles.wide : styles.cell} title={fact.title}>
          <dt className={styles.label}>{fact.label}</dt>
          <dd className={styles.value}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
