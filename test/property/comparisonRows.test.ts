import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSession } from '../../engine/session/createSession.ts';
import { nameOf } from '../../engine/tree/nodePath.ts';
import { StepKind } from '../../engine/tree/tree.ts';
import { MATCH_STATUSES } from '../../shared/comparison.ts';
import { NODE_KINDS, type TreeIndex } from '../../shared/treeIndex.ts';
import { MemoryFiles } from '../support/memoryFiles.ts';
import { writeSafetensors, type MadeTensor } from '../support/writeSafetensors.ts';

const anyName = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
  .map((parts) => [...parts, 'w'].join('.'));
const anyFloats = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }), { minLength: 0, maxLength: 6 })
  .map((values): MadeTensor => ({ shape: [values.length], values: Float32Array.from(values) }));
const anyCounter = fc
  .bigInt({ min: -5n, max: 5n })
  .map((value): MadeTensor => ({ shape: [], values: BigInt64Array.of(value) }));
const anyFile = fc.dictionary(anyName, fc.oneof({ weight: 4, arbitrary: anyFloats }, anyCounter), {
  minKeys: 1,
  maxKeys: 9,
  noNullPrototype: true,
});

type Made = Readonly<Record<string, MadeTensor>>;

/** A second file that has most of the first's tensors, some of them changed. */
const anyPair = fc.tuple(anyFile, anyFile, fc.infiniteStream(fc.nat(3))).map(([left, other, choices]): [Made, Made] => {
  const kept = Object.entries(left).flatMap(([name, tensor]): [string, MadeTensor][] => {
    const choice = choices.next().value ?? 0;
    if (choice === 0) return [];
    if (choice === 1 || !(tensor.values instanceof Float32Array)) return [[name, tensor]];
    return [[name, { ...tensor, values: tensor.values.map((value, at) => (at % choice === 0 ? value : value + 1)) }]];
  });
  return [left, { ...other, ...Object.fromEntries(kept) }];
});

const isSame = (a: MadeTensor, b: MadeTensor): boolean =>
  a.values instanceof Float32Array === b.values instanceof Float32Array &&
  a.values.length === b.values.length &&
  Buffer.from(a.values.buffer).equals(Buffer.from(b.values.buffer));

const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** The naive twin of a group's figures: all parameters that both sides have, one after another. */
function figuresBelow([left, right]: readonly [Made, Made], prefix: string) {
  const lies = (name: string) => prefix === '' || name === prefix || name.startsWith(`${prefix}.`);
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(lies);
  const [a, b]: [number[], number[]] = [[], []];
  for (const name of names) {
    const [ours, theirs] = [left[name]?.values, right[name]?.values];
    if (!(ours instanceof Float32Array) || !(theirs instanceof Float32Array) || ours.length !== theirs.length) continue;
    a.push(...ours);
    b.push(...theirs);
  }
  const differences = b.map((value, at) => value - (a[at] ?? 0));
  const l2 = norm(differences);
  return {
    differing: names.filter((name) => {
      const [ours, theirs] = [left[name], right[name]];
      return ours === undefined || theirs === undefined || !isSame(ours, theirs);
    }).length,
    leftL2: norm(a),
    rightL2: norm(b),
    relL2: l2 === 0 ? 0 : l2 / norm(a),
    maxAbs: Math.max(0, ...differences.map(Math.abs)),
    changed: a.length === 0 ? 0 : b.filter((value, at) => !Object.is(value, a[at])).length / a.length,
  };
}

function isGroup(index: TreeIndex, node: number): boolean {
  return NODE_KINDS[index.kind[node] ?? 0] !== 'tensor';
}

/** Within 5e-7 of 1, and of what is larger in proportion: a relative change has no bound. */
function expectClose(figure: number, expected: number): void {
  expect(Math.abs(figure - expected)).toBeLessThanOrEqual(5e-7 * Math.max(1, Math.abs(expected)));
}

describe('the tree of a comparison', () => {
  it('has in each group the figures of its parameters taken together as one vector', async () => {
    await fc.assert(
      fc.asyncProperty(anyPair, async (pair) => {
        const files = new MemoryFiles();
        files.write('left', writeSafetensors(pair[0]));
        files.write('right', writeSafetensors(pair[1]));
        const engine = createSession({
          resources: files,
          clock: () => performance.now(),
          yieldNow: () => new Promise((resolve) => void setImmediate(resolve)),
        });
        const comparison = { left: 'left', right: 'right', align: false };
        await engine.open({ file: 'left' });
        await engine.open({ file: 'right' });
        const { same, tensors } = await engine.compareFiles(comparison);
        const tree = await engine.comparisonTree({ comparison, section: 'tensors' });
        const line = { index: tree.index, steps: new Uint8Array(tree.index.nodes), exactLabels: new Map() };
        for (let node = 0; node < tree.index.nodes; node++) {
          line.steps[node] = isGroup(tree.index, node) ? StepKind.inner : StepKind.string;
        }
        for (let node = 0; node < tree.index.nodes; node++) {
          if (!isGroup(tree.index, node)) continue;
          const expected = figuresBelow(pair, nameOf(line, node));
          expect(tree.differing[node]).toBe(expected.differing);
          expect(MATCH_STATUSES[tree.status[node] ?? 0]).toBe(expected.differing === 0 ? 'identical' : 'changed');
          for (const name of ['leftL2', 'rightL2', 'relL2', 'maxAbs', 'changed'] as const) {
            const figure = tree[name][node] ?? Number.NaN;
            // No parameter on both sides: nothing is known.
            if (Number.isNaN(figure)) expect([expected.leftL2, expected.rightL2]).toEqual([0, 0]);
            else if (Number.isFinite(figure)) expectClose(figure, expected[name]);
            else expect(figure).toBe(expected[name]);
          }
        }
        expect(same).toBe(tree.differing[0] === 0);
        const all = new Set([...Object.keys(pair[0]), ...Object.keys(pair[1])]);
        expect(Object.values(tensors).reduce((sum, count) => sum + count, 0)).toBe(all.size);
        await engine.close({ file: 'left' });
        await engine.close({ file: 'right' });
        expect(files.openSources).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
