import { expect, test } from 'vitest';
import { readLaunchTargets } from './launchTargets.ts';

const cwd = '/home/ada/runs';

test('names are resolved against the folder that the person was in', () => {
  expect(
    readLaunchTargets({ argv: ['epochscope', 'last.ckpt', '/data/b.ckpt', '..'], cwd, defaultApp: false }),
  ).toEqual(['/home/ada/runs/last.ckpt', '/data/b.ckpt', '/home/ada']);
});

test('switches of Chromium and Electron are not taken for files', () => {
  const argv = ['electron', '--allow-file-access', '--original-process-start-time=1', '/src/app', 'last.ckpt'];
  expect(readLaunchTargets({ argv, cwd, defaultApp: true })).toEqual(['/home/ada/runs/last.ckpt']);
});

test('after two dashes a name may start with a dash', () => {
  expect(readLaunchTargets({ argv: ['epochscope', '--', '-odd.ckpt'], cwd, defaultApp: false })).toEqual([
    '/home/ada/runs/-odd.ckpt',
  ]);
});

test('a start without names opens nothing', () => {
  expect(readLaunchTargets({ argv: ['electron', '.', ''], cwd, defaultApp: true })).toEqual([]);
});
