import { expect, it } from 'vitest';
import { fileOfEpoch, openRun, type RunWindow } from '../../test/support/runWindow.ts';
import { listRunCommands } from './listRunCommands.ts';

function titles(window: RunWindow): readonly string[] {
  return listRunCommands(window.store.getState(), []).map((command) => command.title);
}

function run(window: RunWindow, id: string): void {
  listRunCommands(window.store.getState(), [])
    .find((command) => command.id === id)
    ?.run();
}

it('offers nothing to compare where no file is on screen, and the watching of a folder', async () => {
  const window = await openRun([8, 9]);
  expect(titles(window)).toEqual(['Watch the folder']);
  run(window, 'watch');
  expect(titles(window)).toEqual(['Stop watching the folder']);
});

it('offers the epoch before, unless it is the first one', async () => {
  const window = await openRun([8, 9]);
  const show = (file: string): void => window.store.getState().show({ kind: 'file', file });
  show(fileOfEpoch(8));
  expect(titles(window)).toEqual(['Compare with…', 'Watch the folder']);
  show(fileOfEpoch(9));
  run(window, 'compare-previous');
  expect(window.store.getState().place.subject).toMatchObject({ left: fileOfEpoch(8), right: fileOfEpoch(9) });
  run(window, 'compare-with');
  expect(window.store.getState().place.subject).toMatchObject({ left: undefined, right: fileOfEpoch(9) });
});

it('offers to compare two marked files, by their epochs', async () => {
  const window = await openRun([8, 9]);
  window.store.getState().requestPeeks('host', [fileOfEpoch(8), fileOfEpoch(9)]);
  window.store.getState().setMarks([fileOfEpoch(9), fileOfEpoch(8)]);
  await expect.poll(() => titles(window)).toContain('Compare 8 and 9');
  window.store.getState().setMarks([fileOfEpoch(9)]);
  expect(titles(window)).not.toContain('Compare 8 and 9');
});

it('leaves out what the view on screen offers under the same key', async () => {
  const window = await openRun([8, 9]);
  window.store.getState().show({ kind: 'series', folder: 'run' });
  const own = { id: 'series-watch', title: 'Watch', chord: 'W', run: () => undefined };
  expect(listRunCommands(window.store.getState(), [own]).map(({ id }) => id)).not.toContain('watch');
});
