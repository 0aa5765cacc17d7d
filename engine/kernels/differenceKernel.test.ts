import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveDifference, mergeDifferences, type DifferenceSummary } from '../compare/differenceSummary.ts';
import { createDifferenceKernel, DIFFERENCE_NUMBERS, readDifference, writeDifference } from './differenceKernel.ts';
import { differenceTwin } from './differenceTwin.ts';
import { findElementFormat, type ElementFormat } from './elementKind.ts';

const kernel = createDifferenceKernel();

function formatOf(dtype: string): ElementFormat {
  const format = findElementFormat(dtype);
  if (format === undefined) throw new Error(`no kernel reads ${dtype}`);
  return format;
}

interface Side {
  readonly dtype: string;
  readonly bytes: Uint8Array;
}

function addPairs(left: Side, right: Side, base = 0): void {
  kernel.inputs[0]?.set(left.bytes);
  kernel.inputs[1]?.set(right.bytes);
  const [a, b] = [formatOf(left.dtype), formatOf(right.dtype)];
  kernel.add({ format: a, input: 0, start: 0 }, { format: b, input: 1, start: 0 }, left.bytes.length / a.width, base);
}

function compare(left: Side, right: Side): DifferenceSummary {
  addPairs(left, right);
  return kernel.take();
}

type Floats = 'float32' | 'float64';

function floats(dtype: Floats, values: readonly number[]): Side {
  const array = dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
  return { dtype, bytes: new Uint8Array(array.buffer) };
}

/** Compares with the twin: counts and extremes exactly, the rest within the bounds of the contract. */
function expectSameAsTwin(summary: DifferenceSummary, left: readonly number[], right: readonly number[]): void {
  const twin = differenceTwin(left, right, (i) => !Object.is(left[i], right[i]));
  expectWithinBounds(summary, twin);
}

function expectWithinBounds(summary: DifferenceSummary, twin: ReturnType<typeof differenceTwin>): void {
  const figures = deriveDifference(summary);
  const { changed, maxAbs, maxAt, leftNan, rightNan, newNan } = twin;
  expect(figures).toMatchObject({ changed, maxAbs, maxAt, leftNan, rightNan, newNan });
  // At the end of the doubles' range the last rounding may decide between the largest one and infinity.
  for (const name of ['l2', 'leftL2', 'rightL2'] as const) {
    if (twin[name] < 1.79e308) expectClose(figures[name], twin[name]);
  }
  if (maxAbs < Infinity) {
    const error = Math.abs(figures.meanDelta - twin.meanDelta);
    expect(error).toBeLessThanOrEqual(1e-9 * Math.abs(twin.meanDelta) + 1e-12 * maxAbs + 5e-324);
  }
  expect(figures.cosine === undefined).toBe(twin.cosine === undefined);
  // The twin divides rounded norms: subnormal ones have too few digits for that.
  const isUsual = [twin.leftL2, twin.rightL2, twin.l2].every(
    (norm) => norm === 0 || (norm > 1e-300 && norm < 1.79e308),
  );
  if (!isUsual) return;
  expectClose(figures.relL2, twin.relL2);
  if (twin.cosine !== undefined) expect(figures.cosine).toBeCloseTo(twin.cosine, 9);
}

/** Within 1e-9 relative, and the last bit of a subnormal. */
function expectClose(value: number, expected: number): void {
  if (value !== expected) expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * expected + 5e-324);
}

const float32 = fc.oneof(
  fc.float(),
  fc.float({ min: Math.fround(-0.1), max: Math.fround(0.1) }),
  fc.constantFrom(0, -0, Math.fround(1e-45), Math.fround(3.4e38), Math.fround(-3.4e38)),
);

/** Two runs of equal length that often agree. */
function pairsOf(value: fc.Arbitrary<number>, maxLength: number): fc.Arbitrary<[number[], number[]]> {
  const pair = fc.oneof(
    value.map((x) => [x, x] as const),
    fc.tuple(value, value),
  );
  return fc.array(pair, { maxLength }).map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)]);
}

