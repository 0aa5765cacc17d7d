import { describe, expect, it } from 'vitest';
import { createPacer } from '../pacer.ts';
import { exportDocument } from './exportDocument.ts';

const pacer = () => createPacer({ clock: () => 0, yieldNow: () => Promise.resolve() }, undefined);

async function write(document: object, drained?: () => Promise<void>): Promise<readonly string[]> {
  const pieces: string[] = [];
  await exportDocument(document, { onPiece: (piece) => pieces.push(piece), drained }, pacer());
  return pieces;
}

describe('exportDocument', () => {
  it('writes what JSON.stringify would', async () => {
    const document = { schema: 'a/1', empty: [], list: [1, { b: [null, 'ü'] }], none: undefined, cost: { ms: 1.5 } };
    expect((await write(document)).join('')).toBe(`${JSON.stringify(document)}\n`);
    expect((await write({})).join('')).toBe('{}\n');
  });

  it('makes the items of a list while it writes them, and waits for whoever receives them', async () => {
    let made = 0;
    const madeWhenDrained: number[] = [];
    function* makeItems() {
      for (; made < 100; made++) yield { text: 'x'.repeat(10_000) };
    }
    const pieces = await write({ items: makeItems() }, async () => {
      madeWhenDrained.push(made);
    });
    expect(madeWhenDrained[0]).toBeLessThan(10);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(80_000);
    expect(JSON.parse(pieces.join(''))).toMatchObject({ items: { length: 100 } });
  });
});
