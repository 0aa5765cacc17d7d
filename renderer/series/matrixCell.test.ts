import { describe, expect, it } from 'vitest';
import { treeIndexOf } from '../../test/support/treeIndexOf.ts';
import type { SeriesTree } from '../../shared/series.ts';
import { readCell } from './matrixCell.ts';

const NONE = Number.NaN;

function treeOf(figures: { l2?: readonly number[]; relL2?: readonly number[]; nan?: readonly number[] }): SeriesTree {
  const { l2 = [1, 1, 1], relL2 = [NONE, 0, 0], nan = [0, 0, 0] } = figures;
  return {
    index: treeIndexOf([]),
    checkpoints: 3,
    l2: Float64Array.from(l2),
    relL2: Float64Array.from(relL2),
    nan: Float64Array.from(nan),
  };
}

describe('a cell of changes', () => {
  it('shows the figure on the colour of its bin', () => {
    const tree = treeOf({ relL2: [NONE, 3.404e-3, 1.2e-5] });
    expect(readCell(tree, 'change', 0, 1)).toEqual({
      tone: 'bin5',
      hasNan: false,
      text: '3.40e\u22123',
      short: '3e\u22123',
    });
    expect(readCell(tree, 'change', 0, 2)).toMatchObject({ tone: 'bin2', text: '1.20e\u22125' });
  });

  it('says = only where nothing changed, and – where nothing is known', () => {
    const tree = treeOf({});
    expect(readCell(tree, 'change', 0, 1)).toMatchObject({ tone: 'bin0', text: '=' });
    expect(readCell(tree, 'change', 0, 0)).toMatchObject({ tone: 'none', text: '–' });
  });

  it('keeps its colour and is marked where the tensor holds NaN', () => {
    const tree = treeOf({ relL2: [NONE, 1e-4, NONE], nan: [0, 2, 4] });
    expect(readCell(tree, 'change', 0, 1)).toMatchObject({ tone: 'bin4', hasNan: true, text: '1.00e\u22124' });
    expect(readCell(tree, 'change', 0, 2)).toMatchObject({ tone: 'nan', hasNan: true, text: 'NaN' });
  });
});

describe('a cell of norms', () => {
  it('is coloured by the distance from the first norm', () => {
    const tree = treeOf({ l2: [4.313, 4.3131, 4.329] });
    expect(readCell(tree, 'l2', 0, 0)).toMatchObject({ tone: 'bin0', text: '4.3130' });
    expect(readCell(tree, 'l2', 0, 1).tone).toBe('bin2');
    expect(readCell(tree, 'l2', 0, 2).tone).toBe('bin5');
  });

  it('counts a norm that came from zero as the largest change', () => {
    expect(readCell(treeOf({ l2: [0, 0, 1] }), 'l2', 0, 2).tone).toBe('bin5');
  });
});

it('counts NaN in full', () => {
  const tree = treeOf({ nan: [0, 12, NONE] });
  expect(readCell(tree, 'nan', 0, 0)).toMatchObject({ tone: 'bin0', text: '0' });
  expect(readCell(tree, 'nan', 0, 1)).toMatchObject({ tone: 'nan', text: '12' });
  expect(readCell(tree, 'nan', 0, 2)).toMatchObject({ tone: 'none', text: '–' });
});
