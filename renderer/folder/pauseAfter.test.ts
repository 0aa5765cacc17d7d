import { expect, it } from 'vitest';
import { pauseAfter } from './pauseAfter.ts';

it('looks every few seconds where the storage answers at once', () => expect(pauseAfter(20, true)).toBe(4000));

it('spends a tenth of the time on a slow storage', () => expect(pauseAfter(2000, true)).toBe(20_000));

it('never waits longer than a minute', () => expect(pauseAfter(300_000, true)).toBe(60_000));

it('leaves a storage that did not answer in peace for a while', () => expect(pauseAfter(10, false)).toBe(30_000));
