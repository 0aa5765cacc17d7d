import type { ReactElement } from 'react';
import { formatProgress } from '../app/formatProgress.ts';
import { SHOW_AFTER_MS, useElapsed } from '../app/useElapsed.ts';
import type { SeriesReading } from '../store/seriesState.ts';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import styles from './ReadingBar.module.css';

export interface ReadingBarProps {
  readonly reading: SeriesReading;
  readonly onCancel: () => void;
}

/** A series that is being read: what, how far, and the way out. */
export function ReadingBar({ reading, onCancel }: ReadingBarProps): ReactElement | undefined {
  const { progress, files } = reading;
  const isShown = useElapsed(SHOW_AFTER_MS);
  // Counted from the last sign of life: a slow mount that still answers is not one that hangs.
  const isStuck = useElapsed(PATIENCE_MS, progress?.done);
  if (!isShown) return undefined;
  const share = progress?.total === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  const what = `Reading ${formatCounted(files.length, 'checkpoint')} as one series`;
  return (
    <div className={styles.bar} role="status">
      <div className={styles.line}>
        <b>{isStuck ? 'Waiting for storage' : what}</b>
        <span className={styles.note}>What is finished is kept</span>
        <span className={styles.figures}>{progress && formatProgress(progress)}</span>
        <Button size="small" onClick={onCancel}>
          Cancel <Kbd chord="Escape" />
        </Button>
      </div>
      <ProgressBar label={what} share={share} />
    </div>
  );
}
