import { TriangleAlert } from 'lucide-react';
import { useSyncExternalStore, type ReactElement } from 'react';
import { useElapsed } from '../app/useElapsed.ts';
import type { ErrorData } from '../../shared/inspectError.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { describePace } from './describeStatistics.ts';
import type { FileStatistics, StatisticsRun } from './fileStatistics.ts';
import styles from './StatisticsBar.module.css';

/** Milliseconds before a question that nobody asked for shows how far it is. */
const AUTOMATIC_AFTER_MS = 1000;

/** What is being computed, how far it is and the way out; or why it could not be computed. */
export function StatisticsBar({ statistics }: { readonly statistics: FileStatistics }): ReactElement | undefined {
  const { run, error } = useSyncExternalStore(statistics.subscribe, statistics.report);
  if (run) return <RunBar key={run.began} run={run} onCancel={() => statistics.cancel()} />;
  return error && <FailureBar error={error} onRetry={() => statistics.compute()} />;
}

function RunBar({ run, onCancel }: { readonly run: StatisticsRun; readonly onCancel: () => void }) {
  const { asked, elapsed, progress, tensors, settled } = run;
  const isSlow = useElapsed(AUTOMATIC_AFTER_MS);
  if (!asked && !isSlow) return undefined;
  const share = progress?.total === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <b>Statistics</b>
        <span className={styles.what}>
          {formatCount(settled)} of {formatCounted(tensors, 'tensor')}
        </span>
        <span className={styles.pace}>{progress && describePace(progress, elapsed)}</span>
        <Button size="small" onClick={onCancel}>
          Cancel <Kbd chord="Escape" />
        </Button>
      </div>
      <ProgressBar label="Statistics" share={share} />
    </div>
  );
}

function FailureBar({ error, onRetry }: { readonly error: ErrorData; readonly onRetry: () => void }): ReactElement {
  return (
    <div role="alert" className={styles.bar}>
      <div className={styles.line}>
        <Icon of={TriangleAlert} className={styles.warn} />
        <b>No statistics</b>
        <span className={styles.what}>
          {error.message} <code>{error.code}</code>
        </span>
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
