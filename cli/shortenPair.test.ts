import { describe, expect, it } from 'vitest';
import { shortenPair } from './shortenPair.ts';

const FOLDER = '/scratch/experiments/a/run/whose/name/is/long/';

describe('shortenPair', () => {
  it('leaves short texts as they are', () => {
    expect(shortenPair('epoch=38', 'epoch=39', 20)).toEqual(['epoch=38', 'epoch=39']);
  });

  it('leaves out what both begin with, so that the difference stays in sight', () => {
    expect(shortenPair(`${FOLDER}epoch=38.ckpt`, `${FOLDER}epoch=39.ckpt`, 40)).toEqual([
      '…/is/long/epoch=38.ckpt',
      '…/is/long/epoch=39.ckpt',
    ]);
  });

  it('cuts what is too long after the difference', () => {
    const [before, after] = shortenPair(`a${'x'.repeat(99)}`, `b${'x'.repeat(99)}`, 10);
    expect([before, after]).toEqual(['axxxxxxxx…', 'bxxxxxxxx…']);
  });

  it('shortens one long side beside a short one', () => {
    expect(shortenPair('–', 'y'.repeat(30), 10)).toEqual(['–', 'yyyyyyyyy…']);
  });
});
