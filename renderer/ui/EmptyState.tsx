import type { ReactElement, ReactNode } from 'react';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  /** Buttons: the next step first. */
  readonly actions?: ReactNode;
}

/** Nothing to show: says why and offers the next step. */
export function EmptyState({ icon, title, text, actions }: EmptyStateProps): ReactElement {
  return (
    <div className={styles.state} role="status">
      <span className={styles.icon}>{icon}</span>
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
