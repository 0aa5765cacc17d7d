import { useVirtualizer } from '@tanstack/react-virtual';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { AppState, Subject } from '../store/appState.ts';
import { isInside } from '../store/foldersSlice.ts';
import { filesOf } from '../store/navigationSlice.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { CompareMarked } from './CompareMarked.tsx';
import styles from './Sidebar.module.css';
import { SidebarItem } from './SidebarItem.tsx';
import { listSidebarRows, seriesKey, type SidebarRow } from './sidebarRows.ts';

const ROW_HEIGHT = 26;

/** The subject: open folders with their checkpoints, and other open files. Below 1200 pixels it shows epoch numbers only. */
export function Sidebar(): ReactElement {
  const actions = useActions();
  const rows = useSidebarRows();
  const subject = useApp((state) => state.place.subject);
  const openFolders = useApp((state) => state.openFolders);
  const marks = useApp((state) => state.marks);
  const watched = useApp((state) => state.watched);
  const selected = selectedKeys(subject, openFolders);
  const [focused, setFocused] = useState<string>();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const visible = virtual.getVirtualItems();
  usePeeksInView(rows, visible[0]?.index ?? 0, visible.at(-1)?.index ?? -1);

  const activeKey = focused ?? selected.at(-1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const now = rows.findIndex((row) => row.key === activeKey);
    const target = rowAfterKey(rows, now, event.key);
    if (target !== undefined) {
      event.preventDefault();
      setFocused(rows[target]?.key);
      virtual.scrollToIndex(target);
      return;
    }
    const row = rows[now];
    if (row === undefined) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      showRow(actions(), row);
    } else if (event.key === ' ') {
      event.preventDefault();
      if (row.kind === 'file') actions().toggleMark(row.file);
      else showRow(actions(), row);
    } else if (event.key === 'Delete') closeRow(actions(), row);
  };

  return (
    <aside className={styles.sidebar} aria-label="Files">
      <div
        ref={scroller}
        role="listbox"
        aria-label="Open files"
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={activeKey === undefined ? undefined : `side-${activeKey}`}
        className={styles.list}
        onKeyDown={onKeyDown}
        onBlur={() => setFocused(undefined)}
      >
        <div className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return undefined;
            return (
              <SidebarItem
                key={row.key}
                row={row}
                top={start}
                isSelected={selected.includes(row.key)}
                isActive={row.key === activeKey}
                isMarked={row.kind === 'file' && marks.includes(row.file)}
                isWatched={row.kind === 'folder' && watched.has(row.key)}
                side={sideOf(subject, row.key)}
                onShow={() => showRow(actions(), row)}
                onMark={() => markAlso(actions(), row)}
                onClose={isClosable(row) ? () => closeRow(actions(), row) : undefined}
              />
            );
          })}
        </div>
      </div>
      <CompareMarked />
      <footer className={styles.footer}>
        <Button
          className={styles.open}
          icon={<Icon of={Plus} />}
          aria-label="Open…"
          title="Open a file (Ctrl O) or drop one anywhere"
          onClick={() => actions().pick('file')}
        >
          <span className={styles.word}>Open…</span>
        </Button>
        <span className={styles.word}>
          <Kbd chord="Mod+O" />
        </span>
      </footer>
    </aside>
  );
}

function useSidebarRows(): readonly SidebarRow[] {
  const files = useApp((state) => state.files);
  const folders = useApp((state) => state.folders);
  const openFolders = useApp((state) => state.openFolders);
  const peeks = useApp((state) => state.peeks);
  const writing = useApp((state) => state.writing);
  return useMemo(
    () => listSidebarRows({ files, folders, openFolders, peeks, writing }),
    [files, folders, openFolders, peeks, writing],
  );
}

/** Counters are read for rows on screen only: a folder may hold thousands of files. */
function usePeeksInView(rows: readonly SidebarRow[], first: number, last: number): void {
  const actions = useActions();
  useEffect(() => {
    for (const row of rows.slice(first, last + 1)) {
      if (row.kind === 'file' && row.entry !== undefined) actions().requestPeeks(row.engine, [row.file]);
    }
  }, [actions, rows, first, last]);
}

/** Keys of the rows that stand for the subject; a folder below an open one is shown by that one. */
function selectedKeys(subject: Subject, openFolders: readonly FileId[]): readonly string[] {
  if (subject.kind === 'series') return [seriesKey(subject.folder)];
  if (subject.kind === 'folder') return openFolders.filter((folder) => isInside(subject.folder, folder)).slice(0, 1);
  return filesOf(subject);
}

function sideOf(subject: Subject, file: FileId): 'A' | 'B' | undefined {
  if (subject.kind !== 'comparison') return undefined;
  if (subject.left === file) return 'A';
  return subject.right === file ? 'B' : undefined;
}

function showRow(state: AppState, row: SidebarRow): void {
  if (row.kind === 'folder') state.show({ kind: 'folder', folder: row.key });
  else if (row.kind === 'series') state.show({ kind: 'series', folder: row.folder });
  else if (row.kind === 'file') {
    if (row.entry !== undefined && row.folder !== undefined) state.openEntry(row.folder, row.entry);
    else state.show({ kind: 'file', file: row.file });
  }
}

/** A click with Ctrl adds a file to what is chosen: to the marks, or to the file on screen where there are none. */
function markAlso(state: AppState, row: SidebarRow): void {
  if (row.kind !== 'file') return;
  const { subject } = state.place;
  const isFirst = state.marks.length === 0 && subject.kind === 'file' && subject.file !== row.file;
  if (isFirst) state.setMarks([subject.file, row.file]);
  else state.toggleMark(row.file);
}

function isClosable(row: SidebarRow): boolean {
  return row.kind === 'folder' || (row.kind === 'file' && row.folder === undefined);
}

function closeRow(state: AppState, row: SidebarRow): void {
  if (row.kind === 'folder') state.closeFolder(row.key);
  else if (isClosable(row)) state.closeFile(row.key);
}

/** Row that an arrow key, Home or End leads to; headings are passed over. Undefined: the key does not move. */
function rowAfterKey(rows: readonly SidebarRow[], now: number, key: string): number | undefined {
  const stops = rows.flatMap((row, index) => (row.kind === 'heading' ? [] : [index]));
  switch (key) {
    case 'ArrowDown':
      return stops.find((index) => index > now) ?? stops.at(-1);
    case 'ArrowUp':
      return stops.findLast((index) => index < now) ?? stops.at(0);
    case 'Home':
      return stops.at(0);
    case 'End':
      return stops.at(-1);
    default:
      return undefined;
  }
}
