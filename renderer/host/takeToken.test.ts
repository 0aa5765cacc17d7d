import { expect, it, vi } from 'vitest';
import { takeToken } from './takeToken.ts';

function places(hash: string, stored: string | null = null) {
  const location = { hash, pathname: '/', search: '?x' };
  const history = { replaceState: vi.fn() };
  const session = { getItem: () => stored, setItem: vi.fn() };
  return { location, history, session };
}

it('takes the token out of the address and keeps it for a reload', () => {
  const { location, history, session } = places('#token=abc-_1');
  expect(takeToken(location, history, session)).toBe('abc-_1');
  expect(session.setItem).toHaveBeenCalledWith('epochscope.token', 'abc-_1');
  expect(history.replaceState).toHaveBeenCalledWith(undefined, '', '/?x');
});

it('takes a bare fragment as the token', () => {
  const { location, history, session } = places('#abc');
  expect(takeToken(location, history, session)).toBe('abc');
});

it('falls back to the token of the session', () => {
  const { location, history, session } = places('', 'kept');
  expect(takeToken(location, history, session)).toBe('kept');
  expect(history.replaceState).not.toHaveBeenCalled();
});

it('answers nothing where there is no token', () => {
  const { location, history, session } = places('');
  expect(takeToken(location, history, session)).toBeUndefined();
});
