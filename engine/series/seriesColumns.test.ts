import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../test/support/memoryFiles.ts';
import { writeSafetensors, type MadeTensor } from '../../test/support/writeSafetensors.ts';
import type { SeriesTree } from '../../shared/series.ts';
import { createSession } from '../session/createSession.ts';
import { readString } from '../tree/stringTable.ts';

const NAMES = ['m.a.weight', 'm.a.bias', 'm.b.weight', 'm.b.steps', 'm.weight', 'n.weight'];

/** A tensor of one size; `m.b.steps` counts. */
const values = fc.array(fc.oneof(fc.float({ noNaN: true }), fc.constant(0), fc.constant(Number.NaN)), {
  minLength: 3,
  maxLength: 3,
});
/** What a file has under each name, if it has it. */
const file = fc.tuple(...NAMES.map(() => fc.option(values, { nil: undefined })));

type MadeFile = readonly (readonly number[] | undefined)[];

function write(made: MadeFile): Uint8Array {
  const tensors: Record<string, MadeTensor> = { 'z.anchor': { shape: [1], values: Float32Array.of(1) } };
  for (const [at, name] of NAMES.entries()) {
    const numbers = made[at];
    if (numbers === undefined) continue;
    const isCounter = name === 'm.b.steps';
    tensors[name] = {
      shape: [numbers.length],
      values: isCounter ? BigInt64Array.from(numbers, (_, i) => BigInt(i + 1)) : Float32Array.from(numbers),
    };
  }
  return writeSafetensors(tensors);
}

/** What the elements of the parameters below a name come to, taken as one vector. */
function concatenate(files: readonly MadeFile[], name: string, at: number) {
  const [norm, before, after]: number[][] = [[], [], []];
  let [nan, known, compared] = [0, 0, 0];
  for (const [place, full] of NAMES.entries()) {
    const [now, last] = [files[at]?.[place], files[at - 1]?.[place]];
    if (!full.startsWith(`${name}.`) || now === undefined || norm === undefined) continue;
    known += full === 'm.b.steps' ? 0 : 1;
    if (full === 'm.b.steps') continue;
    nan += now.filter(Number.isNaN).length;
    norm.push(...now.filter(Number.isFinite));
    if (last === undefined) continue;
    compared++;
    before?.push(...last.filter(Number.isFinite));
    after?.push(...now.flatMap((value, i) => value - (last[i] ?? 0)).filter(Number.isFinite));
  }
  const change = Math.hypot(...(after ?? []));
  const reference = Math.hypot(...(before ?? []));
  return {
    l2: known === 0 ? undefined : Math.hypot(...(norm ?? [])),
    relL2: compared === 0 ? undefined : change === 0 ? 0 : change / reference,
    nan,
  };
}

function expectClose(found: number, wanted: number | undefined): void {
  if (wanted === undefined) expect(found).toBeNaN();
  else if (wanted === 0 || wanted === Infinity) expect(found).toBe(wanted);
  else expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-9);
}

describe('sumColumns', () => {
  it('gives groups the figures of their parameters, one after another in one vector', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (made) => {
        const resources = new MemoryFiles();
        for (const [at, one] of made.entries()) resources.write(`${at}`, write(one));
        const session = createSession({ resources, clock: () => 0, yieldNow: () => Promise.resolve() });
        const { series } = await session.readSeries({ files: made.map((_, at) => `${at}`), remember: false });
        const tree = await session.seriesTree({ series, section: 'tensors' });
        for (const name of ['m', 'm.a', 'm.b', 'n']) {
          const node = findNode(tree, name);
          if (node < 0) continue;
          for (let at = 0; at < made.length; at++) {
            const { l2, relL2, nan } = concatenate(made, name, at);
            expectClose(tree.l2[node * made.length + at] ?? 0, l2);
            expectClose(tree.relL2[node * made.length + at] ?? 0, relL2);
            if (l2 !== undefined) expect(tree.nan[node * made.length + at]).toBe(nan);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

function findNode({ index }: SeriesTree, name: string): number {
  const nameOf = (node: number): string => {
    const label = readString(index.strings, index.label[node] ?? 0);
    const above = index.parent[node] ?? 0;
    return above === 0 ? label : `${nameOf(above)}.${label}`;
  };
  return Array.from({ length: index.nodes }, (_, node) => node).findIndex((node) => node > 0 && nameOf(node) === name);
}