describe.each([
  ['float32', float32],
  ['float64', fc.oneof(fc.double(), float32)],
] as const)('the %s difference', (dtype, value) => {
  it('agrees with the scalar twin on any values', () => {
    fc.assert(
      fc.property(pairsOf(value, 200), ([left, right]) => {
        expectSameAsTwin(compare(floats(dtype, left), floats(dtype, right)), left, right);
      }),
    );
  });

  it('gives the same counts and extremes however the values are split', () => {
    fc.assert(
      fc.property(pairsOf(value, 200), fc.nat(), ([left, right], cut) => {
        const at = left.length === 0 ? 0 : cut % left.length;
        const first = compare(floats(dtype, left.slice(0, at)), floats(dtype, right.slice(0, at)));
        addPairs(floats(dtype, left.slice(at)), floats(dtype, right.slice(at)), at);
        expectSameAsTwin(mergeDifferences(first, kernel.take()), left, right);
      }),
    );
  });

  it('finds one changed element among many blocks', () => {
    const left = Array.from({ length: 20_003 }, (_, i) => Math.fround(Math.sin(i)));
    const right = left.with(15_002, 3);
    expectSameAsTwin(compare(floats(dtype, left), floats(dtype, right)), left, right);
    expect(deriveDifference(compare(floats(dtype, left), floats(dtype, left)))).toMatchObject({
      changed: 0,
      l2: 0,
      relL2: 0,
      maxAt: -1,
      cosine: 1,
    });
  });

  it('keeps the mean of many small changes of large values', () => {
    const left = Array.from({ length: 50_001 }, (_, i) => Math.fround(1e6 + (i % 7)));
    const right = left.map((x, i) => x + (i % 5) * 0.0625);
    expectSameAsTwin(compare(floats(dtype, left), floats(dtype, right)), left, right);
  });
});

describe('the float32 difference', () => {
  const wave = (count: number, size: number, phase = 0): number[] =>
    Array.from({ length: count }, (_, i) => Math.fround(size * Math.sin(i * 0.37 + phase)));

  it.each([
    ['2^7', 128],
    ['2^9', 512],
    ['2^40', 2 ** 40],
    ['2^-9', 1 / 512],
  ])('bounds the cosine of sides whose norms stand %s to one', (_title, ratio) => {
    const left = wave(9001, 0.1);
    const right = wave(9001, 0.1 * ratio, 1.5);
    expectSameAsTwin(compare(floats('float32', left), floats('float32', right)), left, right);
  });

  it('bounds the cosine of opposite sides, and of one side and nothing', () => {
    const left = wave(5003, 3);
    for (const right of [left.map((x) => -x), left.map(() => 0)]) {
      expectSameAsTwin(compare(floats('float32', left), floats('float32', right)), left, right);
    }
  });

  it('names the first of many elements that differ most, and one that differs by the last bit more', () => {
    const left = wave(20_000, 1).map((x) => Math.fround(x * 0.25));
    const right = left.map(() => 2);
    expectSameAsTwin(compare(floats('float32', left), floats('float32', right)), left, right);
    const zeros: number[] = left.map(() => 0);
    const ones: number[] = left.map(() => 1);
    expect(compare(floats('float32', zeros), floats('float32', ones)).largestAt).toBe(0);
    const more = ones.with(17_123, 1 + 2 ** -23);
    expect(compare(floats('float32', zeros), floats('float32', more))).toMatchObject({
      largest: 1 + 2 ** -23,
      largestAt: 17_123,
    });
  });

  it('takes blocks with and without NaN and infinities in turns', () => {
    const special = [Number.NaN, Infinity, -Infinity];
    const withSpecial = (values: readonly number[], step: number): number[] =>
      values.map((x, i) => (i % step === 7 && i > 4000 ? (special[i % 3] ?? x) : x));
    const left = withSpecial(wave(30_002, 5), 5000);
    const right = withSpecial(wave(30_002, 5, 0.1), 7000);
    expectSameAsTwin(compare(floats('float32', left), floats('float32', right)), left, right);
  });

  it('gives the same as one row of numbers', () => {
    const sides = [floats('float32', wave(5000, 1)), floats('float32', wave(5000, 1, 1))] as const;
    const numbers = new Float64Array(DIFFERENCE_NUMBERS + 2);
    addPairs(...sides);
    kernel.takeInto(numbers, 1);
    const summary = compare(...sides);
    expect(readDifference(numbers, 1)).toEqual(summary);
    writeDifference(summary, numbers, 2);
    expect(readDifference(numbers, 2)).toEqual(summary);
  });
});

describe('the float64 difference', () => {
  it.each([
    ['near the largest double', 1.7e308],
    ['whose squares underflow', 3e-200],
    ['that are subnormal', 4e-320],
  ])('bounds the figures of values %s', (_title, size) => {
    const left = Array.from({ length: 5000 }, (_, i) => size * (((i * 37) % 101) / 101) * (i % 2 === 0 ? 1 : -1));
    const right = left.map((x, i) => x * (i % 3 === 0 ? 0.5 : 1));
    expectSameAsTwin(compare(floats('float64', left), floats('float64', right)), left, right);
  });

  it('sees a change far below the values beside it', () => {
    const left: number[] = Array.from({ length: 3000 }, (_, i) => (i === 7 ? 1e-200 : 1e200));
    const right = left.with(7, 3e-200);
    expectSameAsTwin(compare(floats('float64', left), floats('float64', right)), left, right);
  });

  it('says infinity where two finite values differ by more than a double holds', () => {
    const figures = deriveDifference(
      compare(floats('float64', [1.7e308, 1, Number.NaN]), floats('float64', [-1.7e308, 2, 5])),
    );
    expect(figures).toMatchObject({ maxAbs: Infinity, maxAt: 0, l2: Infinity, relL2: 2, leftNan: 1, newNan: 0 });
  });
});

