import { expect, test } from 'vitest';
import { readPastedPaths } from './pastedPaths.ts';

const read = (text: string): string[] | undefined => readPastedPaths(text, '/home/ada');

test.each([
  ['a plain path', '/runs/epoch=39-step=9680.ckpt\n', ['/runs/epoch=39-step=9680.ckpt']],
  ['quotes of a shell', `'/runs/my run/last.ckpt'`, ['/runs/my run/last.ckpt']],
  ['the home folder', '~/runs/last.ckpt', ['/home/ada/runs/last.ckpt']],
  ['a URL of a file manager', 'file:///runs/my%20run/last.ckpt', ['/runs/my run/last.ckpt']],
  ['several lines', '/a.ckpt\r\n\r\n/b.ckpt\r\n', ['/a.ckpt', '/b.ckpt']],
])('%s is understood', (_title, text, paths) => {
  expect(read(text)).toEqual(paths);
});

test.each([
  ['prose', 'see /runs/last.ckpt'],
  ['nothing', ' \n'],
  ['a relative path, which has no folder to start from', 'runs/last.ckpt'],
  ['a file of another machine', 'file://elsewhere/runs/last.ckpt'],
  ['a path with a zero byte', '/runs/last\0.ckpt'],
  ['a path among prose', '/a.ckpt\nand more'],
  ['a whole document', '/a.ckpt\n'.repeat(100)],
])('%s opens nothing', (_title, text) => {
  expect(read(text)).toBeUndefined();
});
