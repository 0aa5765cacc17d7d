import { CircleSlash2 } from 'lucide-react';
import { useMemo, type ReactElement } from 'react';
import { SHOW_AFTER_MS, useElapsed } from '../app/useElapsed.ts';
import { describePace } from '../statistics/describeStatistics.ts';
import { useActions } from '../store/appContext.ts';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import styles from './ComparingPanel.module.css';
import type { Comparing } from './useComparison.ts';

export interface ComparingPanelProps {
  readonly comparing: Comparing;
  /** Both files' names, for copied details. */
  readonly subject: string;
}

/** What stands in place of a comparison: how far it is, or why there is none. */
export function ComparingPanel({ comparing, subject }: ComparingPanelProps): ReactElement | undefined {
  const actions = useActions();
  const { error } = comparing;
  if (error === undefined) return <Running comparing={comparing} />;
  if (error.code === 'cancelled') {
    return (
      <EmptyState
        icon={<Icon of={CircleSlash2} size={32} />}
        title="Comparing was cancelled"
        text={subject}
        actions={<Button onClick={comparing.start}>Compare again</Button>}
      />
    );
  }
  return (
    <ErrorPanel
      error={error}
      subject={subject}
      onCopy={(text) => actions().copyText(text)}
      actions={<Button onClick={comparing.start}>Try again</Button>}
    />
  );
}

const WHAT = 'Comparing';

function Running({ comparing }: { readonly comparing: Comparing }): ReactElement | undefined {
  const { progress, cancel, elapsed } = comparing;
  const isShown = useElapsed(SHOW_AFTER_MS);
  const isStuck = useElapsed(PATIENCE_MS, progress?.done);
  const commands = useMemo(
    () => [{ id: 'cancel-comparing', title: 'Cancel comparing', chord: 'Escape', run: cancel }],
    [cancel],
  );
  useViewCommands(commands);
  if (!isShown) return undefined;
  const share = progress?.total === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <div className={styles.panel} role="status">
      <div className={styles.line}>
        <b>{isStuck ? 'Waiting for storage' : (progress?.what ?? WHAT)}</b>
        <span className={styles.figures}>{progress && describePace(progress, elapsed)}</span>
        <Button size="small" onClick={cancel}>
          Cancel <Kbd chord="Escape" />
        </Button>
      </div>
      <ProgressBar label={WHAT} share={share} />
    </div>
  );
}
