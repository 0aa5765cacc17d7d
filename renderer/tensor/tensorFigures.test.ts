import { describe, expect, it } from 'vitest';
import { FIGURES, type FigureBatch, type FigureName } from '../../shared/statistics.ts';
import { FIGURE_CELLS, listFigureCells, readFigures } from './tensorFigures.ts';

const BATCH: FigureBatch = {
  tensors: Uint32Array.of(7, 3),
  figures: Float64Array.of(
    ...row({ count: 1536, nan: 0, posinf: 0, neginf: 0, zeros: 2, mean: 4.42e-4, min: -0.09047 }),
    ...row({ count: 4, nan: 1, posinf: 1, neginf: 2, zeros: 0, mean: Number.NaN, min: 0 }),
  ),
  binStart: Uint32Array.of(0, 2, 3),
  edges: Float64Array.of(0, 1, 2, 10, 20),
  counts: Float64Array.of(5, 6, 7),
  exact: [{ tensor: 3, min: '-9007199254740993', max: '9007199254740993' }],
};

function row(figures: Partial<Record<FigureName, number>>): readonly number[] {
  return FIGURES.map((name) => figures[name] ?? 1);
}

function textsOf(tensor: number): Record<string, string | undefined> {
  const cells = listFigureCells(readFigures(BATCH).get(tensor), FIGURE_CELLS.usual);
  return Object.fromEntries(cells.map(({ label, text }) => [label, text]));
}

describe('readFigures', () => {
  it('finds the figures and bins of each tensor', () => {
    const found = readFigures(BATCH);
    expect(found.get(7)?.of.count).toBe(1536);
    expect(Array.from(found.get(7)?.edges ?? [])).toEqual([0, 1, 2]);
    expect(Array.from(found.get(3)?.edges ?? [])).toEqual([10, 20]);
    expect(Array.from(found.get(3)?.counts ?? [])).toEqual([7]);
  });
});

describe('listFigureCells', () => {
  it('leaves the cells of unknown figures without a text', () => {
    expect(listFigureCells(undefined, FIGURE_CELLS.usual).every(({ text }) => text === undefined)).toBe(true);
  });

  it('shows every quantile between the extremes where there is room, and how exact it is', () => {
    const cells = listFigureCells(readFigures(BATCH).get(7), FIGURE_CELLS.all);
    const labels = cells.map(({ label }) => label);
    expect(cells.find(({ label }) => label === 'p50')?.title).toBe('1, within 0.8 %');
    expect(labels.slice(-9)).toEqual(['min', 'p01', 'p05', 'p25', 'p50', 'p75', 'p95', 'p99', 'max']);
  });

  it('writes counts in full and figures as they fit', () => {
    expect(textsOf(7)).toMatchObject({ count: '1\u202F536', zeros: '2', mean: '4.420e\u22124', min: '\u22120.09047' });
  });

  it('shows what does not apply as a dash, and large integers in full on request', () => {
    expect(textsOf(3)).toMatchObject({ mean: '–', min: '\u22129.01e15' });
    const min = listFigureCells(readFigures(BATCH).get(3), FIGURE_CELLS.usual).find(({ label }) => label === 'min');
    expect(min?.title).toBe('\u22129\u202F007\u202F199\u202F254\u202F740\u202F993');
  });

  it('shows a dash for figures that a sum does not have, and infinities that are not told apart', () => {
    const cells = listFigureCells({ of: { count: 4, inf: 2 } }, ['count', 'inf', 'p50']);
    expect(cells.map(({ text }) => text)).toEqual(['4', '2', '–']);
    expect(cells[1]).toMatchObject({ alarming: true, title: '2' });
  });

  it('marks NaN and infinities, which are counted together', () => {
    const alarming = listFigureCells(readFigures(BATCH).get(3), FIGURE_CELLS.usual).filter((cell) => cell.alarming);
    expect(alarming.map(({ label, text }) => `${label} ${text}`)).toEqual(['NaN 1', '±Inf 3']);
  });
});
