import { CornerUpLeft, TriangleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import type { RowFacts } from './rowFacts.ts';
import { splitName } from './splitName.ts';
import styles from './NameCell.module.css';

export interface NameCellProps {
  readonly row: RowFacts;
  readonly open: boolean;
  /** Text that is marked, in lower case; may be empty. */
  readonly highlight: string;
  /** What stands before the name. */
  readonly lead?: ReactNode;
  /** Whether the name stays in sight when the cells beside it are scrolled. */
  readonly pinned: boolean;
}

/** The name of a row: guides, twisty, leads dimmed, count, marks. */
export function NameCell({ row, open, highlight, lead, pinned }: NameCellProps): ReactElement {
  const strong = row.figures !== undefined && !row.figures.isTensor;
  const [head, tail] = splitName(row.label);
  return (
    <div
      role="gridcell"
      data-name
      className={joinClasses(styles.name, pinned && styles.pinned)}
      style={{ '--level': row.level }}
    >
      {lead !== undefined && <span className={styles.status}>{lead}</span>}
      <span className={twistyClass(row.expandable, open)} data-twisty={row.expandable} />
      {row.lead !== '' && <span className={styles.lead}>{row.lead}</span>}
      {head !== '' && (
        <span className={joinClasses(styles.head, strong && styles.strong)}>{markText(head, highlight)}</span>
      )}
      <span className={joinClasses(styles.label, strong && styles.strong)}>{markText(tail, highlight)}</span>
      {row.count !== undefined && <span className={styles.count}>[{formatCount(row.count)}]</span>}
      {row.word !== undefined && <span className={styles.word}>{row.word}</span>}
      {row.repeated && (
        <span className={styles.mark} title="Shown before under another name">
          <Icon of={CornerUpLeft} size={12} />
        </span>
      )}
      {row.finding && (
        <span className={styles.warn} title="A finding points here">
          <Icon of={TriangleAlert} size={12} />
        </span>
      )}
    </div>
  );
}

function twistyClass(expandable: boolean, open: boolean): string {
  return joinClasses(styles.twisty, expandable && (open ? styles.open : styles.closed));
}

function markText(text: string, highlight: string): ReactNode {
  const start = highlight === '' ? -1 : text.toLowerCase().indexOf(highlight);
  if (start < 0) return text;
  const end = start + highlight.length;
  return (
    <>
      {text.slice(0, start)}
      <mark className={styles.hit}>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
