import type { ReactElement, ReactNode } from 'react';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './Readout.module.css';

export interface ReadoutProps {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The line below a picture that says in figures what is pointed at. It keeps its height when it is empty. */
export function Readout({ className, children }: ReadoutProps): ReactElement {
  return (
    <p className={joinClasses(styles.readout, className)} role="status">
      {children}
    </p>
  );
}
