import type { AppState } from '../store/appState.ts';
import { OPEN_FILES } from '../store/runState.ts';
import { labelOf } from '../store/trainingOrder.ts';

/** Name of what is on screen; undefined on the welcome screen. */
export function subjectName(state: AppState): string | undefined {
  const { subject } = state.place;
  if (subject.kind === 'file') return state.files.get(subject.file)?.grant.name;
  if (subject.kind === 'folder') return state.folders.get(subject.folder)?.grant.name;
  if (subject.kind === 'series') return subject.folder === OPEN_FILES ? 'Open files' : 'Whole run';
  if (subject.kind === 'welcome') return undefined;
  const sides = [subject.left, subject.right].map((file) => (file === undefined ? '…' : labelOf(state, file)));
  return sides.join(' ↔ ');
}
