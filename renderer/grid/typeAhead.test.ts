import { describe, expect, it } from 'vitest';
import { findTyped, isTyping, NOTHING_TYPED, typeLetter } from './typeAhead.ts';

const LABELS = ['epoch', 'norm1', 'norm2', 'attn', 'Norm3'];
const find = (typed: string, row: number): number | undefined =>
  findTyped({ typed, row, rows: LABELS.length, label: (at) => LABELS[at] ?? '' });

describe('type-ahead', () => {
  it('joins letters that follow each other quickly and begins anew after a pause', () => {
    const word = typeLetter(typeLetter(NOTHING_TYPED, 'N', 1000), 'o', 1300);
    expect(word.text).toBe('no');
    expect(typeLetter(word, 'a', 3000).text).toBe('a');
    expect([isTyping(word, 1400), isTyping(word, 3000), isTyping(NOTHING_TYPED, 0)]).toEqual([true, false, false]);
  });

  it('goes to the next row that begins with a letter, round the end', () => {
    expect(find('n', 0)).toBe(1);
    expect(find('n', 1)).toBe(2);
    expect(find('e', 2)).toBe(0);
  });

  it('stays on a row while the word that is typed still fits it', () => {
    expect(find('norm', 1)).toBe(1);
    expect(find('norm3', 1)).toBe(4);
  });

  it('walks through rows when one letter is repeated', () => {
    expect(find('nn', 1)).toBe(2);
    expect(find('nnn', 2)).toBe(4);
  });

  it('finds nothing where no row fits, and nothing in an empty tree', () => {
    expect(find('x', 0)).toBeUndefined();
    expect(findTyped({ typed: 'a', row: -1, rows: 0, label: () => '' })).toBeUndefined();
  });
});
