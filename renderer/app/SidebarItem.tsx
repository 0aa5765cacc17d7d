import { ChartLine, Eye, File, Folder, Hourglass, SquareCheck, TriangleAlert, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './SidebarItem.module.css';
import type { SidebarFile, SidebarRow } from './sidebarRows.ts';
import { SideBadge } from './SideBadge.tsx';

export interface SidebarItemProps {
  readonly row: SidebarRow;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isSelected: boolean;
  /** Whether the keyboard is on it. */
  readonly isActive: boolean;
  readonly isMarked: boolean;
  /** Whether it is a folder that is looked at again and again. */
  readonly isWatched: boolean;
  /** Its side of the comparison on screen. */
  readonly side: 'A' | 'B' | undefined;
  readonly onShow: () => void;
  /** A click with Ctrl. */
  readonly onMark: () => void;
  readonly onClose: (() => void) | undefined;
}

/** One line of the sidebar. */
export function SidebarItem(props: SidebarItemProps): ReactElement {
  const { row, top, isSelected, onShow, onClose } = props;
  const style = { transform: `translateY(${top}px)` };
  if (row.kind === 'heading') {
    return (
      <div role="presentation" className={joinClasses(styles.row, styles.heading)} style={style}>
        {row.text}
      </div>
    );
  }
  const { name, label, note } = describeRow(row);
  return (
    <div
      id={`side-${row.key}`}
      role="option"
      aria-selected={isSelected}
      aria-label={[label, props.side, props.isMarked && 'marked', props.isWatched && 'watched']
        .filter(Boolean)
        .join(', ')}
      title={note === undefined ? name : `${name}\n${note}`}
      className={joinClasses(
        styles.row,
        row.kind === 'folder' && styles.folder,
        isSelected && styles.selected,
        row.kind === 'file' && row.writing && styles.dimmed,
      )}
      data-active={props.isActive}
      style={style}
      onClick={(event) => (event.ctrlKey || event.metaKey ? props.onMark() : onShow())}
    >
      <ItemFace row={row} side={props.side} isMarked={props.isMarked} />
      {props.isWatched && <Icon of={Eye} size={13} className={styles.watched} />}
      {onClose !== undefined && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.close}
          aria-label={`Close ${name}`}
          title="Close (Delete)"
          onClick={(event) => {
            event.stopPropagation();
            onClose();
          }}
        >
          <Icon of={X} size={12} />
        </button>
      )}
    </div>
  );
}

type Item = Exclude<SidebarRow, { kind: 'heading' }>;

function describeRow(row: Item): { readonly name: string; readonly label: string; readonly note?: string } {
  if (row.kind === 'series') return { name: 'All checkpoints of the folder as one series', label: 'Whole run' };
  if (row.kind === 'folder') return { name: row.grant.name, label: `Folder ${row.grant.name}` };
  const { name, label } = row;
  if (row.writing) return { name, label: `${label}, being written`, note: 'being written' };
  return row.problem === undefined ? { name, label } : { name, label, note: row.problem };
}

type FaceProps = { readonly row: Item } & Pick<SidebarItemProps, 'side' | 'isMarked'>;

function ItemFace({ row, side, isMarked }: FaceProps): ReactElement {
  if (row.kind !== 'file') {
    return (
      <>
        <Icon of={row.kind === 'folder' ? Folder : ChartLine} className={styles.icon} />
        <span className={styles.label}>{row.kind === 'folder' ? row.grant.name : 'Whole run'}</span>
        {(row.kind === 'series' || row.checkpoints < 2) && (
          <span className={styles.note}>{formatCount(row.checkpoints)}</span>
        )}
      </>
    );
  }
  return (
    <>
      <span className={joinClasses(styles.mark, row.short !== undefined && side === undefined && styles.numbered)}>
        {side === undefined ? <FileIcon row={row} isMarked={isMarked} /> : <SideBadge side={side} />}
        {row.short !== undefined && side === undefined && (
          <span className={joinClasses(styles.short, isMarked && styles.marked)}>{row.short}</span>
        )}
      </span>
      <span className={styles.label}>{row.label}</span>
      {row.note !== undefined && <span className={styles.note}>{row.note}</span>}
    </>
  );
}

function FileIcon({ row, isMarked }: { readonly row: SidebarFile; readonly isMarked: boolean }): ReactElement {
  if (isMarked) return <Icon of={SquareCheck} className={styles.marked} />;
  if (row.writing) return <Icon of={Hourglass} className={styles.icon} />;
  if (row.problem !== undefined) return <Icon of={TriangleAlert} className={styles.problem} />;
  return <Icon of={File} className={styles.icon} />;
}
