import type { ReactElement } from 'react';
import type { Progress } from '../../shared/engineApi.ts';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { formatProgress } from './formatProgress.ts';
import styles from './LoadingPanel.module.css';
import { SHOW_AFTER_MS, useElapsed } from './useElapsed.ts';

export interface LoadingPanelProps {
  readonly name: string;
  readonly progress: Progress | undefined;
  readonly onCancel: () => void;
}

/** A file that is being opened: what, how far, and the way out. */
export function LoadingPanel({ name, progress, onCancel }: LoadingPanelProps): ReactElement | undefined {
  const isShown = useElapsed(SHOW_AFTER_MS);
  // Counted from the last sign of life: a slow mount that still answers is not one that hangs.
  const isStuck = useElapsed(PATIENCE_MS, progress?.done);
  if (!isShown) return undefined;
  const share = progress?.total === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  const what = progress?.what ?? `Opening ${name}`;
  return (
    <div className={styles.panel} role="status">
      <div className={styles.line}>
        <b>{isStuck ? 'Waiting for storage' : what}</b>
        <span className={styles.detail}>{isStuck ? `${name} has not answered yet` : undefined}</span>
        <span className={styles.figures}>{progress === undefined ? undefined : formatProgress(progress)}</span>
        <Button size="small" onClick={onCancel}>
          Cancel <Kbd chord="Escape" />
        </Button>
      </div>
      <ProgressBar label={what} share={share} />
    </div>
  );
}
