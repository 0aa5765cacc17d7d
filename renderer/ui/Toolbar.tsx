import type { ReactElement, ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import styles from './Toolbar.module.css';

export interface ToolbarProps {
  /** Accessible name. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The line above rows that says what is shown of them. */
export function Toolbar({ label, className, children }: ToolbarProps): ReactElement {
  return (
    <div role="toolbar" aria-label={label} className={joinClasses(styles.bar, className)}>
      {children}
    </div>
  );
}

/** How many rows there are, told when it changes. It takes the room that is left, up to the buttons. */
export function ToolbarCount({ className, children }: Omit<ToolbarProps, 'label'>): ReactElement {
  return (
    <span className={joinClasses(styles.count, className)} role="status">
      {children}
    </span>
  );
}

/** Buttons that stand side by side without a gap. */
export function ToolbarButtons({ className, children }: Omit<ToolbarProps, 'label'>): ReactElement {
  return <span className={joinClasses(styles.buttons, className)}>{children}</span>;
}
