import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDifferenceSlice } from '../../engine/compare/differenceSlice.ts';
import { canPair } from '../../engine/compare/elementPair.ts';
import { comparePairHistograms } from '../../engine/compare/pairHistograms.ts';
import { openElements, type Elements } from '../../engine/tensorView/elements.ts';
import type { SlicePart } from '../../shared/tensorView.ts';
import { positionsOf } from '../support/anyView.ts';
import { tensorOver } from '../support/tensorOver.ts';

const STORED = 9 + 4 * 4 * 12 + 1;
const anyValue = fc.oneof(
  { weight: 6, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 1, -1) },
);
const anySizes = fc.array(fc.nat(5), { maxLength: 4 });
const anySide = fc.record({
  values: fc.array(anyValue, { minLength: STORED, maxLength: STORED }),
  offset: fc.nat(9),
  strides: fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }),
  dtype: fc.constantFrom('float32', 'float64', 'int16'),
  byteOrder: fc.constantFrom('little', 'big'),
});

interface Side {
  /** In C order. */
  readonly values: readonly number[];
  readonly elements: Elements;
}

type Made = typeof anySide extends fc.Arbitrary<infer Value> ? Value : never;

async function makeSide(sizes: readonly number[], made: Made): Promise<Side> {
  const { offset, strides, dtype, byteOrder } = made;
  const width = dtype === 'float64' ? 8 : dtype === 'float32' ? 4 : 2;
  const bytes = new DataView(new ArrayBuffer(STORED * width));
  const little = byteOrder === 'little';
  for (const [at, value] of made.values.entries()) {
    if (dtype === 'float64') bytes.setFloat64(at * width, value, little);
    else if (dtype === 'float32') bytes.setFloat32(at * width, value, little);
    else bytes.setInt16(at * width, value, little);
  }
  const stride = sizes.map((_, axis) => strides[axis] ?? 0);
  const { opened, tensor } = tensorOver(new Uint8Array(bytes.buffer), {
    dtype,
    shape: sizes,
    stride,
    offset,
    byteOrder: little ? 'little' : 'big',
  });
  const view = { offset, dims: sizes.map((size, axis) => ({ size, stride: stride[axis] ?? 0 })) };
  const read = (at: number): number =>
    dtype === 'float64'
      ? bytes.getFloat64(at * width, little)
      : dtype === 'float32'
        ? bytes.getFloat32(at * width, little)
        : bytes.getInt16(at * width, little);
  return { values: positionsOf(view).map(read), elements: await openElements(opened, tensor) };
}

/** What is equal differs by nothing: all NaN here have the same bits in a type. */
function subtract(left: readonly number[], right: readonly number[]): number[] {
  return left.map((a, at) => {
    const b = right[at] ?? 0;
    return Object.is(a, b) ? 0 : b - a;
  });
}

const unsign = (value: number): number => value + 0;

/** Counts of bins by looking at every value. */
function countNaively(edges: Float64Array, values: readonly number[]): number[] {
  const last = edges.length - 2;
  return Array.from({ length: Math.max(0, edges.length - 1) }, (_, bin) => {
    const [low = 0, high = 0] = edges.subarray(bin, bin + 2);
    return values.filter((value) => value >= low && (value < high || (bin === last && value === high))).length;
  });
}

describe('comparePairHistograms', () => {
  it.each(['linear', 'log'] as const)('counts both sides and the difference exactly on a %s scale', async (scale) => {
    await fc.assert(
      fc.asyncProperty(anySizes, anySide, anySide, fc.integer({ min: 1, max: 9 }), async (sizes, a, b, bins) => {
        const [left, right] = [await makeSide(sizes, a), await makeSide(sizes, b)];
        expect(canPair({ left: left.elements, right: right.elements })).toBe(true);
        const differences = subtract(left.values, right.values).filter((_, at) =>
          [left.values[at], right.values[at]].every(Number.isFinite),
        );
        const maxAbs = Math.max(0, ...differences.map(Math.abs));
        const found = await comparePairHistograms({ scale, bins, left, right, maxAbs });
        const shown = (values: readonly number[]) =>
          values
            .filter((value) => Number.isFinite(value) && (scale !== 'log' || value !== 0))
            .map((value) => (scale === 'log' ? Math.abs(value) : value));
        expect([...found.left]).toEqual(countNaively(found.edges, shown(left.values)));
        expect([...found.right]).toEqual(countNaively(found.edges, shown(right.values)));
        const all = [...shown(left.values), ...shown(right.values)];
        if (all.length > 0) {
          expect([found.edges[0], found.edges.at(-1)].map((edge) => unsign(edge ?? 0))).toEqual(
            [Math.min(...all), Math.max(...all)].map(unsign),
          );
        }
        expect([...(found.difference?.counts ?? [])]).toEqual(
          countNaively(found.difference?.edges ?? new Float64Array(), differences),
        );
        expect(found.difference?.edges.at(-1)).toBe(maxAbs);
        // Without a partner the same counts come from each side alone.
        const alone = await comparePairHistograms({ scale, bins, left, right });
        expect(alone).toEqual({ edges: found.edges, left: found.left, right: found.right });
      }),
    );
  });

  it('has nothing for a side that is not there, and tells how far it is', async () => {
    const side = await makeSide([4], { ...EXAMPLE, values: EXAMPLE.values.fill(2) });
    const progress: number[] = [];
    const found = await comparePairHistograms(
      { scale: 'linear', bins: 4, right: side },
      { onProgress: (done, total) => progress.push(done / total) },
    );
    expect(found).toEqual({
      edges: Float64Array.of(2, 2),
      left: new Float64Array(),
      right: Float64Array.of(4),
    });
    expect(progress).toEqual([0.5, 1]);
  });
});

