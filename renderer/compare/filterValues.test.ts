import { describe, expect, it } from 'vitest';
import type { ChangedValue } from '../../shared/comparison.ts';
import { filterValues, kindOfValue, locateDifference } from './filterValues.ts';

const VALUES: readonly ChangedValue[] = [
  { name: 'epoch', before: '35', after: '39' },
  { name: 'hparams.lr', before: '0.001' },
  { name: 'callbacks.best', after: "'epoch=39.ckpt'" },
];

describe('filterValues', () => {
  it.each([
    ['', ['epoch', 'hparams.lr', 'callbacks.best']],
    ['EPOCH', ['epoch', 'callbacks.best']],
    ['0.001', ['hparams.lr']],
    ['none', []],
  ])('looks for %s in names and in both sides', (text, names) =>
    expect(filterValues(VALUES, text).map(({ name }) => name)).toEqual(names),
  );
});

describe('kindOfValue', () => {
  it('tells what only one side has', () => {
    expect(VALUES.map(kindOfValue)).toEqual(['changed', 'removed', 'added']);
  });
});

describe('locateDifference', () => {
  const cut = (before: string, after: string): readonly string[] => {
    const { start, ends } = locateDifference(before, after);
    return [before.slice(start, ends[0]), after.slice(start, ends[1])];
  };

  it.each([
    ["'a/epoch=35.ckpt'", "'a/epoch=39.ckpt'", ['35', '39']],
    ['8712', '8954', ['8712', '8954']],
    ['[1, 2, 3]', '[1, 2]', [', 3', '']],
    ['aab', 'ab', ['a', '']],
    ['True', 'False', ['Tru', 'Fals']],
    ['', 'x', ['', 'x']],
  ])('finds what differs between %s and %s', (before, after, parts) => expect(cut(before, after)).toEqual(parts));
});
