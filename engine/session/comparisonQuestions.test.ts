import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../test/support/memoryFiles.ts';
import { rejection } from '../../test/support/rejection.ts';
import { writeSafetensors, type MadeTensor } from '../../test/support/writeSafetensors.ts';
import { MATCH_STATUSES, type ComparisonRef, type TensorSection } from '../../shared/comparison.ts';
import type { EngineApi } from '../../shared/engineApi.ts';
import type { FigureCondition, SortKey, TreeView } from '../../shared/treeIndex.ts';
import { createTestSession, openPair } from '../../test/support/comparingSession.ts';

const vector = (...values: number[]): MadeTensor => ({ shape: [values.length], values: Float32Array.from(values) });
const REF = { left: 'left', right: 'right', align: false };

let files: MemoryFiles;
/** What a test has opened. */
let opened: string[] = [];
let engine: EngineApi;

beforeEach(async () => {
  files = new MemoryFiles();
  files.write('left', writeSafetensors({ 'a.w': vector(3, 4), 'a.v': vector(1), 'b.w': vector(2) }));
  files.write('right', writeSafetensors({ 'a.w': vector(3, 5), 'a.v': vector(1), 'c.w': vector(6, 8) }));
  engine = createTestSession({ resources: files });
  await openBoth();
});

afterEach(async () => {
  for (const file of new Set(opened)) await engine.close({ file });
  opened = [];
});

/** Two files of the repository in a session of their own. */
async function openFixtures(left: string, right: string): Promise<ComparisonRef> {
  engine = createTestSession();
  const ref = await openPair(engine, left, right);
  opened = [ref.left, ref.right];
  return ref;
}

async function openBoth(): Promise<void> {
  await engine.open({ file: 'left' });
  await engine.open({ file: 'right' });
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);

