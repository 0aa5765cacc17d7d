import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactHistogram } from '../../engine/tensorView/exactHistogram.ts';
import { writeElements } from '../../engine/tensorView/elementText.ts';
import { exportNpy } from '../../engine/tensorView/exportNpy.ts';
import { openElements } from '../../engine/tensorView/elements.ts';
import { createNumberReader } from '../../engine/tensorView/numbers.ts';
import { readElements } from '../../engine/tensorView/readElements.ts';
import { readSlice } from '../../engine/tensorView/readSlice.ts';
import { anyView, positionsOf } from '../support/anyView.ts';
import { tensorOver } from '../support/tensorOver.ts';

/** Elements that a view of four dimensions of five can reach. */
const STORED = 9 + 4 * 4 * 12 + 1;
const anyFloat = fc.oneof(
  { weight: 6, arbitrary: fc.float() },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 1, -1) },
);
const anyStorage = fc
  .array(anyFloat, { minLength: STORED, maxLength: STORED })
  .map((values) => Float32Array.from(values));
const anyTensor = fc.record({ storage: anyStorage, view: anyView }).map(({ storage, view: { offset, dims } }) => ({
  values: positionsOf({ offset, dims }).map((at) => storage[at] ?? 0),
  sizes: dims.map(({ size }) => size),
  ...tensorOver(new Uint8Array(storage.buffer), {
    dtype: 'float32',
    shape: dims.map(({ size }) => size),
    stride: dims.map(({ stride }) => stride),
    offset,
  }),
}));

describe('elements of any view', () => {
  it('are read in C order from any place', async () => {
    await fc.assert(
      fc.asyncProperty(anyTensor, fc.nat(700), fc.nat(700), async ({ opened, tensor, values }, start, count) => {
        const texts = await readElements(opened, tensor, { start, count });
        expect(texts.map(toNumber).map(Math.fround)).toEqual(values.slice(start, start + count));
      }),
    );
  });

  it('are exported in C order, bit by bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyTensor, async ({ opened, tensor, values }) => {
        const { pieces, bytes } = await exportNpy(opened, tensor);
        const file: number[] = [];
        for await (const piece of pieces) file.push(...piece);
        expect(file).toHaveLength(bytes);
        const data = Uint8Array.from(file.slice(file.length - values.length * 4));
        expect([...new Float32Array(data.buffer)]).toEqual(values);
      }),
    );
  });

  it('are shown by a slice as a naive reading finds them', async () => {
    await fc.assert(
      fc.asyncProperty(anyTensor, fc.array(fc.nat(5), { minLength: 10, maxLength: 10 }), async (made, numbers) => {
        const { opened, tensor, values, sizes } = made;
        if (sizes.some((size, axis) => size === 0 && axis >= 2)) return;
        const rank = sizes.length;
        const part = choosePart(sizes, numbers);
        const slice = await readSlice(opened, tensor, part);
        const expected = sliceNaively(sizes, values, part);
        expect([slice.rows, slice.columns]).toEqual([expected.length, expected[0]?.length ?? slice.columns]);
        expect([...slice.cells].map(unsign)).toEqual(expected.flat().map(unsign));
        const shown = takePart(sizes, values, part).flat().filter(Number.isFinite);
        expect(unsign(slice.min ?? Infinity)).toBe(unsign(Math.min(...shown)));
        expect(unsign(slice.max ?? -Infinity)).toBe(unsign(Math.max(...shown)));
        expect(rank).toBe(part.index.length);
      }),
    );
  });
});

type Part = Parameters<typeof readSlice>[2];

/** Axes, indexes and ranges that the tensor has; ranges may reach beyond it. */
function choosePart(sizes: readonly number[], numbers: readonly number[]): Part {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = numbers;
  const rank = sizes.length;
  const rowAxis = rank < 2 ? 0 : a % 2;
  const columnAxis = rank < 2 ? 0 : 1 - rowAxis;
  return {
    rowAxis,
    columnAxis,
    index: sizes.map((size, axis) => (size === 0 ? 0 : (h + axis) % size)),
    rows: [b % 3, c + 1],
    columns: [d % 3, e + 1],
    maxRows: (f % 3) + 1,
    maxColumns: (g % 3) + 1,
  };
}

/** The elements that a part names, by index. */
function takePart(sizes: readonly number[], values: readonly number[], part: Part): number[][] {
  const rank = sizes.length;
  const steps = sizes.map((_, axis) => sizes.slice(axis + 1).reduce((product, size) => product * size, 1));
  const rowSize = rank < 2 ? 1 : (sizes[part.rowAxis] ?? 1);
  const columnSize = rank < 1 ? 1 : (sizes[part.columnAxis] ?? 1);
  const range = ([start, count]: readonly [number, number], size: number) =>
    Array.from({ length: Math.max(0, Math.min(size - start, count)) }, (_, i) => start + i);
  return range(part.rows, rowSize).map((row) =>
    range(part.columns, columnSize).map((column) => {
      const index = part.index.map((at, axis) => {
        if (axis === part.columnAxis) return column;
        return axis === part.rowAxis ? row : at;
      });
      return values[index.reduce((sum, at, axis) => sum + at * (steps[axis] ?? 0), 0)] ?? 0;
    }),
  );
}

