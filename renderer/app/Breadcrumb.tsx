import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { AppState, Subject } from '../store/appState.ts';
import { filesOf } from '../store/navigationSlice.ts';
import { folderOf } from '../store/trainingOrder.ts';
import styles from './Breadcrumb.module.css';
import { subjectName } from './subjectName.ts';

type Known = Pick<AppState, 'place' | 'folders' | 'files'>;

interface Crumb {
  readonly name: string;
  /** The folder that the crumb leads to; undefined where the window knows no such folder. */
  readonly folder: FileId | undefined;
}

/** The folder that the subject came from, and the subject itself. */
export function Breadcrumb(): ReactElement {
  const actions = useActions();
  const place = useApp((now) => now.place);
  const folders = useApp((now) => now.folders);
  const files = useApp((now) => now.files);
  const here = useApp(subjectName);
  const crumbs = listCrumbs({ place, folders, files }, here);
  return (
    <nav className={styles.crumbs} aria-label="Where you are">
      {crumbs.map(({ name, folder }, position) => {
        const isLast = position === crumbs.length - 1;
        return (
          <span key={`${position} ${name}`} className={isLast ? styles.here : styles.above} title={name}>
            {folder === undefined || isLast ? (
              <bdi>{name}</bdi>
            ) : (
              <button type="button" className={styles.link} onClick={() => actions().show({ kind: 'folder', folder })}>
                <bdi>{name}</bdi>
              </button>
            )}
          </span>
        );
      })}
    </nav>
  );
}

/** Names from the outermost known folder to the subject. */
function listCrumbs(known: Known, name: string | undefined): readonly Crumb[] {
  const { subject } = known.place;
  if (subject.kind === 'welcome' || name === undefined) return [];
  if (subject.kind === 'folder') return listFolderCrumbs(known.folders, subject.folder);
  return [...listAbove(known, subject), { name, folder: undefined }];
}

function listAbove({ folders, files }: Known, subject: Subject): readonly Crumb[] {
  if (subject.kind === 'series') return listFolderCrumbs(folders, subject.folder);
  const file = filesOf(subject).at(-1);
  const above = file === undefined ? undefined : folderOf({ folders }, file);
  if (above !== undefined) return listFolderCrumbs(folders, above);
  const folder = subject.kind === 'file' ? files.get(subject.file)?.grant.folder : undefined;
  return folder === undefined ? [] : [{ name: folder, folder: undefined }];
}

function listFolderCrumbs(folders: AppState['folders'], folder: FileId): readonly Crumb[] {
  const crumbs: Crumb[] = [];
  for (let id = folder; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('/')))) {
    const grant = folders.get(id)?.grant;
    if (grant !== undefined) crumbs.unshift({ name: grant.name, folder: id });
  }
  return crumbs;
}
