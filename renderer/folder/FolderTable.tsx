import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactElement } from 'react';
import type { FileId, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { useRowHeight } from '../store/appContext.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import { FolderRow } from './FolderRow.tsx';
import styles from './FolderTable.module.css';
import type { FolderColumn, FolderSort } from './sortEntries.ts';

/** A column of the table; `state` is no order to sort by. */
export type TableColumn = FolderColumn | 'state';

const TITLES: Readonly<Record<TableColumn, string>> = {
  name: 'File',
  epoch: 'Epoch',
  step: 'Step',
  bytes: 'Size',
  modified: 'Modified',
  state: 'State',
};

export interface FolderTableProps {
  /** Accessible name. */
  readonly label: string;
  /** In display order. */
  readonly entries: readonly FolderEntry[];
  readonly peeks: ReadonlyMap<FileId, PeekResult>;
  readonly columns: readonly TableColumn[];
  readonly sort: FolderSort;
  readonly onSort: (sort: FolderSort) => void;
  readonly onOpen: (entry: FolderEntry) => void;
  /** Told which entry the keyboard is on. */
  readonly onActive?: (entry: FolderEntry | undefined) => void;
  /** Told which entries are on screen, so that their counters can be read. */
  readonly onVisible?: (files: readonly FileId[]) => void;
  /** Files that something is still writing. */
  readonly writing?: ReadonlySet<FileId>;
  /** Marked files; absent where nothing can be marked. */
  readonly marks?: readonly FileId[];
  readonly onMarks?: (files: readonly FileId[]) => void;
}

const NONE: ReadonlySet<FileId> = new Set();

/** A folder's entries. Only the rows on screen exist; arrows move, Enter opens, Space marks. */
export function FolderTable(props: FolderTableProps): ReactElement {
  const { entries, columns, sort, onVisible, marks, writing = NONE } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const [activeFile, setActiveFile] = useState<FileId>();
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? -1;
  useEffect(() => {
    onVisible?.(entries.slice(first, last + 1).flatMap((entry) => (entry.kind === 'checkpoint' ? [entry.file] : [])));
  }, [entries, first, last, onVisible]);

  const active = entries.findIndex((entry) => entry.file === activeFile);
  const activate = (index: number): void => {
    const entry = entries[Math.max(0, Math.min(entries.length - 1, index))];
    setActiveFile(entry?.file);
    props.onActive?.(entry);
    if (entry !== undefined) virtual.scrollToIndex(entries.indexOf(entry));
  };
  const isMarkable = ({ kind, file }: FolderEntry): boolean => kind === 'checkpoint' || writing.has(file);
  const canMark = (entry: FolderEntry): boolean => isMarkable(entry) && !writing.has(entry.file);
  const toggleMark = (entry: FolderEntry): void => {
    if (marks === undefined || !canMark(entry)) return;
    const others = marks.filter((file) => file !== entry.file);
    props.onMarks?.(others.length < marks.length ? others : [...marks, entry.file]);
  };
  const onPoint = (event: MouseEvent, index: number): void => {
    const entry = entries[index];
    if (event.shiftKey && active >= 0) {
      const range = entries.slice(Math.min(active, index), Math.max(active, index) + 1).filter(canMark);
      props.onMarks?.([...new Set([...(marks ?? []), ...range.map(({ file }) => file)])]);
    } else if ((event.ctrlKey || event.metaKey) && entry !== undefined) toggleMark(entry);
    activate(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, last - first - 2);
    const target: number | undefined = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    const entry = entries[active];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined) {
      event.preventDefault();
      activate(target);
    } else if (event.key === 'Enter' && entry !== undefined) {
      event.preventDefault();
      props.onOpen(entry);
    } else if (event.key === ' ' && entry !== undefined && marks !== undefined) {
      event.preventDefault();
      toggleMark(entry);
    }
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={entries.length + 1}
      aria-multiselectable={marks !== undefined}
      tabIndex={0}
      aria-activedescendant={active < 0 ? undefined : `entry-${activeFile}`}
      className={joinClasses(styles.table, styles[`columns${columns.length}`])}
      onKeyDown={onKeyDown}
    >
      <div role="row" className={joinClasses(styles.row, styles.head)}>
        {columns.map((column) => (
          <HeadCell key={column} column={column} sort={sort} onSort={props.onSort} />
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {visible.map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return undefined;
          return (
            <FolderRow
              key={entry.file}
              entry={entry}
              index={index}
              peek={props.peeks.get(entry.file)}
              columns={columns}
              top={start}
              isActive={index === active}
              isWriting={writing.has(entry.file)}
              isMarked={isMarkable(entry) ? marks?.includes(entry.file) : undefined}
              onPoint={(event) => onPoint(event, index)}
              onMark={() => toggleMark(entry)}
              onOpen={() => props.onOpen(entry)}
            />
          );
        })}
      </div>
    </div>
  );
}

interface HeadCellProps {
  readonly column: TableColumn;
  readonly sort: FolderSort;
  readonly onSort: (sort: FolderSort) => void;
}

function HeadCell({ column, sort, onSort }: HeadCellProps): ReactElement {
  const isSorted = sort.column === column;
  if (column === 'state') {
    return (
      <div role="columnheader" className={styles.stateCell}>
        {TITLES.state}
      </div>
    );
  }
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={column === 'name' ? styles.nameCell : styles.figureCell}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort({ column, descending: isSorted ? !sort.descending : column !== 'name' })}
      >
        {TITLES[column]}
        {isSorted && <Icon of={sort.descending ? ArrowDown : ArrowUp} size={12} />}
      </button>
    </div>
  );
}
