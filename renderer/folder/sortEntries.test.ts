import { describe, expect, it } from 'vitest';
import type { PeekResult } from '../../shared/engineApi.ts';
import { checkpointEntry } from '../../test/support/stubEngine.ts';
import { compareNames, sortEntries, type FolderSort } from './sortEntries.ts';

const ENTRIES = [
  checkpointEntry('run', 'epoch=10.ckpt', { bytes: 20 }),
  checkpointEntry('run', 'epoch=9.ckpt', { bytes: 30 }),
  checkpointEntry('run', 'last.ckpt', { bytes: 10 }),
  checkpointEntry('run', 'logs', { kind: 'folder' }),
];
const PEEKS = new Map<string, PeekResult>([
  ['run/epoch=10.ckpt', { file: 'run/epoch=10.ckpt', counters: { epoch: 10, globalStep: '90071992547409931' } }],
  ['run/epoch=9.ckpt', { file: 'run/epoch=9.ckpt', counters: { epoch: 9, globalStep: 5 } }],
]);

function names(sort: FolderSort): readonly string[] {
  return sortEntries(ENTRIES, PEEKS, sort).map((entry) => entry.name);
}

describe('sortEntries', () => {
  it('orders names naturally, folders first in both directions', () => {
    expect(names({ column: 'name', descending: false })).toEqual([
      'logs',
      'epoch=9.ckpt',
      'epoch=10.ckpt',
      'last.ckpt',
    ]);
    expect(names({ column: 'name', descending: true })[0]).toBe('logs');
  });

  it('puts files whose counter is not known last in both directions', () => {
    expect(names({ column: 'epoch', descending: false }).at(-1)).toBe('last.ckpt');
    expect(names({ column: 'epoch', descending: true })).toEqual([
      'logs',
      'epoch=10.ckpt',
      'epoch=9.ckpt',
      'last.ckpt',
    ]);
  });

  it('orders steps beyond 2^53', () => {
    expect(names({ column: 'step', descending: true })[1]).toBe('epoch=10.ckpt');
  });

  it('orders sizes', () => {
    expect(names({ column: 'bytes', descending: true }).slice(1)).toEqual([
      'epoch=9.ckpt',
      'epoch=10.ckpt',
      'last.ckpt',
    ]);
  });
});

describe('compareNames', () => {
  it('never calls different names equal', () => {
    expect(compareNames('A', 'a')).not.toBe(0);
    expect(compareNames('a', 'a')).toBe(0);
  });
});
