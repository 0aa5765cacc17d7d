import type { AppState } from '../store/appState.ts';

/** Name of the file or folder on screen; undefined on the welcome screen. */
export function subjectName({ place, files, folders }: AppState): string | undefined {
  const { subject } = place;
  if (subject.kind === 'file') return files.get(subject.file)?.grant.name;
  return subject.kind === 'folder' ? folders.get(subject.folder)?.grant.name : undefined;
}
