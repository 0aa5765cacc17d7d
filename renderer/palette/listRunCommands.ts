import type { AppState, Command } from '../store/appState.ts';
import { OPEN_FILES } from '../store/runState.ts';
import { fileOfSubject, seriesOfSubject } from '../store/tabs.ts';
import { titleMarked } from '../store/titleMarked.ts';
import { folderOf, listMembers, previousOf } from '../store/trainingOrder.ts';
import { CHORDS } from './chords.ts';

/** What can be done with several checkpoints. What is offered already, under the same id or key, is left out. */
export function listRunCommands(state: AppState, others: readonly Command[]): readonly Command[] {
  const commands = [...compareCommands(state), ...watchCommands(state)];
  return commands.filter(({ id, chord }) =>
    others.every((other) => other.id !== id && (chord === undefined || other.chord !== chord)),
  );
}

function compareCommands(state: AppState): readonly Command[] {
  const commands: Command[] = [];
  const file = fileOfSubject(state, state.place.subject);
  const [first, second] = state.marks;
  const title = titleMarked(state);
  if (title !== undefined && first !== undefined && second !== undefined) {
    commands.push({ id: 'compare-marked', title, run: () => state.compareFiles(first, second) });
  }
  if (file === undefined) return commands;
  const previous = previousOf(state, file, listMembers(state, folderOf(state, file) ?? OPEN_FILES));
  if (previous !== undefined) {
    commands.push({
      id: 'compare-previous',
      title: 'Compare with the previous epoch',
      chord: CHORDS.comparePrevious,
      run: () => state.show({ kind: 'comparison', left: previous, right: file, align: false }),
    });
  }
  commands.push({ id: 'compare-with', title: 'Compare with…', run: () => state.compareWith(file) });
  return commands;
}

function watchCommands(state: AppState): readonly Command[] {
  const folder = seriesOfSubject(state, state.place.subject);
  const grant = state.folders.get(folder ?? '')?.grant;
  // What was dropped into a page does not change any more.
  if (folder === undefined || grant?.engine !== 'host') return [];
  const isWatched = state.watched.has(folder);
  const title = isWatched ? 'Stop watching the folder' : 'Watch the folder';
  const run = (): void => state.setWatched(folder, !isWatched);
  const { kind } = state.place.subject;
  const hasKey = kind === 'folder' || kind === 'series';
  return [{ id: 'watch', title, run, ...(hasKey && { chord: CHORDS.watch }) }];
}
