import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Progress } from '../../shared/engineApi.ts';
import { formatProgress } from '../app/formatProgress.ts';
import { useElapsed } from '../app/useElapsed.ts';
import { PATIENCE_MS } from '../store/useQuestion.ts';
import { Button } from '../ui/Button.tsx';
import { describeError } from '../ui/describeError.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import styles from './ReadingState.module.css';
import type { Reading } from './useReading.ts';

/** Milliseconds after which a reading shows how far it is. */
const SLOW_MS = 600;

export interface ReadingStateProps {
  readonly reading: Reading<unknown>;
  /** What is read, for the progress bar's name. */
  readonly what: string;
  /** Bytes that have to be read. */
  readonly bytes: number;
  /** What the button says that starts a large reading. */
  readonly action?: string;
}

/** What stands in place of values, or below them: an offer to read, progress with Cancel, or why there are none. */
export function ReadingState({ reading, what, bytes, action }: ReadingStateProps): ReactElement | undefined {
  if (reading.state === 'offered') return <ReadingOffer bytes={bytes} action={action} onStart={reading.start} />;
  if (reading.state === 'reading') {
    return <ReadingProgress what={what} progress={reading.progress} onCancel={reading.cancel} />;
  }
  return reading.error && <FailedReading reading={reading} error={reading.error} />;
}

export interface ReadingOfferProps {
  readonly bytes: number;
  readonly action?: string | undefined;
  readonly onStart: () => void;
}

/** So much to read that it waits for a person. */
export function ReadingOffer({ bytes, action = 'Read them', onStart }: ReadingOfferProps): ReactElement {
  return (
    <p className={styles.line}>
      <span className={styles.text}>This takes reading {formatBytes(bytes)}.</span>
      <Button size="small" onClick={onStart}>
        {action}
      </Button>
    </p>
  );
}

export interface ReadingProgressProps {
  readonly what: string;
  readonly progress: Progress | undefined;
  readonly onCancel: () => void;
}

/** How far a reading is, once it has taken a while. */
export function ReadingProgress({ what, progress, onCancel }: ReadingProgressProps): ReactElement | undefined {
  const isSlow = useElapsed(SLOW_MS);
  const isStuck = useElapsed(PATIENCE_MS, progress?.done);
  if (!isSlow) return undefined;
  const share = progress?.total === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <div className={styles.slow} role="status">
      <p className={styles.line}>
        <span className={styles.text}>{isStuck ? 'Waiting for storage' : what}</span>
        <span className={styles.figures}>{progress === undefined ? undefined : formatProgress(progress)}</span>
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </p>
      <ProgressBar label={what} share={share} />
    </div>
  );
}

function FailedReading({
  reading,
  error,
}: {
  readonly reading: Reading<unknown>;
  readonly error: NonNullable<Reading<unknown>['error']>;
}): ReactElement {
  const { title, lead } = describeError(error);
  const cancelled = error.code === 'cancelled';
  return (
    <p className={styles.line} role={cancelled ? 'status' : 'alert'}>
      {!cancelled && (
        <span className={styles.warn}>
          <Icon of={TriangleAlert} size={13} />
        </span>
      )}
      <span className={styles.text} title={error.code}>
        {cancelled ? 'Cancelled.' : `${title}. ${lead ?? ''}`}
      </span>
      {error.code !== 'usage' && (
        <Button size="small" onClick={reading.start}>
          {cancelled ? 'Read' : 'Try again'}
        </Button>
      )}
    </p>
  );
}
