import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../test/support/rejection.ts';
import { tensorOver } from '../../test/support/tensorOver.ts';
import { exportNpy } from './exportNpy.ts';
import { writeNpyHeader } from './npyHeader.ts';

interface NumpyCase {
  readonly name: string;
  readonly dtype: string;
  readonly byteOrder: 'little' | 'big';
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly storage: string;
  readonly file: string;
}

// Written by numpy: test/fixtures/tensorView/makeNpy.py.
const CASES: readonly NumpyCase[] = JSON.parse(
  readFileSync(new URL('../../test/fixtures/tensorView/npy.json', import.meta.url), 'utf8'),
);

async function join(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

describe('exportNpy', () => {
  it.each(CASES.map((one) => [one.name, one] as const))(
    'writes %s as numpy does, byte for byte',
    async (_name, one) => {
      const { opened, tensor } = tensorOver(Uint8Array.from(Buffer.from(one.storage, 'hex')), one);
      const { pieces, bytes } = await exportNpy(opened, tensor);
      const file = await join(pieces);
      expect(file.toString('hex')).toBe(one.file);
      expect(bytes).toBe(file.length);
    },
  );

  it('gives pieces of at most 1 MiB that hold a large tensor in order', async () => {
    const values = new Float32Array(900_000).map((_, i) => i);
    const { opened, tensor } = tensorOver(new Uint8Array(values.buffer), {
      dtype: 'float32',
      shape: [900, 1000],
      stride: [1, 900],
    });
    const sizes: number[] = [];
    const all: Uint8Array[] = [];
    for await (const piece of (await exportNpy(opened, tensor)).pieces) {
      sizes.push(piece.length);
      all.push(piece);
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1 << 20);
    const data = new Float32Array(new Uint8Array(Buffer.concat(all)).buffer, 128);
    expect([data[0], data[1], data[999], data[1000], data.at(-1)]).toEqual([0, 900, 899_100, 1, 899_999]);
  });

  it('refuses what numpy has no type for, and says what to do', async () => {
    const { opened, tensor } = tensorOver(new Uint8Array(4), { dtype: 'bfloat16', shape: [2], stride: [1] });
    const error = await rejection(exportNpy(opened, tensor));
    expect([error.code, error.message]).toEqual(['usage', 'numpy has no type for bfloat16.']);
    expect(error.advice).toContain('--as float32');
  });

  it('converts to float32 where that is asked for', async () => {
    const words = Uint16Array.of(0x3f80, 0xc000, 0x7fc0);
    const { opened, tensor } = tensorOver(new Uint8Array(words.buffer), { dtype: 'bfloat16', shape: [3], stride: [1] });
    const { descr, pieces } = await exportNpy(opened, tensor, { as: 'float32' });
    const file = new Uint8Array(await join(pieces));
    expect(descr).toBe('<f4');
    expect([...new Float32Array(file.buffer, 128)]).toEqual([1, -2, Number.NaN]);
  });

  it('refuses to write out an expanded view that is far larger than its file', async () => {
    const claim = { dtype: 'float32', shape: [2 ** 20, 2 ** 20], stride: [0, 0] };
    const { opened, tensor } = tensorOver(new Uint8Array(4), claim);
    expect(await rejection(exportNpy(opened, tensor))).toMatchObject({ code: 'usage' });
  });
});

describe('writeNpyHeader', () => {
  it('changes to format 2.0 where the shape is too long for 1.0', () => {
    const header = writeNpyHeader(
      '<f4',
      Array.from({ length: 20_000 }, () => 1000),
    );
    expect([...header.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0]);
    expect(new DataView(header.buffer).getUint32(8, true)).toBe(header.length - 12);
    expect(header.length % 64).toBe(0);
  });
});
