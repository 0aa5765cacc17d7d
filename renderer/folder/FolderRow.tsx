import { Check, File, FileQuestion, Folder, Info, TriangleAlert } from 'lucide-react';
import type { MouseEvent, ReactElement } from 'react';
import type { FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { Chip } from '../ui/Chip.tsx';
import { formatBytes, formatExactBytes } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatMoment } from '../ui/format/formatTime.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './FolderTable.module.css';
import type { FolderColumn } from './sortEntries.ts';

export interface FolderRowProps {
  readonly entry: FolderEntry;
  readonly index: number;
  readonly peek: PeekResult | undefined;
  readonly isWriting: boolean;
  readonly columns: readonly (FolderColumn | 'state')[];
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isActive: boolean;
  /** Whether it is marked; undefined where nothing can be marked. */
  readonly isMarked: boolean | undefined;
  readonly onPoint: (event: MouseEvent) => void;
  readonly onMark: () => void;
  readonly onOpen: () => void;
}

const ICONS = { folder: Folder, checkpoint: File, other: FileQuestion } as const;

/** One file or folder. A click chooses it, a second one (or Enter) opens it; the name is a link that opens at once. */
export function FolderRow(props: FolderRowProps): ReactElement {
  const { entry, columns, isMarked, isWriting } = props;
  const isQuiet = isWriting || entry.kind === 'other';
  return (
    <div
      id={`entry-${entry.file}`}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={isMarked ?? props.isActive}
      className={joinClasses(
        styles.row,
        styles.entry,
        isMarked === true && styles.marked,
        props.isActive && styles.active,
        isQuiet && styles.other,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={props.onPoint}
      onDoubleClick={props.onOpen}
    >
      <div role="gridcell" className={styles.nameCell}>
        {isMarked === undefined ? (
          <Icon of={ICONS[entry.kind]} className={styles.icon} />
        ) : (
          <input
            type="checkbox"
            tabIndex={-1}
            className={styles.mark}
            aria-label={`Mark ${entry.name}`}
            checked={isMarked}
            disabled={isWriting}
            onChange={props.onMark}
            onClick={(event) => event.stopPropagation()}
          />
        )}
        <button
          type="button"
          tabIndex={-1}
          className={styles.name}
          title={entry.name}
          onClick={(event) => openByName(event, props)}
        >
          {entry.name}
        </button>
      </div>
      {columns
        .filter((column) => column !== 'name')
        .map((column) => (
          <div
            key={column}
            role="gridcell"
            className={column === 'state' ? styles.stateCell : styles.figureCell}
            title={column === 'bytes' ? formatExactBytes(entry.bytes) : undefined}
          >
            {column === 'state' ? <State {...props} /> : <Figure {...props} column={column} />}
          </div>
        ))}
    </div>
  );
}

/** With Ctrl or Shift a name is part of the row: the click chooses. */
function openByName(event: MouseEvent, { onOpen }: FolderRowProps): void {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) onOpen();
}

/** Whether the file can be read, is being written, or why neither. */
function State({ entry, peek, isWriting }: FolderRowProps): ReactElement | undefined {
  if (isWriting) {
    return (
      <span className={styles.writing} title="Being written: it can be read when it is whole">
        <Icon of={Info} /> writing
      </span>
    );
  }
  if (entry.kind !== 'checkpoint' || peek === undefined) return undefined;
  if (peek.error !== undefined) {
    return (
      <Chip tone="warn" icon={<Icon of={TriangleAlert} size={12} />} title={peek.error.message}>
        {peek.error.code}
      </Chip>
    );
  }
  return (
    <span className={styles.readable} title="Its directory and its pickle can be read; tensors were not looked at">
      <Icon of={Check} /> readable
    </span>
  );
}

type FigureProps = FolderRowProps & { readonly column: Exclude<FolderColumn, 'name'> };

/** A figure; a grey stub while it is being read, a dash where there is none. */
function Figure({ entry, peek, isWriting, column }: FigureProps): ReactElement | string {
  if (column === 'modified') return formatMoment(entry.modified);
  if (column === 'bytes') return entry.kind === 'folder' ? '–' : formatBytes(entry.bytes);
  if (entry.kind !== 'checkpoint' || isWriting) return '–';
  if (peek === undefined) return <span className={styles.stub} aria-label="being read" />;
  const counter = column === 'epoch' ? peek.counters?.epoch : peek.counters?.globalStep;
  return counter === undefined ? '–' : formatCount(counter);
}
