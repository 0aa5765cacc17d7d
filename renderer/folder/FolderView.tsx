import { RotateCw, Search } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useRef, useState, type ReactElement } from 'react';
import type { FileId, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { CHORDS } from '../palette/chords.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { FolderRecord } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { NothingHere, ReadingFolder } from './FolderStates.tsx';
import { FolderFoot } from './FolderFoot.tsx';
import { FolderTable, type TableColumn } from './FolderTable.tsx';
import styles from './FolderView.module.css';
import { sortEntries, type FolderSort } from './sortEntries.ts';
import { WatchToggle } from './WatchToggle.tsx';

const NO_PEEKS: ReadonlyMap<FileId, PeekResult> = new Map();

const COLUMNS: readonly TableColumn[] = ['name', 'epoch', 'step', 'bytes', 'modified', 'state'];

/** What a folder holds: its checkpoints with the counters inside them, its folders, and other files on request. */
export function FolderView({ id }: { readonly id: FileId }): ReactElement | undefined {
  const record = useApp((state) => state.folders.get(id));
  const actions = useActions();
  if (record === undefined) return undefined;
  if (typeof record.listing === 'object') {
    return (
      <ErrorPanel
        error={record.listing}
        subject={record.grant.name}
        onCopy={(text) => actions().copyText(text)}
        actions={<Button onClick={() => actions().listFolder(record.grant)}>Try again</Button>}
      />
    );
  }
  return <Listing record={record} />;
}

function Listing({ record }: { readonly record: FolderRecord }): ReactElement {
  const { grant, entries, listing } = record;
  const actions = useActions();
  const peeks = useApp((state) => state.peeks);
  const writing = useApp((state) => state.writing);
  const marks = useApp((state) => state.marks);
  const [sort, setSort] = useState<FolderSort>({ column: 'name', descending: true });
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useViewCommands(
    useMemo(() => [{ id: 'find', title: 'Filter names', chord: CHORDS.find, run: () => field.current?.select() }], []),
  );
  const [showsOther, setShowsOther] = useState(false);
  const query = useDeferredValue(text.trim().toLowerCase());
  const others = useMemo(
    () => entries.filter(({ kind, file }) => kind === 'other' && !writing.has(file)),
    [entries, writing],
  );
  const countersSort = sort.column === 'epoch' || sort.column === 'step';
  // Otherwise every counter that arrives would sort the names again.
  const sortPeeks = useDeferredValue(countersSort ? peeks : NO_PEEKS);
  const rows = useMemo(() => {
    const shown = entries.filter(({ kind, file }) => showsOther || kind !== 'other' || writing.has(file));
    return sortEntries(
      query === '' ? shown : shown.filter((entry) => entry.name.toLowerCase().includes(query)),
      sortPeeks,
      sort,
    );
  }, [entries, showsOther, query, sortPeeks, sort, writing]);

  const requestPeeks = useCallback(
    (files: readonly FileId[]) => actions().requestPeeks(grant.engine, files),
    [actions, grant.engine],
  );
  const changeSort = (next: FolderSort): void => {
    setSort(next);
    // An order by a counter needs the counter of every file, not only of those on screen.
    if (next.column === 'epoch' || next.column === 'step') requestPeeks(checkpointsOf(entries));
  };

  return (
    <>
      <div className={styles.bar}>
        <h1 className={styles.title}>{describeContent(entries, writing, listing === 'running')}</h1>
        <span className={styles.note}>epoch and step read from inside</span>
        <span className={styles.space} />
        {marks.length > 0 && <span className={styles.selected}>{formatCount(marks.length)} selected</span>}
        <WatchToggle folder={grant.file} />
        {others.length > 0 && (
          <label className={styles.toggle}>
            <input type="checkbox" checked={showsOther} onChange={(event) => setShowsOther(event.target.checked)} />
            Show {formatCounted(others.length, 'other file')}
          </label>
        )}
        <TextField
          label="Filter names"
          placeholder="Filter names"
          icon={<Icon of={Search} />}
          className={styles.filter}
          value={text}
          onChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
          }}
          ref={field}
        />
        <IconButton
          label="Read the folder again"
          icon={<Icon of={RotateCw} />}
          onClick={() => actions().listFolder(grant)}
        />
      </div>
      {listing === 'running' && entries.length === 0 && <ReadingFolder name={grant.name} />}
      {rows.length === 0 && listing === 'done' ? (
        <NothingHere text={text.trim()} hasOthers={others.length > 0 && !showsOther} onClear={() => setText('')} />
      ) : (
        <FolderTable
          label={`Files of ${grant.name}`}
          entries={rows}
          peeks={peeks}
          columns={COLUMNS}
          sort={sort}
          onSort={changeSort}
          onOpen={(entry) => actions().openEntry(grant.file, entry)}
          onVisible={requestPeeks}
          writing={writing}
          marks={marks}
          onMarks={(files) => actions().setMarks(files)}
        />
      )}
      <FolderFoot folder={grant.file} />
    </>
  );
}

function checkpointsOf(entries: readonly FolderEntry[]): readonly FileId[] {
  return entries.filter((entry) => entry.kind === 'checkpoint').map((entry) => entry.file);
}

function describeContent(entries: readonly FolderEntry[], writing: ReadonlySet<FileId>, isRunning: boolean): string {
  const folders = entries.filter((entry) => entry.kind === 'folder').length;
  const written = entries.filter(({ file }) => writing.has(file)).length;
  const whole = entries.filter(({ kind, file }) => kind === 'checkpoint' && !writing.has(file)).length;
  const parts = [formatCounted(whole, 'checkpoint')];
  if (written > 0) parts.push(`${formatCount(written)} being written`);
  if (folders > 0) parts.push(formatCounted(folders, 'folder'));
  return parts.join(', ') + (isRunning ? ' so far' : '');
}