describe('rows of a comparison', () => {
  const nodeOf = async (ref: ComparisonRef, section: TensorSection, name: string): Promise<number> => {
    const { index } = await engine.comparisonTree({ comparison: ref, section });
    for (let node = 0; node < index.nodes; node++) {
      const detail = await engine.describeMatch({ comparison: ref, section, node });
      if (detail.name === name) return node;
    }
    throw new Error(`a row called ${name}`);
  };
  const describeRow = async (ref: ComparisonRef, section: TensorSection, name: string) =>
    engine.describeMatch({ comparison: ref, section, node: await nodeOf(ref, section, name) });

  it('show the norm of what one side alone has', async () => {
    const { leftL2, rightL2, relL2 } = await engine.comparisonTree({ comparison: REF, section: 'tensors' });
    const [gone, come] = [await nodeOf(REF, 'tensors', 'b.w'), await nodeOf(REF, 'tensors', 'c.w')];
    expect([leftL2[gone], rightL2[gone], leftL2[come], rightL2[come], relL2[come]]).toEqual([
      2,
      Number.NaN,
      Number.NaN,
      10,
      Number.NaN,
    ]);
    expect(await describeRow(REF, 'tensors', 'c.w')).toMatchObject({ status: 'added', right: { name: 'c.w' } });
  });

  it('are ordered and filtered by their figures', async () => {
    const { index } = await engine.comparisonTree({ comparison: REF, section: 'tensors' });
    const view = (key: SortKey, figures: readonly FigureCondition[]): TreeView => ({
      expansion: { base: 'all', toggled: new Uint32Array() },
      sort: { key, descending: true },
      filter: { text: '', syntax: 'text', in: 'names', dtypes: [], shape: '', minBytes: 0, figures },
    });
    const arrange = async (key: SortKey, ...figures: FigureCondition[]) => {
      const { rows } = await engine.arrangeComparison({
        comparison: REF,
        section: 'tensors',
        view: view(key, figures),
      });
      const names = [];
      for (const node of rows) {
        if (index.end[node] !== node + 1) continue;
        names.push((await engine.describeMatch({ comparison: REF, section: 'tensors', node })).name);
      }
      return names;
    };
    expect(await arrange('file', 'differs')).toEqual(['c.w', 'b.w', 'a.w']);
    expect(await arrange('relL2')).toEqual(['a.w', 'a.v', 'b.w', 'c.w']);
    expect(await arrange('l2', 'added')).toEqual(['c.w']);
    expect(await arrange('file', 'identical')).toEqual(['a.v']);
    expect(await arrange('file', 'has-nan')).toEqual([]);
  });

  it('tell of a group how its tensors stand and what its parameters add up to', async () => {
    expect(await describeRow(REF, 'tensors', 'a')).toMatchObject({
      status: 'changed',
      tensors: { identical: 1, changed: 1, added: 0 },
      figures: { count: 3, changed: 1, l2: 1, relL2: 1 / Math.sqrt(26), maxAbs: 1, newNan: 0, byValue: false },
      moments: [],
    });
  });

  it('tell what optimizers keep for a parameter, on both sides', async () => {
    const ref = await openFixtures('samples/run/epoch=38-step=9438.ckpt', 'samples/run/epoch=39-step=9680.ckpt');
    const name = 'agent.model._backbone.image_encoder.stem.proj.bias';
    const { moments, left } = await describeRow(ref, 'tensors', name);
    expect(moments.map((moment) => [moment.name, moment.status])).toEqual([
      ['step', 'changed'],
      ['exp_avg', 'changed'],
      ['exp_avg_sq', 'changed'],
    ]);
    expect(moments[0]).toMatchObject({ left: 9436, right: 9678, leftL2: 9436, rightL2: 9678 });
    const moment = await engine.describeMatch({ comparison: ref, section: 'moments', node: moments[1]?.node ?? 0 });
    expect(moment).toMatchObject({
      name: `${name}.exp_avg`,
      left: { name: 'optimizer_states.0.state.3.exp_avg', shape: [8] },
      figures: { relL2: moments[1]?.relL2, leftL2: moments[1]?.leftL2 },
    });
    // The details lead into the files' own trees.
    expect(await engine.describeNode({ file: ref.left, node: left?.node ?? 0 })).toMatchObject({ name: left?.name });
    // A group of moments is about the moments, and not about the count of steps.
    const { rightL2, index } = await engine.comparisonTree({ comparison: ref, section: 'moments' });
    expect(rightL2[1]).toBeLessThan(9678);
    expect(index.tensors[1]).toBe(2172);
  }, 30_000);

  it('tell of optimizer state that one side alone keeps', async () => {
    const folder = 'test/fixtures/conformance/copied';
    const ref = await openFixtures(`${folder}/optim_adamw.pt`, `${folder}/optim_sgd_momentum.pt`);
    const { index } = await engine.comparisonTree({ comparison: ref, section: 'tensors' });
    const details = [];
    for (let node = 1; node < index.nodes; node++) {
      details.push(await engine.describeMatch({ comparison: ref, section: 'tensors', node }));
    }
    const moments = details.find((detail) => detail.moments.length > 0)?.moments ?? [];
    expect(moments.map(({ name, status }) => [name, status])).toEqual([
      ['step', 'removed'],
      ['exp_avg', 'removed'],
      ['exp_avg_sq', 'removed'],
      ['max_exp_avg_sq', 'removed'],
      ['momentum_buffer', 'added'],
    ]);
    expect(moments[1]?.leftL2).toBeGreaterThan(0);
    expect(moments[1]?.rightL2).toBeUndefined();
    expect(moments[4]?.rightL2).toBeGreaterThan(0);
  });

  it('are what findings about tensors point at', async () => {
    const ref = await openFixtures('test/fixtures/compare/views_a.pt', 'test/fixtures/compare/views_b.pt');
    const { findings } = await engine.compareFiles(ref);
    const finding = findings.find(({ code }) => code === 'tensor/new-nan');
    const { section = 'moments', node = 0 } = finding ?? {};
    const detail = await engine.describeMatch({ comparison: ref, section, node });
    expect(detail).toMatchObject({ name: 'nan.new', findings: [finding] });
    expect(detail.figures?.newNan).toBeGreaterThan(0);
  });

  it('have no elements to subtract where shapes differ, and none at all in a group', async () => {
    const ref = await openFixtures('test/fixtures/compare/views_a.pt', 'test/fixtures/compare/views_b.pt');
    const { index, status } = await engine.comparisonTree({ comparison: ref, section: 'tensors' });
    const node = status.indexOf(MATCH_STATUSES.indexOf('reshaped'));
    const row = { comparison: ref, section: 'tensors', node } as const;
    const range = [0, 9] as const;
    const part = { rowAxis: 0, columnAxis: 1, index: [0, 0], rows: range, columns: range, maxRows: 9, maxColumns: 9 };
    expect((await rejection(engine.readDifferenceSlice({ ...row, part }))).code).toBe('usage');
    const histograms = await engine.compareHistograms({ ...row, scale: 'linear', bins: 8 });
    expect(histograms.difference).toBeUndefined();
    expect(sum(histograms.left)).toBeGreaterThan(0);
    expect(sum(histograms.right)).not.toBe(sum(histograms.left));
    expect((await engine.describeMatch(row)).why).toMatch(/shapes differ/);
    for (const missing of [0, index.nodes]) {
      const asked = engine.compareHistograms({ ...row, node: missing, scale: 'log', bins: 8 });
      expect((await rejection(asked)).code).toBe('usage');
    }
  });
});

