import type { ReactElement } from 'react';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { SHOW_AFTER_MS, useElapsed } from './useElapsed.ts';
import styles from './WaitingLine.module.css';

export interface WaitingLineProps {
  /** What is waited for. */
  readonly words: string;
  /** From 0 to 1; undefined: not known. */
  readonly share: number | undefined;
}

/** Something that ends by itself: what, and how far. What is quick does not show it. */
export function WaitingLine({ words, share }: WaitingLineProps): ReactElement | undefined {
  const isSlow = useElapsed(SHOW_AFTER_MS);
  if (!isSlow) return undefined;
  return (
    <div className={styles.waiting} role="status">
      {words}
      <ProgressBar label={words} share={share} />
    </div>
  );
}
