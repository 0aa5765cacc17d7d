import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { DiffEntry } from '../../engine/report/diffDocument.ts';

/** Where the pairs lie. */
export const FIXTURES: string = fileURLToPath(new URL('../fixtures/compare/', import.meta.url));
/** Five real epochs. */
export const RUN: string = fileURLToPath(new URL('../../samples/run/', import.meta.url));

/** What PyTorch and numpy found of one tensor. */
export type Golden = { readonly path: DiffEntry['path']; readonly status: string } & {
  readonly [Name in 'count' | 'changed' | 'l2' | 'relL2' | 'maxAbs' | 'meanDelta' | 'cosine' | 'newNan']?:
    number | string | null;
} & { readonly maxAbsAt?: readonly number[] | null };

export interface GoldenPair {
  readonly left: string;
  readonly right: string;
  readonly tensors: readonly Golden[];
}

export interface GoldenRun {
  readonly files: readonly string[];
  /** Path, then the figures of `last`'s header. */
  readonly last: readonly (readonly [DiffEntry['path'], ...(number | string | null)[]])[];
}

export const PAIRS: { readonly pairs: readonly GoldenPair[] } = JSON.parse(
  readFileSync(join(FIXTURES, 'pairs.golden.json'), 'utf8'),
);
export const GOLDEN_RUN: GoldenRun = JSON.parse(readFileSync(join(FIXTURES, 'run.golden.json'), 'utf8'));

/** A figure of a document or a golden; NaN where it does not apply. */
export const numberOf: (figure: number | string | null | undefined) => number = (figure) =>
  figure === 'inf' ? Infinity : figure === '-inf' ? -Infinity : Number(figure ?? Number.NaN);

/** The bound of the contract: 1e-9 relative, and some slack. */
export function expectWithin(
  actual: number | string | null,
  golden: number | string | null | undefined,
  slack: number,
): void {
  const [a, b] = [numberOf(actual), numberOf(golden)];
  if (a !== b) expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.abs(b) + slack);
}
