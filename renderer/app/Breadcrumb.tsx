import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { AppState } from '../store/appState.ts';
import styles from './Breadcrumb.module.css';

interface Crumb {
  readonly name: string;
  /** The folder that the crumb leads to; undefined where the window knows no such folder. */
  readonly folder: FileId | undefined;
}

/** The folder that the subject came from, and the subject itself. */
export function Breadcrumb(): ReactElement {
  const actions = useActions();
  const state = useApp((now) => now.place);
  const folders = useApp((now) => now.folders);
  const files = useApp((now) => now.files);
  const crumbs = listCrumbs({ place: state, folders, files });
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
function listCrumbs({ place, folders, files }: Pick<AppState, 'place' | 'folders' | 'files'>): readonly Crumb[] {
  const { subject } = place;
  if (subject.kind === 'welcome') return [];
  if (subject.kind === 'folder') return listFolderCrumbs(folders, subject.folder);
  const record = files.get(subject.file);
  if (record === undefined) return [];
  const { file, name, folder } = record.grant;
  const above = listFolderCrumbs(folders, file.slice(0, Math.max(0, file.lastIndexOf('/'))));
  if (above.length > 0) return [...above, { name, folder: undefined }];
  return folder === undefined
    ? [{ name, folder: undefined }]
    : [
        { name: folder, folder: undefined },
        { name, folder: undefined },
      ];
}

function listFolderCrumbs(folders: AppState['folders'], folder: FileId): readonly Crumb[] {
  const crumbs: Crumb[] = [];
  for (let id = folder; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('/')))) {
    const grant = folders.get(id)?.grant;
    if (grant !== undefined) crumbs.unshift({ name: grant.name, folder: id });
  }
  return crumbs;
}
