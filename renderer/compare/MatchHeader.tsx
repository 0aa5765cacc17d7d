import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import type { MatchDetail, MatchedTensor } from '../../shared/comparison.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { NamePath } from '../detail/NamePath.tsx';
import { showLabel } from '../grid/showLabel.ts';
import { useActions } from '../store/appContext.ts';
import { Chip } from '../ui/Chip.tsx';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './MatchHeader.module.css';
import { StatusIcon } from './StatusIcon.tsx';

export interface MatchHeaderProps {
  readonly match: MatchDetail;
  readonly isGroup: boolean;
}

/** The name of a row, what it is on both sides, and how the two were found to belong together. */
export function MatchHeader({ match, isGroup }: MatchHeaderProps): ReactElement {
  const actions = useActions();
  const { name, status } = match;
  const leaf = name.slice(name.lastIndexOf('.') + 1);
  const shown = showLabel(leaf);
  const how = describeAlignment(match);
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <StatusIcon status={status} decorative />
        <h2 className={styles.title} title={shown}>
          {shown}
        </h2>
        <span className={styles.chips}>
          {listChips(match, isGroup).map((chip) => (
            <Chip key={chip} tone="code">
              {chip}
            </Chip>
          ))}
        </span>
        <Chip tone={status === 'changed' || status === 'identical' ? 'info' : 'warn'}>
          <span className={styles.status}>{status}</span>
        </Chip>
        <IconButton
          label="Copy the name"
          size="small"
          icon={<Icon of={Copy} />}
          onClick={() => actions().copyText(name)}
        />
      </div>
      <NamePath name={name} leaf={leaf} />
      {how !== undefined && <p className={styles.note}>{how}</p>}
      {match.why !== undefined && <p className={styles.note}>{escapeControls(match.why)}</p>}
    </header>
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