describe('values and documents of a comparison', () => {
  it('lists as many values as the overview counts, without bookkeeping where names are looked through', async () => {
    const folder = 'test/fixtures/compare';
    const ref = await openFixtures(`${folder}/align_plain.pt`, `${folder}/align_ddp.pt`);
    const overview = await engine.compareFiles(ref);
    const { values, more } = await engine.comparedValues(ref);
    expect(overview).toMatchObject({ same: false, alignable: 9, tensors: { added: 9, removed: 9 } });
    expect(values.length + more).toBe(overview.values);
    const aligned = { ...ref, align: true };
    expect(await engine.compareFiles(aligned)).toMatchObject({
      same: true,
      alignable: 0,
      values: 0,
      tensors: { identical: 9, added: 0 },
    });
    expect(await engine.comparedValues(aligned)).toEqual({ values: [], more: 0 });
    const detail = await engine.describeMatch({ comparison: aligned, section: 'tensors', node: 3 });
    expect(detail).toMatchObject({ alignedBy: 'prefix', certainty: 1 });
    expect(detail.left?.name).not.toBe(detail.right?.name);
  });

  it('shows changed values as Python would, in the order of the left file', async () => {
    const ref = await openFixtures('samples/run/epoch=38-step=9438.ckpt', 'samples/run/epoch=39-step=9680.ckpt');
    const { values } = await engine.comparedValues(ref);
    expect(values).toHaveLength(28);
    expect(values.slice(0, 2)).toEqual([
      { name: 'epoch', before: '38', after: '39' },
      { name: 'global_step', before: '9438', after: '9680' },
    ]);
  }, 30_000);

  it('exports what the command line prints', async () => {
    const pieces: string[] = [];
    const { tensors } = await engine.exportComparison(REF, { onUpdate: (piece) => pieces.push(piece) });
    const document: unknown = JSON.parse(pieces.join(''));
    expect(tensors).toBe(4);
    expect(document).toMatchObject({
      schema: 'epochscope.diff/1',
      left: { name: 'left' },
      same: false,
      tensors: [
        { name: 'a.w', status: 'changed', l2: 1, maxAbsAt: [1] },
        { name: 'a.v', status: 'identical' },
        { name: 'b.w', status: 'removed' },
        { name: 'c.w', status: 'added' },
      ],
      modules: [{ name: 'a', tensors: 2, changed: 1, l2: 1 }],
      totals: { tensors: 4, identical: 1, values: 0 },
    });
  });
});
