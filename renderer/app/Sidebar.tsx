import { useVirtualizer } from '@tanstack/react-virtual';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { AppState, Subject } from '../store/appState.ts';
import { isInside } from '../store/foldersSlice.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './Sidebar.module.css';
import { SidebarItem } from './SidebarItem.tsx';
import { listSidebarRows, type SidebarRow } from './sidebarRows.ts';

const ROW_HEIGHT = 26;

/** The subject: open folders with their checkpoints, and other open files. Below 1200 pixels it shows epoch numbers only. */
export function Sidebar(): ReactElement {
  const actions = useActions();
  const rows = useSidebarRows();
  const subject = useApp((state) => state.place.subject);
  const openFolders = useApp((state) => state.openFolders);
  const selected = selectedKey(subject, openFolders);
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

  const activeKey = focused ?? selected;
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
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      showRow(actions(), row);
    } else if (event.key === 'Delete') closeRow(actions(), row);
  };

  return (
    <aside className={styles.sidebar} aria-label="Files">
      <div
        ref={scroller}
        role="listbox"
        aria-label="Open files"
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
                isSelected={row.key === selected}
                isActive={row.key === activeKey}
                onShow={() => showRow(actions(), row)}
                onClose={isClosable(row) ? () => closeRow(actions(), row) : undefined}
              />
            );
          })}
        </div>
      </div>
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
  return useMemo(() => listSidebarRows({ files, folders, openFolders, peeks }), [files, folders, openFolders, peeks]);
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

/** Key of the row that stands for the subject; a folder below an open one is shown by that one. */
function selectedKey(subject: Subject, openFolders: readonly FileId[]): string | undefined {
  if (subject.kind === 'welcome') return undefined;
  if (subject.kind === 'file') return subject.file;
  return openFolders.find((folder) => isInside(subject.folder, folder));
}

function showRow(state: AppState, row: SidebarRow): void {
  if (row.kind === 'folder') state.show({ kind: 'folder', folder: row.key });
  else if (row.kind === 'file') {
    if (row.entry !== undefined && row.folder !== undefined) state.openEntry(row.folder, row.entry);
    else state.show({ kind: 'file', file: row.file });
  }
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
