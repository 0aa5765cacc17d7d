import { ChevronRight, FolderOpen } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { FileId, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';
import { useActions, useApp, useHost } from '../store/appContext.ts';
import type { FolderRecord } from '../store/appState.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './FilePicker.module.css';
import { FolderTable } from './FolderTable.tsx';
import { listPickerPath } from './listPickerPath.ts';
import { sortEntries, type FolderColumn, type FolderSort } from './sortEntries.ts';

const COLUMNS: readonly FolderColumn[] = ['name', 'bytes', 'modified'];

export interface FilePickerProps {
  readonly kind: 'pick-file' | 'pick-folder';
}

/** The dialog of shells that have none of their own: it walks the folder that is served, and nothing above it. */
export function FilePicker({ kind }: FilePickerProps): ReactElement | undefined {
  const { pickerRoot } = useHost();
  return pickerRoot === undefined ? undefined : <Picker kind={kind} root={pickerRoot} />;
}

function Picker({ kind, root }: FilePickerProps & { readonly root: Grant }): ReactElement {
  const actions = useActions();
  const [folder, setFolder] = useState(root);
  const [active, setActive] = useState<FolderEntry>();
  const record = useApp((state) => state.folders.get(folder.file));
  useEffect(() => actions().listFolder(folder), [actions, folder]);

  const close = (): void => actions().setOverlay(undefined);
  const enter = (next: Grant): void => {
    setActive(undefined);
    setFolder(next);
  };
  const toGrant = (entry: FolderEntry): Grant => ({
    file: entry.file,
    name: entry.name,
    kind: entry.kind === 'folder' ? 'folder' : 'file',
    folder: folder.name,
    engine: folder.engine,
  });
  const accept = (grant: Grant): void => {
    close();
    actions().acceptGrants(Promise.resolve([grant]));
  };
  const open = (entry: FolderEntry): void => {
    if (entry.kind === 'folder') enter(toGrant(entry));
    else accept(toGrant(entry));
  };
  return (
    <Dialog label={kind === 'pick-file' ? 'Open a file' : 'Open a folder'} width={720} onClose={close}>
      <nav className={styles.path} aria-label="Folder">
        {listPickerPath(root, folder).map((step, position) => (
          <span key={step.file} className={styles.step}>
            {position > 0 && <Icon of={ChevronRight} size={12} />}
            <Button tone="quiet" size="small" onClick={() => enter(step)}>
              {step.name}
            </Button>
          </span>
        ))}
      </nav>
      <div className={styles.list}>
        <PickerList record={record} kind={kind} onOpen={open} onActive={setActive} />
      </div>
      <footer className={styles.footer}>
        <span className={styles.chosen}>{active?.name}</span>
        <Button onClick={close}>Cancel</Button>
        <Button onClick={() => accept(folder)} tone={kind === 'pick-folder' ? 'primary' : 'normal'}>
          Open this folder
        </Button>
        {kind === 'pick-file' && (
          <Button tone="primary" disabled={active === undefined} onClick={() => active !== undefined && open(active)}>
            Open
          </Button>
        )}
      </footer>
    </Dialog>
  );
}

interface PickerListProps {
  readonly record: FolderRecord | undefined;
  readonly kind: FilePickerProps['kind'];
  readonly onOpen: (entry: FolderEntry) => void;
  readonly onActive: (entry: FolderEntry | undefined) => void;
}

function PickerList({ record, kind, onOpen, onActive }: PickerListProps): ReactElement | undefined {
  const [sort, setSort] = useState<FolderSort>({ column: 'name', descending: false });
  const entries = useMemo(() => {
    const all = record?.entries ?? [];
    return sortEntries(kind === 'pick-file' ? all : all.filter((entry) => entry.kind === 'folder'), NO_PEEKS, sort);
  }, [record, kind, sort]);
  if (record === undefined) return undefined;
  if (typeof record.listing === 'object') {
    return <EmptyState icon={<Icon of={FolderOpen} size={28} />} title="Not readable" text={record.listing.message} />;
  }
  if (entries.length === 0 && record.listing === 'done') {
    const title = kind === 'pick-file' ? 'This folder is empty' : 'No folders in here';
    return <EmptyState icon={<Icon of={FolderOpen} size={28} />} title={title} />;
  }
  return (
    <FolderTable
      label="Files"
      entries={entries}
      peeks={NO_PEEKS}
      columns={COLUMNS}
      sort={sort}
      onSort={setSort}
      onOpen={onOpen}
      onActive={onActive}
    />
  );
}

/** The picker shows no counters: nothing is read before it is chosen. */
const NO_PEEKS: ReadonlyMap<FileId, PeekResult> = new Map();
