import { describe, expect, it } from 'vitest';
import { chooseAxis, labelCheckpoints, listCheckpointFacts, writeRate } from './checkpointLabels.ts';

describe('the axis of a series', () => {
  it('goes by epochs that grow', () => {
    expect(chooseAxis([{ epoch: 35, globalStep: 1 }, { epoch: 39 }])).toBe('epoch');
  });

  it('goes by steps where several checkpoints are of one epoch', () => {
    const checkpoints = [
      { epoch: 3, globalStep: 900 },
      { epoch: 3, globalStep: 1200 },
    ];
    expect(chooseAxis(checkpoints)).toBe('step');
    expect(labelCheckpoints(checkpoints)).toEqual(['900', '1\u202F200']);
  });

  it('counts files where neither is stated by all', () => {
    expect(labelCheckpoints([{ epoch: 3 }, {}])).toEqual(['#1', '#2']);
  });
});

it('tells what a checkpoint states and nothing else', () => {
  const checkpoint = { file: 'f', name: 'a.ckpt', bytes: 1024, epoch: 39, learningRate: 1.5e-7, findings: [] };
  expect(listCheckpointFacts(checkpoint)).toEqual([
    ['epoch', '39'],
    ['lr', '1.5e\u22127'],
    ['size', '1.00 KiB'],
  ]);
});

it.each([
  [1e-4, '1e\u22124'],
  [0.001, '0.001'],
  [0, '0'],
  [1.5413e-7, '1.54e\u22127'],
])('writes a learning rate of %s as %s', (rate, text) => expect(writeRate(rate)).toBe(text));
