import { expect, it } from 'vitest';
import { showLabel } from './showLabel.ts';

it('escapes what would break a row or turn its direction', () => {
  expect(showLabel('new\nline')).toBe('new\\x0aline');
  expect(showLabel('\u202eabc')).toBe('\\u202eabc');
});

it('puts quotes around keys that could not be seen', () => {
  expect(showLabel('')).toBe('""');
  expect(showLabel(' ')).toBe('" "');
});

it('leaves other keys as they are', () => {
  expect(showLabel('with space')).toBe('with space');
  expect(showLabel('ключ')).toBe('ключ');
});
