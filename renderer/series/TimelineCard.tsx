import type { ReactElement } from 'react';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { SeriesCheckpoint } from '../../shared/series.ts';
import { listCheckpointFacts } from './checkpointLabels.ts';
import styles from './TimelineCard.module.css';

/** Pixels; a card at the end of the timeline is moved inwards. */
const WIDTH = 216;

export interface TimelineCardProps {
  readonly checkpoint: SeriesCheckpoint | undefined;
  /** Where its dot is, and how wide the timeline is, in pixels. */
  readonly x: number;
  readonly width: number;
}

/** What the dot under the pointer stands for. The list of checkpoints says the same to those who do not see it. */
export function TimelineCard({ checkpoint, x, width }: TimelineCardProps): ReactElement | undefined {
  if (checkpoint === undefined) return undefined;
  const left = Math.max(8, Math.min(width - WIDTH - 8, x - WIDTH / 2));
  return (
    <div aria-hidden="true" className={styles.card} style={{ left, width: WIDTH }}>
      <b className={styles.name}>{escapeControls(checkpoint.name)}</b>
      <dl className={styles.facts}>
        {listCheckpointFacts(checkpoint).map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
