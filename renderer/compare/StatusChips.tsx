import type { ReactElement } from 'react';
import type { MatchStatus, StatusCounts } from '../../shared/comparison.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './StatusChips.module.css';
import { StatusIcon } from './StatusIcon.tsx';
import { STATUS_LOOKS, STATUS_ORDER } from './statusLooks.ts';

export interface StatusChipsProps {
  readonly counts: StatusCounts;
  /** The status that rows are filtered by. */
  readonly chosen: MatchStatus | undefined;
  readonly onChoose: (status: MatchStatus | undefined) => void;
}

/** How many tensors there are of each status; choosing one leaves only those. */
export function StatusChips({ counts, chosen, onChoose }: StatusChipsProps): ReactElement {
  return (
    <div role="group" aria-label="Tensors by status" className={styles.chips}>
      {STATUS_ORDER.map((status) => (
        <button
          key={status}
          type="button"
          className={joinClasses(styles.chip, counts[status] === 0 && styles.none)}
          aria-pressed={status === chosen}
          aria-label={`${formatCount(counts[status])} ${status}`}
          disabled={counts[status] === 0 && status !== chosen}
          title={`${STATUS_LOOKS[status].title}. Click to show only these.`}
          onClick={() => onChoose(status === chosen ? undefined : status)}
        >
          <StatusIcon status={status} decorative />
          <b className={styles.count}>{formatCount(counts[status])}</b>
          <span className={styles.word}>{status}</span>
        </button>
      ))}
    </div>
  );
}
