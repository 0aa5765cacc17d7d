import { expect, it } from 'vitest';
import { kindOfName } from './kindOfName.ts';

it('tells by its name alone which file is worth a look', () => {
  expect(['epoch=39.ckpt', 'MODEL.PT', 'a.safetensors', 'last'].map(kindOfName)).toEqual([
    'checkpoint',
    'checkpoint',
    'checkpoint',
    'other',
  ]);
  expect(kindOfName('ckpt.txt')).toBe('other');
});
