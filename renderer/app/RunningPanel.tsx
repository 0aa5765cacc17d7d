import type { ReactElement } from 'react';
import type { Progress } from '../../shared/engineApi.ts';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import styles from './RunningPanel.module.css';
import { SHOW_AFTER_MS, useElapsed } from './useElapsed.ts';

export interface RunningPanelProps {
  /** What is done, in words. */
  readonly what: string;
  /** Accessible name of the progress bar. Absent: what is done. */
  readonly name?: string;
  readonly progress: Progress | undefined;
  /** Stands behind what is done. */
  readonly note?: string;
  /** The note while storage does not answer. Absent: the same. */
  readonly stuckNote?: string;
  /** How far it is, in figures. */
  readonly figures: string | undefined;
  /** `bar`: above what is shown meanwhile. Absent: in its place. */
  readonly look?: 'panel' | 'bar';
  readonly onCancel: () => void;
}

/** Something that takes its time: what, how far, and the way out. What is quick does not show it. */
export function RunningPanel(props: RunningPanelProps): ReactElement | undefined {
  const { what, name = what, progress, note, stuckNote = note, look = 'panel' } = props;
  const isShown = useElapsed(SHOW_AFTER_MS);
  // Counted from the last sign of life: a slow mount that still answers is not one that hangs.
  const isStuck = useElapsed(PATIENCE_MS, progress?.done);
  if (!isShown) return undefined;
  const share = progress?.total === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <div className={joinClasses(styles.panel, look === 'bar' && styles.bar)} role="status">
      <div className={styles.line}>
        <b>{isStuck ? 'Waiting for storage' : what}</b>
        <span className={styles.note}>{isStuck ? stuckNote : note}</span>
        <span className={styles.figures}>{props.figures}</span>
        <Button size="small" onClick={props.onCancel}>
          Cancel <Kbd chord="Escape" />
        </Button>
      </div>
      <ProgressBar label={name} share={share} />
    </div>
  );
}
