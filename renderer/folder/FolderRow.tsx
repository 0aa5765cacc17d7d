import { File, FileQuestion, Folder, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
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
  readonly columns: readonly FolderColumn[];
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onOpen: () => void;
}

const ICONS = { folder: Folder, checkpoint: File, other: FileQuestion } as const;

/** One file or folder. A click chooses it, a second one (or Enter) opens it; the name is a link that opens at once. */
export function FolderRow(props: FolderRowProps): ReactElement {
  const { entry, peek, columns } = props;
  return (
    <div
      id={`entry-${entry.file}`}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.isActive}
      className={joinClasses(
        styles.row,
        styles.entry,
        props.isActive && styles.active,
        entry.kind === 'other' && styles.other,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={props.onPoint}
      onDoubleClick={props.onOpen}
    >
      <div role="gridcell" className={styles.nameCell}>
        <Icon of={ICONS[entry.kind]} className={styles.icon} />
        <button type="button" tabIndex={-1} className={styles.name} title={entry.name} onClick={props.onOpen}>
          {entry.name}
        </button>
        {peek?.error !== undefined && (
          <Chip tone="warn" icon={<Icon of={TriangleAlert} size={12} />} title={peek.error.message}>
            {peek.error.code}
          </Chip>
        )}
      </div>
      {columns
        .filter((column) => column !== 'name')
        .map((column) => (
          <div
            key={column}
            role="gridcell"
            className={styles.figureCell}
            title={column === 'bytes' ? formatExactBytes(entry.bytes) : undefined}
          >
            <Figure entry={entry} peek={peek} column={column} />
          </div>
        ))}
    </div>
  );
}

interface FigureProps {
  readonly entry: FolderEntry;
  readonly peek: PeekResult | undefined;
  readonly column: Exclude<FolderColumn, 'name'>;
}

/** A figure; a grey stub while it is being read, a dash where there is none. */
function Figure({ entry, peek, column }: FigureProps): ReactElement | string {
  if (column === 'modified') return formatMoment(entry.modified);
  if (column === 'bytes') return entry.kind === 'folder' ? '–' : formatBytes(entry.bytes);
  if (entry.kind !== 'checkpoint') return '–';
  if (peek === undefined) return <span className={styles.stub} aria-label="being read" />;
  const counter = column === 'epoch' ? peek.counters?.epoch : peek.counters?.globalStep;
  return counter === undefined ? '–' : formatCount(counter);
}
