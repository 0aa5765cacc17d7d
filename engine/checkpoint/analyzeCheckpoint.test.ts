import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../bytes/memorySource.ts';
import { openFile } from '../formats/openFile.ts';
import { analyzeCheckpoint } from './analyzeCheckpoint.ts';
import type { CheckpointFacts } from './checkpointFacts.ts';

const FIXTURES = new URL('../../test/fixtures/conformance/', import.meta.url);

async function analyze(file: string): Promise<CheckpointFacts> {
  const bytes = new Uint8Array(readFileSync(new URL(file, FIXTURES)));
  return analyzeCheckpoint(await openFile(new MemorySource(bytes, file.replace(/^.*\//u, ''))));
}

/** `moment of parameter`, with a question mark where that is not certain. */
function momentsOf({ owners }: CheckpointFacts): string[] {
  return [...owners.values()]
    .filter(({ moment }) => moment !== 'step')
    .map(({ moment, parameter, certain }) => `${moment} of ${parameter}${certain ? '' : '?'}`);
}

describe('analyzeCheckpoint', () => {
  it('gives the entries of a Lightning checkpoint their roles', async () => {
    const { sections } = await analyze('copied/lightning_adamw.ckpt');
    expect([...sections]).toEqual(
      expect.arrayContaining([
        ['epoch', 'counter'],
        ['global_step', 'counter'],
        ['state_dict', 'weights'],
        ['loops', 'loops'],
        ['callbacks', 'callbacks'],
        ['optimizer_states', 'optimizer'],
        ['lr_schedulers', 'scheduler'],
        ['hyper_parameters', 'hyper-parameters'],
      ]),
    );
  });

  it('finds weights and optimizer of a plain training script by what they hold', async () => {
    const { stateDict, optimizers, sections } = await analyze('generated/optimizer_adamw.pt');
    expect(stateDict?.path).toEqual(['model']);
    expect(optimizers.map(({ name }) => name)).toEqual(['optimizer']);
    expect(sections.get('scheduler')).toBe('scheduler');
  });

  it('takes a file that is one dict of tensors for the weights, without sections', async () => {
    const { stateDict, sections } = await analyze('copied/lora.pt');
    expect(stateDict?.path).toEqual([]);
    expect(sections.size).toBe(0);
  });

  it.each([
    ['adamw', ['exp_avg of 0.weight', 'exp_avg_sq of 0.weight', 'max_exp_avg_sq of 0.weight', 'exp_avg of 0.bias']],
    ['sgd', ['momentum_buffer of 0.weight', 'momentum_buffer of 0.bias', 'momentum_buffer of 1.weight']],
    ['adafactor', ['row_var of 0.weight', 'col_var of 0.weight', 'variance of 0.bias']],
    ['rmsprop', ['square_avg of 0.weight', 'grad_avg of 0.weight']],
    ['groups', ['exp_avg of 0.weight', 'exp_avg_sq of 0.weight', 'exp_avg of 3.weight', 'exp_avg_sq of 3.weight']],
    ['named', ['exp_avg of 0.weight', 'exp_avg_sq of 0.weight', 'exp_avg of 0.bias']],
  ])('assigns the moments of %s', async (name, moments) => {
    expect(momentsOf(await analyze(`generated/optimizer_${name}.pt`)).slice(0, moments.length)).toEqual(moments);
  });

  it('assigns the moments of two optimizers that share the parameters out among them', async () => {
    const moments = momentsOf(await analyze('copied/lightning_gan_two_opts.ckpt'));
    expect(moments.length).toBeGreaterThan(0);
    expect(new Set(moments).size).toBe(moments.length);
  });

  it('counts trained parameters and buffers', async () => {
    const { parameters } = await analyze('generated/optimizer_adamw.pt');
    // Linear(4, 6), BatchNorm1d(6), Linear(6, 2): 30 + 12 + 14 parameters; running mean, variance and count of batches.
    expect(parameters).toEqual({ trainable: 56, frozen: 0, buffers: 13, certain: true });
  });

  it('reports a slice that was saved with its whole storage', async () => {
    const { findings } = await analyze('copied/views_shared.pt');
    expect(findings.map(({ code }) => code)).toContain('storage/oversized');
  });

  it.each(['lightning_adamw.ckpt', 'lightning_midepoch.ckpt', 'lightning_gan_two_opts.ckpt', 'lightning_sgd.ckpt'])(
    'finds no contradiction among the counters of %s',
    async (file) => {
      const { counterChecks } = await analyze(`copied/${file}`);
      expect(counterChecks.length).toBeGreaterThan(2);
      expect(counterChecks.filter(({ agrees }) => !agrees)).toEqual([]);
    },
  );
});