const EXAMPLE: Made = {
  values: Array.from({ length: STORED }, () => 0),
  offset: 0,
  strides: [1, 0, 0, 0],
  dtype: 'float32',
  byteOrder: 'little',
};

/** The cells of a plane by looking at every element: the strongest of each. */
function sliceNaively(sizes: readonly number[], values: readonly number[], part: SlicePart): number[] {
  const [rowSize, columnSize] = [sizes.length < 2 ? 1 : (sizes[part.rowAxis] ?? 1), sizes[part.columnAxis] ?? 1];
  const at = (row: number, column: number): number => {
    const position = sizes.reduce((sum, size, axis) => {
      const own =
        sizes.length >= 2 && axis === part.rowAxis ? row : axis === part.columnAxis ? column : (part.index[axis] ?? 0);
      return sum * size + own;
    }, 0);
    return values[position] ?? 0;
  };
  const [rowStep, columnStep] = [
    Math.max(1, Math.ceil(rowSize / part.maxRows)),
    Math.max(1, Math.ceil(columnSize / part.maxColumns)),
  ];
  const cells: number[] = [];
  for (let row = 0; row < rowSize; row += rowStep) {
    for (let column = 0; column < columnSize; column += columnStep) {
      const inside: number[] = [];
      for (let r = row; r < Math.min(rowSize, row + rowStep); r++)
        for (let c = column; c < Math.min(columnSize, column + columnStep); c++) inside.push(at(r, c));
      const most = Math.max(...inside.map(Math.abs));
      cells.push(inside.some(Number.isNaN) ? Number.NaN : inside.includes(most) ? most : -most);
    }
  }
  return cells;
}

describe('readDifferenceSlice', () => {
  it('shows the largest difference of each cell, as a naive reading finds it', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySizes,
        anySide,
        anySide,
        fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
        async (sizes, a, b, cells) => {
          if (sizes.includes(0)) return;
          const [left, right] = [await makeSide(sizes, a), await makeSide(sizes, b)];
          const rank = sizes.length;
          const part: SlicePart = {
            rowAxis: rank < 2 ? 0 : rank - 2,
            columnAxis: Math.max(0, rank - 1),
            index: sizes.map((size, axis) => (cells[axis] ?? 0) % size),
            rows: [0, 100],
            columns: [0, 100],
            maxRows: 1 + (cells[0] ?? 0),
            maxColumns: 1 + (cells[1] ?? 0),
          };
          const slice = await readDifferenceSlice({ left: left.elements, right: right.elements }, part);
          const expected = sliceNaively(sizes, subtract(left.values, right.values), part);
          expect([...slice.cells].map(unsign)).toEqual(expected.map(unsign));
        },
      ),
    );
  });

  it('takes NaN of other bits for a difference, and of the same bits for none', async () => {
    const side = async (...bits: number[]): Promise<Elements> => {
      const { opened, tensor } = tensorOver(new Uint8Array(Uint32Array.from(bits).buffer), {
        dtype: 'float32',
        shape: [3],
        stride: [1],
      });
      return openElements(opened, tensor);
    };
    const [quiet, other, one, infinity] = [0x7fc0_0000, 0x7fc0_0001, 0x3f80_0000, 0x7f80_0000];
    const pair = { left: await side(quiet, quiet, infinity), right: await side(quiet, other, infinity) };
    const part = {
      rowAxis: 0,
      columnAxis: 0,
      index: [0],
      rows: [0, 1],
      columns: [0, 3],
      maxRows: 9,
      maxColumns: 9,
    } as const;
    expect([...(await readDifferenceSlice(pair, part)).cells]).toEqual([0, Number.NaN, 0]);
    const became = { left: await side(one, quiet, one), right: await side(quiet, one, infinity) };
    expect([...(await readDifferenceSlice(became, part)).cells]).toEqual([Number.NaN, Number.NaN, Infinity]);
  });
});
