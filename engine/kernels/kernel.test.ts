import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveFigures, type NumberList, type TensorFigures } from '../stats/figures.ts';
import { binOf } from '../stats/histogram.ts';
import { deriveMoments, mergeSummaries, type Summary } from '../stats/summary.ts';
import { findElementFormat } from './elementKind.ts';
import { computeExactMoments } from './exactMoments.ts';
import { createKernel } from './kernel.ts';

const kernel = createKernel();

/** Writes elements of a dtype, little-endian unless `swapped`. */
function encode(dtype: string, values: readonly (number | bigint)[], swapped = false): Uint8Array {
  const width = findElementFormat(dtype)?.width ?? 0;
  const view = new DataView(new ArrayBuffer(values.length * width));
  for (const [i, value] of values.entries()) {
    const at = i * width;
    if (dtype === 'float32') view.setFloat32(at, Number(value), !swapped);
    else if (dtype === 'float64') view.setFloat64(at, Number(value), !swapped);
    else if (width === 8) view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), !swapped);
    else if (width === 4) view.setUint32(at, Number(value), !swapped);
    else if (width === 2) view.setUint16(at, Number(value), !swapped);
    else view.setUint8(at, Number(value));
  }
  return new Uint8Array(view.buffer);
}

/** The same figures with lists of their own. */
function copyLists(figures: TensorFigures<NumberList>): TensorFigures {
  const { quantiles, histogram } = figures;
  return {
    ...figures,
    quantiles: quantiles && [...quantiles],
    histogram: { edges: [...histogram.edges], counts: [...histogram.counts] },
  };
}

function summarize(dtype: string, bytes: Uint8Array, swapped = false): Summary {
  const format = findElementFormat(dtype);
  if (format === undefined) throw new Error(`no kernel reads ${dtype}`);
  kernel.inputs[0]?.set(bytes);
  kernel.reduce(format, 0, 0, bytes.length, swapped);
  return kernel.take(format);
}

