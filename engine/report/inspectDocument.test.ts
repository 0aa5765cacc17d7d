import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CountingSource } from '../bytes/countingSource.ts';
import { MemorySource } from '../bytes/memorySource.ts';
import { analyzeCheckpoint } from '../checkpoint/analyzeCheckpoint.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import { openFile } from '../formats/openFile.ts';
import { createInspectDocument, type ExactInspectDocument } from './inspectDocument.ts';
import { writeDocument } from './writeDocument.ts';

const NAME = 'epoch=39-step=9680.ckpt';

let document: ExactInspectDocument;
let facts: CheckpointFacts;

beforeAll(async () => {
  const bytes = new Uint8Array(readFileSync(new URL(`../../samples/run/${NAME}`, import.meta.url)));
  const source = new CountingSource(new MemorySource(bytes, NAME));
  const opened = await openFile(source);
  facts = analyzeCheckpoint(opened);
  const cost = { bytesRead: source.bytesRead, reads: source.reads, ms: 0 };
  document = createInspectDocument(opened, facts, { name: NAME, cost, values: true });
});

describe('the document of a real checkpoint', () => {
  it('counts what the run counted', () => {
    expect(document).toMatchObject({
      schema: 'epochscope.inspect/1',
      file: { name: NAME, bytes: 1_638_333 },
      format: 'torch-zip',
      container: { entries: 2976, byteOrder: 'little', formatVersion: '1', alignment: 64, version: '3', protocol: 2 },
      counters: { epoch: 39, globalStep: 9680, lightning: '2.6.6' },
      totals: { tensors: 2970, storages: 2970, stateDictTensors: 797, stateDictElements: 98_537 },
    });
    expect(document.topLevel.map(({ key }) => key)).toEqual([
      'epoch',
      'global_step',
      'pytorch-lightning_version',
      'state_dict',
      'loops',
      'callbacks',
      'optimizer_states',
      'lr_schedulers',
      'MixedPrecision',
    ]);
  });

  it('describes a tensor as torch does', () => {
    expect(document.tensors[0]).toEqual({
      path: ['state_dict', 'agent.model._backbone.image_encoder.stem.proj.weight'],
      name: 'state_dict.agent.model._backbone.image_encoder.stem.proj.weight',
      type: 'torch.Tensor',
      layout: 'strided',
      dtype: 'float32',
      shape: [8, 3, 8, 8],
      stride: [192, 64, 8, 1],
      storageOffset: 0,
      storageKey: '0',
      storageBytes: 6144,
      bytes: 6144,
      device: 'cpu',
      requiresGrad: false,
    });
  });

  it('assigns every moment to its parameter, in the order of named_parameters()', () => {
    const moments = document.tensors.filter(({ path }) => path.at(-1) === 'exp_avg');
    expect(moments).toHaveLength(724);
    expect(moments.every(({ certain }) => certain)).toBe(true);
    // The state dict begins with the stem, named_parameters() with the parameters of the module itself.
    expect(moments.slice(0, 3).map(({ parameter }) => parameter?.replace('agent.model._backbone.', ''))).toEqual([
      'image_encoder.pos_embed',
      'image_encoder.cls_token',
      'image_encoder.stem.proj.weight',
    ]);
    expect(new Set(moments.map(({ parameter }) => parameter)).size).toBe(724);
  });

  it('finds that its five counters agree', () => {
    expect(facts.counterChecks.map(({ agrees }) => agrees)).toEqual([true, true, true, true, true]);
  });

  it('tells parameters from buffers, and that one tensor could be either', () => {
    const { trainable = 0, frozen = 0, buffers = 0, certain } = facts.parameters ?? {};
    expect(trainable + frozen + buffers).toBe(98_537);
    // `_trajectory_head.vocab` is a buffer of 8192 × 2 × 3 elements; a frozen parameter would look the same.
    expect({ frozen, certain }).toEqual({ frozen: 8192 * 2 * 3, certain: false });
  });

  it('has findings that inform, and none that warn', () => {
    expect(document.findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'info optimizer/lr-zero',
      'info optimizer/no-state',
      'info zip/overhead',
    ]);
  });

  it('was read in five reads at most, of its pickle and its directory', () => {
    expect(document.cost.reads).toBeLessThanOrEqual(5);
    expect(document.cost.bytesRead).toBeLessThan(322_000 + 187_000 + 128 * 1024);
  });
});

describe('writeDocument', () => {
  it('writes the fields in the order of the contract, and values that JSON can read', () => {
    const pieces: string[] = [];
    writeDocument(document, (piece) => pieces.push(piece));
    const printed: Record<string, unknown> = JSON.parse(pieces.join(''));
    expect(Object.keys(printed)).toEqual([
      'schema',
      'file',
      'format',
      'container',
      'counters',
      'topLevel',
      'totals',
      'tensors',
      'values',
      'findings',
      'cost',
    ]);
    expect(printed['values']).toMatchObject({ $dict: 'builtins.dict' });
  });
});
