import { describe, expect, it } from 'vitest';
import { cutName, matchText } from './matchText.ts';

describe('matchText', () => {
  it('finds words in any order and without regard to case', () => {
    expect(matchText('Open the sample run', 'RUN open')).toEqual([0, 4, 16, 19]);
  });

  it('merges words that overlap', () => {
    expect(matchText('overview', 'over ver')).toEqual([0, 4]);
  });

  it('answers nothing when a word is missing, and an empty match for no words', () => {
    expect(matchText('Settings', 'theme')).toBeUndefined();
    expect(matchText('Settings', '  ')).toEqual([]);
  });
});

describe('cutName', () => {
  it('keeps a name that fits and marks what matched', () => {
    expect(cutName('attn.qkv', [5, 8], 20)).toEqual([
      { text: 'attn.', hit: false },
      { text: 'qkv', hit: true },
    ]);
  });

  it('cuts a long name at a dot and keeps its end', () => {
    const pieces = cutName('state_dict.agent.model.layers.0.attn.weight', [0, 5, 23, 29], 24);
    expect(pieces.map((piece) => piece.text).join('')).toBe('…layers.0.attn.weight');
    expect(pieces).toContainEqual({ text: 'layers', hit: true });
  });

  it('cuts a name without dots anywhere', () => {
    expect(cutName('a'.repeat(30), [], 10).map((piece) => piece.text)).toEqual(['…', 'a'.repeat(9)]);
  });
});