/** The scalar twin: counts and bins one value at a time. */
function expectSameAsTwin(summary: Summary, values: readonly number[]): void {
  const finite = values.filter(Number.isFinite);
  expect(summary).toMatchObject({
    count: values.length,
    finite: finite.length,
    nan: values.filter(Number.isNaN).length,
    posinf: values.filter((value) => value === Infinity).length,
    neginf: values.filter((value) => value === -Infinity).length,
    zeros: values.filter((value) => value === 0).length,
  });
  const bins = new Map<number, number>();
  for (const value of finite) {
    const bin = binOf(summary.histogram.scheme, value);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const sorted = [...bins].sort(([a], [b]) => a - b);
  expect([...summary.histogram.bins]).toEqual(sorted.map(([bin]) => bin));
  expect([...summary.histogram.counts]).toEqual(sorted.map(([, count]) => count));
  if (finite.length === 0) return expect(deriveMoments(summary)).toBeUndefined();
  // −0 is the smaller zero, as Math.min and Math.max have it.
  expect(summary.min).toBe(Math.min(...finite));
  expect(summary.max).toBe(Math.max(...finite));
  expectWithinBounds(summary, finite);
}

/** The bounds of the contract. */
function expectWithinBounds(summary: Summary, finite: readonly number[]): void {
  const exact = computeExactMoments(finite);
  const largest = Math.max(...finite.map(Math.abs));
  const { mean = Number.NaN, std = Number.NaN, l2 = Number.NaN } = deriveMoments(summary) ?? {};
  expect(Math.abs(mean - exact.mean)).toBeLessThanOrEqual(1e-9 * Math.abs(exact.mean) + 1e-12 * largest);
  expect(Math.abs(std - exact.std)).toBeLessThanOrEqual(1e-9 * exact.std + 1e-12 * largest);
  // At the end of the doubles' range the last rounding may decide between the largest one and infinity.
  if (exact.l2 < 1.79e308) expect(Math.abs(l2 - exact.l2)).toBeLessThanOrEqual(1e-9 * exact.l2);
}

const float32 = fc.oneof(
  fc.float(),
  fc.float({ min: Math.fround(-0.1), max: Math.fround(0.1) }),
  fc.constantFrom(0, -0, Math.fround(1e-45), Math.fround(3.4e38), Math.fround(-3.4e38)),
);

/** Values in blocks, as large tensors have them: most alike, a few of another kind anywhere. */
const blocks = fc.record({
  length: fc.integer({ min: 4000, max: 9000 }),
  centre: fc.constantFrom(0, 1, -1e6, Math.fround(1e30)),
  spread: fc.constantFrom(0, Math.fround(1e-40), Math.fround(0.02), 1000),
  others: fc.array(fc.tuple(fc.nat(8999), float32), { maxLength: 20 }),
});

function expandBlocks({ length, centre, spread, others }: Parameters<Parameters<typeof blocks.map>[0]>[0]): number[] {
  const values = Array.from({ length }, (_, i) => Math.fround(centre + spread * Math.sin(i * i)));
  for (const [at, value] of others) if (at < length) values[at] = value;
  return values;
}

describe('the float32 kernel', () => {
  it('agrees with the scalar twin on whole blocks with a few values of another kind', () => {
    fc.assert(
      fc.property(blocks, (shape) => {
        const values = expandBlocks(shape);
        expectSameAsTwin(summarize('float32', encode('float32', values)), values);
      }),
    );
  });

  it('agrees with the scalar twin on any values', () => {
    fc.assert(
      fc.property(fc.array(float32, { maxLength: 300 }), (values) => {
        expectSameAsTwin(summarize('float32', encode('float32', values)), values);
      }),
    );
  });

  it('gives the same counts, extremes and histogram however the values are split', () => {
    fc.assert(
      fc.property(fc.array(float32, { maxLength: 200 }), fc.nat(), (values, cut) => {
        const at = values.length === 0 ? 0 : cut % values.length;
        const whole = summarize('float32', encode('float32', values));
        const parts = mergeSummaries(
          summarize('float32', encode('float32', values.slice(0, at))),
          summarize('float32', encode('float32', values.slice(at))),
        );
        const { mean: _mean, m2: _m2, exponent: _exponent, ...exact } = whole;
        expect(parts).toMatchObject(exact);
        const finite = values.filter(Number.isFinite);
        if (finite.length > 0) expectWithinBounds(parts, finite);
      }),
    );
  });

  it('keeps the standard deviation of many values whose mean is far larger', () => {
    const values = Array.from({ length: 50_001 }, (_, i) => Math.fround(1e6 + (i % 7) * 0.0625));
    expectSameAsTwin(summarize('float32', encode('float32', values)), values);
  });

  it('counts every NaN payload as NaN', () => {
    const bytes = new Uint8Array(Uint32Array.of(0x7f800001, 0xffc00000, 0x7fffffff, 0x7f800000, 0xff800000).buffer);
    expect(summarize('float32', bytes)).toMatchObject({ nan: 3, posinf: 1, neginf: 1, finite: 0 });
  });
});

describe('the float64 kernel', () => {
  it('agrees with the scalar twin on any values', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 200 }), (values) => {
        expectSameAsTwin(summarize('float64', encode('float64', values)), values);
      }),
    );
  });

  it.each([
    ['near the largest double', 1.7e308],
    ['whose squares underflow', 3e-200],
    ['that are subnormal', 4e-320],
  ])('bounds the moments of values %s', (_title, size) => {
    const values = Array.from({ length: 5000 }, (_, i) => size * (((i * 37) % 101) / 101) * (i % 2 === 0 ? 1 : -1));
    expectSameAsTwin(summarize('float64', encode('float64', values)), values);
  });
});

