import type { ReactElement } from 'react';
import type { MatchDetail, MatchedTensor } from '../../shared/comparison.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { DetailHeader } from '../detail/DetailHeader.tsx';
import { Chip } from '../ui/Chip.tsx';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import styles from './MatchHeader.module.css';
import { StatusIcon } from './StatusIcon.tsx';

export interface MatchHeaderProps {
  readonly match: MatchDetail;
  readonly isGroup: boolean;
}

/** The name of a row, what it is on both sides, and how the two were found to belong together. */
export function MatchHeader({ match, isGroup }: MatchHeaderProps): ReactElement {
  const { name, status } = match;
  const how = describeAlignment(match);
  return (
    <DetailHeader
      name={name}
      lead={<StatusIcon status={status} decorative />}
      chips={listChips(match, isGroup).map((chip) => (
        <Chip key={chip} tone="code">
          {chip}
        </Chip>
      ))}
      wraps
      state={
        <Chip tone={status === 'changed' || status === 'identical' ? 'info' : 'warn'}>
          <span className={styles.status}>{status}</span>
        </Chip>
      }
    >
      {how !== undefined && <p className={styles.note}>{how}</p>}
      {match.why !== undefined && <p className={styles.note}>{escapeControls(match.why)}</p>}
    </DetailHeader>
  );
}

/** Type and shape; of both sides where they are not the same. */
function listChips({ left, right }: MatchDetail, isGroup: boolean): readonly string[] {
  if (isGroup) return ['module'];
  const sides = [left, right].filter((side) => side !== undefined);
  return [joinSides(sides, ({ dtype }) => shortenDtype(dtype)), joinSides(sides, ({ shape }) => formatShape(shape))];
}

function joinSides(sides: readonly MatchedTensor[], write: (side: MatchedTensor) => string): string {
  return [...new Set(sides.map(write))].join(' → ');
}

const MEANS = {
  prefix: 'the same name without its prefix',
  content: 'the same values',
  name: 'a similar name and the same shape',
} as const;

function describeAlignment({ alignedBy, certainty, left, right }: MatchDetail): string | undefined {
  if (!left || !right || left.name === right.name) return undefined;
  const how = alignedBy === undefined ? '' : `, found by ${MEANS[alignedBy]}`;
  const sure = certainty === undefined || certainty === 1 ? '' : ` (${Math.floor(certainty * 100)} % sure)`;
  return escapeControls(`In B: ${right.name}${how}${sure}`);
}
