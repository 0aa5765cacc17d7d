import { describe, expect, it } from 'vitest';
import type { TreeIndex } from '../treeIndex.ts';
import { everyMethodIsPlain, type IsPlain } from './plainData.ts';

// The compiler is what tests here: a wrong answer of IsPlain does not compile.
const PLAIN: readonly true[] = [
  true satisfies IsPlain<{ readonly a?: readonly (number | string)[]; readonly b: null }>,
  true satisfies IsPlain<TreeIndex>,
  true satisfies IsPlain<void>,
];
const NOT_PLAIN: readonly false[] = [
  false satisfies IsPlain<{ readonly opened: Date }>,
  false satisfies IsPlain<ReadonlyMap<string, number>>,
  false satisfies IsPlain<readonly { readonly close: () => void }[]>,
  false satisfies IsPlain<symbol>,
  false satisfies IsPlain<{ readonly value: unknown }>,
];

describe('IsPlain', () => {
  it('tells plain data from what cannot cross a boundary', () => {
    expect(everyMethodIsPlain).toBe(true);
    expect(PLAIN).not.toContain(false);
    expect(NOT_PLAIN).not.toContain(true);
  });
});
