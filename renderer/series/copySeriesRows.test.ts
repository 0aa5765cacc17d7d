import { expect, it } from 'vitest';
import type { SeriesTree } from '../../shared/series.ts';
import { tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { createTreeModel } from '../grid/treeModel.ts';
import { copySeriesNames, copySeriesRows } from './copySeriesRows.ts';
import { stepsOf } from './seriesColumns.ts';

const INDEX = treeIndexOf([tensorNode('a'), tensorNode('b')]);
const LABELS = ['35', '36', '37'];
const TREE: SeriesTree = {
  index: INDEX,
  checkpoints: 3,
  l2: Float64Array.of(0, 0, 0, 1, 1.5, 2, 3, Number.NaN, 5),
  relL2: Float64Array.of(0, 0, 0, Number.NaN, 0.5, 1 / 3, Number.NaN, Number.NaN, 0),
  nan: new Float64Array(9),
};
const MODEL = createTreeModel(INDEX);

it('copies the changes between checkpoints, one column a step', () => {
  const text = copySeriesRows(
    { model: MODEL, tree: TREE, figure: 'change', steps: stepsOf('change', LABELS) },
    Uint32Array.of(1, 2),
  );
  expect(text).toBe('name\trelative change 35 → 36\trelative change 36 → 37\na\t0.5\t0.3333333333333333\nb\t\t0');
});

it('copies norms of every checkpoint', () => {
  const text = copySeriesRows(
    { model: MODEL, tree: TREE, figure: 'l2', steps: stepsOf('l2', LABELS) },
    Uint32Array.of(2),
  );
  expect(text).toBe('name\tL2 35\tL2 36\tL2 37\nb\t3\t\t5');
});

it('copies names alone, one a line', () => {
  expect(copySeriesNames({ model: MODEL }, Uint32Array.of(1, 2))).toBe('a\nb');
});