describe('the figures that the kernels derive', () => {
  const dtypes = ['float32', 'float64', 'float16', 'bfloat16', 'int8', 'uint16', 'int32', 'int64', 'uint64'] as const;
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 1600 }),
    fc.array(float32, { maxLength: 300 }).map((values) => encode('float32', values)),
    fc.array(fc.double(), { maxLength: 200 }).map((values) => encode('float64', values)),
    fc.array(fc.bigInt(-3000n, 3000n), { maxLength: 200 }).map((values) => encode('int64', values)),
  );

  it.each(dtypes)('are those of the scalar twin for any %s', (dtype) => {
    const format = findElementFormat(dtype);
    if (format === undefined) throw new Error(`no kernel reads ${dtype}`);
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 128 }), (any, bins) => {
        const whole = any.slice(0, any.length - (any.length % format.width));
        const twin = deriveFigures(summarize(dtype, whole), { integer: format.integer, bins });
        kernel.inputs[0]?.set(whole);
        kernel.reduce(format, 0, 0, whole.length, false);
        expect(copyLists(kernel.describe(format, bins))).toEqual(twin);
      }),
      { numRuns: 300 },
    );
  });

  it('leave nothing behind', () => {
    const float = findElementFormat('float32');
    if (float === undefined) throw new Error('no kernel reads float32');
    kernel.inputs[0]?.set(encode('float32', [1, -2, 1e-30, -0]));
    kernel.reduce(float, 0, 0, 16, false);
    kernel.describe(float, 32);
    expect(kernel.take(float)).toMatchObject({ count: 0, histogram: { bins: new Uint32Array(0) } });
  });
});

describe('the other kernels', () => {
  it('read every float16 bit pattern', () => {
    const patterns = Array.from({ length: 65_536 }, (_, i) => i);
    const values = patterns.map((bits) => {
      const fraction = bits & 0x3ff;
      const exponent = (bits >> 10) & 31;
      const sign = bits >= 0x8000 ? -1 : 1;
      if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
      return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
    });
    expectSameAsTwin(summarize('float16', encode('float16', patterns)), values);
  });

  it('read every bfloat16 bit pattern', () => {
    const patterns = Array.from({ length: 65_536 }, (_, i) => i);
    const values = [...new Float32Array(Uint32Array.from(patterns, (bits) => bits << 16).buffer)];
    expectSameAsTwin(summarize('bfloat16', encode('bfloat16', patterns)), values);
  });

  it.each([
    'uint8',
    'int8',
    'bool',
    'float8_e4m3fn',
    'float8_e5m2',
    'float8_e4m3fnuz',
    'float8_e5m2fnuz',
    'float8_e8m0fnu',
  ])('read every %s byte', (dtype) => {
    const patterns = Array.from({ length: 256 }, (_, i) => i);
    const values = [...(findElementFormat(dtype)?.values ?? [])];
    expectSameAsTwin(summarize(dtype, encode(dtype, patterns)), values);
  });

  it('keep the extremes of 64-bit integers exact', () => {
    const signed = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n + 1n];
    expect(summarize('int64', encode('int64', signed))).toMatchObject({ minInteger: signed[0], maxInteger: signed[1] });
    const unsigned = [2n ** 64n - 1n, 2n ** 63n, 7n];
    expect(summarize('uint64', encode('uint64', unsigned))).toMatchObject({ minInteger: 7n, maxInteger: unsigned[0] });
  });

  it.each(['float32', 'float64', 'int32', 'uint32', 'int16', 'uint16', 'int64', 'uint64'])(
    'read big-endian %s as little-endian',
    (dtype) => {
      const values = [1, 2, 3, 100, 200, 7, 5].map((value) =>
        dtype.endsWith('64') && dtype !== 'float64' ? BigInt(value) : value,
      );
      const swapped = summarize(dtype, encode(dtype, values, true), true);
      expect(swapped).toEqual(summarize(dtype, encode(dtype, values)));
      expectSameAsTwin(swapped, values.map(Number));
    },
  );
});
