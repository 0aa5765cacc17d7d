import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './Section.module.css';

export interface SectionProps {
  readonly title: string;
  /** A few words beside the title. */
  readonly note?: ReactNode;
  /** At the right end of the title line: a figure or a control. */
  readonly aside?: ReactNode;
  /** Whether what it shows is about to be replaced. */
  readonly busy?: boolean;
  readonly children?: ReactNode;
}

/** A titled part of a panel, above a hairline. */
export function Section({ title, note, aside, busy, children }: SectionProps): ReactElement {
  const id = useId();
  return (
    <section aria-labelledby={id} aria-busy={busy} className={styles.section}>
      <div className={styles.head}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        {note !== undefined && note !== false && <span className={styles.note}>{note}</span>}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}
