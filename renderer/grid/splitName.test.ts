import { expect, it } from 'vitest';
import { splitName } from './splitName.ts';

it('keeps the last two parts of a dotted name together', () => {
  expect(splitName('agent.model.stem.proj.weight')).toEqual(['agent.model.stem.', 'proj.weight']);
});

it('leaves short names whole', () => {
  expect(splitName('proj.weight')).toEqual(['', 'proj.weight']);
  expect(splitName('')).toEqual(['', '']);
});