function sliceNaively(sizes: readonly number[], values: readonly number[], part: Part): number[][] {
  const shown = takePart(sizes, values, part);
  const rowStep = Math.max(1, Math.ceil(shown.length / part.maxRows));
  const columnStep = Math.max(1, Math.ceil((shown[0]?.length ?? 0) / part.maxColumns));
  return cut(shown, rowStep).map((band) => {
    const columns = cut(band[0] ?? [], columnStep).length;
    return Array.from({ length: columns }, (_, cell) =>
      strongest(band.flatMap((row) => row.slice(cell * columnStep, (cell + 1) * columnStep))),
    );
  });
}

function cut<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function strongest(values: readonly number[]): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  const most = Math.max(...values.map(Math.abs));
  return values.includes(most) ? most : -most;
}

describe('exactHistogram', () => {
  it.each(['linear', 'log', 'symlog'] as const)(
    'counts every element on a %s scale where the edges say',
    async (scale) => {
      await fc.assert(
        fc.asyncProperty(anyTensor, fc.integer({ min: 1, max: 9 }), async ({ opened, tensor, values }, bins) => {
          const { edges, counts, ...apart } = await exactHistogram(opened, tensor, { scale, bins });
          const shown = values
            .filter((value) => Number.isFinite(value) && (scale !== 'log' || value !== 0))
            .map((value) => (scale === 'log' ? Math.abs(value) : value));
          const last = counts.length - 1;
          const expected = Array.from(counts, (_, bin) => {
            const [low = 0, high = 0] = edges.subarray(bin, bin + 2);
            return shown.filter((value) => value >= low && (value < high || (bin === last && value === high))).length;
          });
          expect([...counts]).toEqual(expected);
          expect(counts.reduce((sum, one) => sum + one, 0)).toBe(shown.length);
          expect([...edges]).toEqual([...edges].toSorted((a, b) => a - b));
          expect(apart).toMatchObject({
            zeros: values.filter((value) => value === 0).length,
            nan: values.filter(Number.isNaN).length,
            posinf: values.filter((value) => value === Infinity).length,
            neginf: values.filter((value) => value === -Infinity).length,
          });
        }),
      );
    },
  );
});

describe('text of floats', () => {
  it.each(['float64', 'float32'] as const)('reads back as the same %s in either byte order', async (dtype) => {
    const width = dtype === 'float64' ? 8 : 4;
    const anyBytes = fc.uint8Array({ minLength: width * 8, maxLength: width * 8 });
    await fc.assert(
      fc.asyncProperty(anyBytes, fc.constantFrom('little', 'big'), async (bytes, byteOrder) => {
        const { opened, tensor } = tensorOver(bytes, { dtype, shape: [8], stride: [1], byteOrder });
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
        const little = byteOrder === 'little';
        const values = Array.from({ length: 8 }, (_, i) =>
          width === 8 ? view.getFloat64(i * 8, little) : view.getFloat32(i * 4, little),
        );
        const texts = await readElements(opened, tensor, { start: 0, count: 8 });
        expect(texts.map((text) => (width === 8 ? toNumber(text) : Math.fround(toNumber(text))))).toEqual(values);
      }),
    );
  });

  it.each([
    ['float16', 2],
    ['bfloat16', 2],
    ['float8_e4m3fn', 1],
    ['float8_e4m3fnuz', 1],
    ['float8_e5m2', 1],
    ['float8_e5m2fnuz', 1],
    ['float8_e8m0fnu', 1],
  ] as const)('tells every %s from its neighbours', async (dtype, width) => {
    const count = 256 ** width;
    const bytes = new Uint8Array(count * width).map((_, at) => (at % width === 0 ? at / width : at / width / 256));
    const { opened, tensor } = tensorOver(bytes, { dtype, shape: [count], stride: [1] });
    const elements = await openElements(opened, tensor);
    const values = new Float64Array(count);
    createNumberReader(elements).read(bytes, 0, values);
    const sorted = [...new Set(values)].filter(Number.isFinite).toSorted((a, b) => a - b);
    const rankOf = new Map(sorted.map((value, rank) => [value, rank]));
    const wrong = writeElements(elements, bytes).filter((text, i) => {
      const value = values[i] ?? 0;
      if (!Number.isFinite(value)) return !Object.is(toNumber(text), value);
      const rank = rankOf.get(value) ?? 0;
      const distance = Math.abs(toNumber(text) - value);
      return [sorted[rank - 1], sorted[rank + 1]].some(
        (other) => other !== undefined && Math.abs(toNumber(text) - other) <= distance,
      );
    });
    expect(wrong).toEqual([]);
  });
});

function toNumber(text: string): number {
  return Number(text.replace('inf', 'Infinity'));
}

/** A cell of zeros shows 0 whatever their signs. */
function unsign(value: number): number {
  return value + 0;
}
