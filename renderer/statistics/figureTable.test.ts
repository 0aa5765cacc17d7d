import { describe, expect, it } from 'vitest';
import { figureBatchOf } from '../../test/support/figureBatch.ts';
import { CONDITIONS, FigureTable } from './figureTable.ts';

describe('FigureTable', () => {
  it('reads what it was given, by node, also after it has grown', () => {
    const table = new FigureTable(1000);
    const rows = Array.from({ length: 500 }, (_, i) => ({ tensor: 999 - i, count: i, mean: i / 7, min: 0, max: 1 }));
    table.add(figureBatchOf(rows.slice(0, 200)));
    table.add(figureBatchOf(rows.slice(200)));
    expect(table.size).toBe(500);
    for (const { tensor, count, mean } of rows) expect(table.read(tensor)).toMatchObject({ count, mean });
    expect(table.read(3)).toBeUndefined();
    expect(table.has(999)).toBe(true);
  });

  it('replaces a row that comes again and leaves out nodes that the tree does not have', () => {
    const table = new FigureTable(5);
    table.add(figureBatchOf([{ tensor: 4, l2: 1 }]));
    table.add(
      figureBatchOf([
        { tensor: 4, l2: 2 },
        { tensor: 5, l2: 3 },
      ]),
    );
    expect(table.size).toBe(1);
    expect(table.read(4)?.l2).toBe(2);
  });

  it('keeps the digits of extremes that a double cannot hold', () => {
    const table = new FigureTable(2);
    const exact = { tensor: 1, min: '-9223372036854775808', max: '9223372036854775807' };
    table.add({ ...figureBatchOf([{ tensor: 1, min: -(2 ** 63), max: 2 ** 63 }]), exact: [exact] });
    expect(table.read(1)?.exact).toEqual(exact);
  });
});

describe('conditions', () => {
  const known = (figures: Parameters<typeof figureBatchOf>[0][number]) => {
    const table = new FigureTable(2);
    table.add(figureBatchOf([figures]));
    const row = table.read(figures.tensor);
    return row && Object.entries(CONDITIONS).flatMap(([name, holds]) => (holds(row) ? [name] : []));
  };

  it.each([
    [{ count: 8, finite: 7, min: 0, max: 1, std: 0.5 }, ['has-nan']],
    [{ count: 8, finite: 8, zeros: 8, min: 0, max: 0, std: 0 }, ['constant', 'all-zero']],
    [{ count: 1, finite: 1, zeros: 0, min: 3, max: 3, std: 0 }, []],
    [{ count: 8, finite: 8, zeros: 0, min: 1, max: 1 + 1e-9, std: 1e-10 }, ['tiny-std']],
    [{ count: 8, finite: 8, zeros: 0, l2: 4 }, []],
  ])('%o satisfies %j', (figures, names) => expect(known({ tensor: 1, ...figures })).toEqual(names));
});
