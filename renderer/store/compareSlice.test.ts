import { expect, it, vi } from 'vitest';
import { fileGrant } from '../../test/support/memoryHost.ts';
import { fileOfEpoch, openRun, type RunWindow } from '../../test/support/runWindow.ts';
import type { AppState } from './appState.ts';
import { showTab } from './tabs.ts';

function stateOf(window: RunWindow): AppState {
  return window.store.getState();
}

/** The epochs on screen, left and right; undefined for a side that waits for a choice. */
function compared(window: RunWindow): readonly (string | undefined)[] | undefined {
  const { subject } = stateOf(window).place;
  return subject.kind === 'comparison' ? [subject.left, subject.right] : undefined;
}

it('compares two marked files, the earlier one on the left, and forgets the marks', async () => {
  const window = await openRun([8, 9, 10]);
  stateOf(window).toggleMark(fileOfEpoch(10));
  stateOf(window).toggleMark(fileOfEpoch(9));
  showTab(stateOf(window), 'compare');
  expect(compared(window)).toEqual([fileOfEpoch(9), fileOfEpoch(10)]);
  expect(stateOf(window).marks).toEqual([]);
  await vi.waitFor(() => expect(stateOf(window).files.get(fileOfEpoch(9))?.status.state).toBe('ready'));
  expect(stateOf(window).files.get(fileOfEpoch(10))?.status.state).toBe('ready');
});

it('turns the two round when their counters tell another order than their names', async () => {
  const window = await openRun([8]);
  stateOf(window).holdGrants([fileGrant('a-7.ckpt'), fileGrant('b-6.ckpt')]);
  stateOf(window).compareFiles('a-7.ckpt', 'b-6.ckpt');
  expect(compared(window)).toEqual(['a-7.ckpt', 'b-6.ckpt']);
  await vi.waitFor(() => expect(compared(window)).toEqual(['b-6.ckpt', 'a-7.ckpt']));
});

it('does not turn round what a person swapped meanwhile', async () => {
  const window = await openRun([8]);
  stateOf(window).holdGrants([fileGrant('a-7.ckpt'), fileGrant('b-6.ckpt')]);
  stateOf(window).compareFiles('a-7.ckpt', 'b-6.ckpt');
  stateOf(window).changeComparison({ left: 'b-6.ckpt', right: 'a-7.ckpt' });
  await vi.waitFor(() => expect(stateOf(window).peeks.size).toBe(2));
  expect(compared(window)).toEqual(['b-6.ckpt', 'a-7.ckpt']);
});

it('compares a file with the one before it, and later with the one it was compared with last', async () => {
  const window = await openRun([8, 9, 10]);
  stateOf(window).show({ kind: 'file', file: fileOfEpoch(10) });
  showTab(stateOf(window), 'compare');
  expect(compared(window)).toEqual([fileOfEpoch(9), fileOfEpoch(10)]);
  stateOf(window).chooseSide('left', fileOfEpoch(8));
  showTab(stateOf(window), 'tree');
  showTab(stateOf(window), 'compare');
  expect(compared(window)).toEqual([fileOfEpoch(8), fileOfEpoch(10)]);
});

it('waits for a choice where there is nothing to compare with', async () => {
  const window = await openRun([8]);
  stateOf(window).show({ kind: 'file', file: fileOfEpoch(8) });
  showTab(stateOf(window), 'compare');
  expect(compared(window)).toEqual([undefined, fileOfEpoch(8)]);
});

it('compares the last two of a folder', async () => {
  const window = await openRun([10, 8, 9]);
  showTab(stateOf(window), 'compare');
  expect(compared(window)).toEqual([fileOfEpoch(9), fileOfEpoch(10)]);
});

it('swaps when the other side’s file is chosen', async () => {
  const window = await openRun([8, 9]);
  showTab(stateOf(window), 'compare');
  stateOf(window).chooseSide('left', fileOfEpoch(9));
  expect(compared(window)).toEqual([fileOfEpoch(9), fileOfEpoch(8)]);
});

it('shows the later file of a comparison in the views of one file, and the last one of a series', async () => {
  const window = await openRun([8, 9, 10]);
  stateOf(window).compareFiles(fileOfEpoch(8), fileOfEpoch(9));
  showTab(stateOf(window), 'overview');
  expect(stateOf(window).place.subject).toEqual({ kind: 'file', file: fileOfEpoch(9) });
  showTab(stateOf(window), 'series');
  expect(stateOf(window).place.subject).toEqual({ kind: 'series', folder: 'run' });
  showTab(stateOf(window), 'tree');
  expect(stateOf(window).place.subject).toEqual({ kind: 'file', file: fileOfEpoch(10) });
});

it('compares one dropped file with what is on screen, and opens a folder or more than two', async () => {
  const window = await openRun([8]);
  stateOf(window).show({ kind: 'file', file: fileOfEpoch(8) });
  stateOf(window).compareGrants([fileGrant('drop-9.ckpt')], fileOfEpoch(8));
  await vi.waitFor(() => expect(compared(window)).toEqual([fileOfEpoch(8), 'drop-9.ckpt']));
  stateOf(window).compareGrants(['x', 'y', 'z'].map(fileGrant), fileOfEpoch(8));
  expect(stateOf(window).place.subject).toEqual({ kind: 'file', file: 'x' });
});

it('forgets comparisons, series and marks of a folder that is closed', async () => {
  const window = await openRun([8, 9]);
  stateOf(window).holdGrants([fileGrant('other')]);
  stateOf(window).compareFiles(fileOfEpoch(8), fileOfEpoch(9));
  stateOf(window).show({ kind: 'series', folder: 'run' });
  stateOf(window).toggleMark(fileOfEpoch(8));
  stateOf(window).setWatched('run', true);
  stateOf(window).closeFolder('run');
  expect(stateOf(window)).toMatchObject({
    place: { subject: { kind: 'file', file: 'other' } },
    past: [{ subject: { kind: 'welcome' } }],
    marks: [],
  });
  expect(stateOf(window).watched.size).toBe(0);
});