describe('NaN', () => {
  const nans = (...bits: number[]): Side => ({
    dtype: 'float32',
    bytes: new Uint8Array(Uint32Array.from(bits).buffer),
  });

  it('is the same as NaN of the same bits, and changed with others', () => {
    const summary = compare(nans(0x7fc00000, 0x7fc00000, 0x3f800000), nans(0x7fc00000, 0xffc00001, 0x3f800000));
    expect(summary).toMatchObject({ changed: 1, leftNan: 2, rightNan: 2, newNan: 0, pairs: 1 });
  });

  it('is new where the left holds a number or an infinity', () => {
    expect(compare(nans(0x3f800000, 0x7f800000), nans(0x7fc00000, 0x7fc00000))).toMatchObject({
      newNan: 2,
      changed: 2,
    });
  });
});

describe('other types', () => {
  const patterns16 = Uint16Array.from({ length: 65_536 }, (_, i) => i);
  const rotated16 = patterns16.map((bits) => (bits + 1) & 0xffff);

  it.each(['float16', 'bfloat16', 'int16', 'uint16'])('compare every %s bit pattern by its bits', (dtype) => {
    const [left, right] = [patterns16, rotated16].map((bits) => ({ dtype, bytes: new Uint8Array(bits.buffer) }));
    if (left === undefined || right === undefined) throw new Error('two sides');
    expect(compare(left, left).changed).toBe(0);
    expect(compare(left, right).changed).toBe(65_536);
  });

  it('compare bytes by their bits, also where several mean one value', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const nan = { dtype: 'float8_e5m2', bytes: Uint8Array.of(0x7d, 0x7e, 0x01) };
    expect(compare(nan, { ...nan, bytes: Uint8Array.of(0x7e, 0x7e, 0x01) })).toMatchObject({ changed: 1, newNan: 0 });
    const truth = compare({ dtype: 'bool', bytes }, { dtype: 'bool', bytes: bytes.map((byte) => byte ^ 2) });
    expect(truth.changed).toBe(256);
  });

  it('tell apart 64-bit integers that float64 cannot', () => {
    const signed = (values: bigint[]): Side => ({
      dtype: 'int64',
      bytes: new Uint8Array(BigInt64Array.from(values).buffer),
    });
    const summary = compare(signed([2n ** 62n, -(2n ** 63n)]), signed([2n ** 62n + 1n, 2n ** 63n - 1n]));
    expect(deriveDifference(summary)).toMatchObject({ changed: 2, maxAbs: 2 ** 64, maxAt: 1, meanDelta: 2 ** 63 });
    const unsigned = (values: bigint[]): Side => ({
      dtype: 'uint64',
      bytes: new Uint8Array(BigUint64Array.from(values).buffer),
    });
    expect(deriveDifference(compare(unsigned([2n ** 63n + 1n]), unsigned([2n ** 63n]))).meanDelta).toBe(-1);
  });

  it('compare by value where the types differ', () => {
    const halves = {
      dtype: 'float16',
      bytes: new Uint8Array(Uint16Array.of(0x3c00, 0x8000, 0x7e00, 0x4000, 0x3c01).buffer),
    };
    const values = [1, 0, Number.NaN, 2, 1];
    const summary = compare(floats('float64', values), halves);
    expect(summary).toMatchObject({ changed: 1, leftNan: 1, newNan: 0, largest: 2 ** -10, largestAt: 4 });
    expect(compare(halves, floats('float32', values))).toMatchObject({ changed: 1, largestAt: 4 });
  });

  it('read big-endian elements as little-endian', () => {
    const format = formatOf('float32');
    kernel.inputs[0]?.set(Uint8Array.of(0x3f, 0x80, 0, 0));
    kernel.inputs[1]?.set(Uint8Array.of(0, 0, 0x80, 0x3f));
    kernel.swap({ format, input: 0, start: 0 }, 1);
    kernel.add({ format, input: 0, start: 0 }, { format, input: 1, start: 0 }, 1, 0);
    expect(kernel.take()).toMatchObject({ changed: 0, pairs: 1 });
  });
});
