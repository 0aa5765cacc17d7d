import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { InspectError } from '../../shared/inspectError.ts';
import { compareStatistics, computeDocument, type StatisticsTruth } from './compareStatistics.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');
const SAMPLES = join(import.meta.dirname, '..', '..', 'samples', 'run');
/** Another folder of files with truths beside them, such as a larger corpus. */
const MORE = process.env['EPOCHSCOPE_CORPUS'];

// Made by test/fixtures/statistics/collect.py from what PyTorch found in the files.
const truths: Record<string, readonly StatisticsTruth[]> = JSON.parse(
  readFileSync(join(FIXTURES, 'statistics', 'truth.json'), 'utf8'),
);

it.each(Object.keys(truths))('%s has the statistics that PyTorch finds', async (name) => {
  const path = join(FIXTURES, 'conformance', 'copied', name);
  expect(await compareStatistics(path, truths[name] ?? [])).toEqual([]);
});

it('compares many files', () => {
  expect(Object.keys(truths).length).toBeGreaterThan(100);
});

it.each(readdirSync(SAMPLES).filter((name) => name.endsWith('.ckpt')))(
  'finds figures for every tensor of the sample %s',
  async (name) => {
    const { tensors, totals, findings } = await computeDocument(readFileSync(join(SAMPLES, name)), name);
    expect(totals.tensors).toBe(2970);
    expect(totals.withoutFigures).toBe(0);
    // The best score of a run without a monitor is infinite.
    const without = tensors.filter(({ quantiles }) => quantiles === null);
    expect(without.map(({ path, posinf }) => [path.at(-1), posinf])).toEqual([['kth_value', 1]]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);

if (MORE !== undefined) {
  it('finds in a larger corpus the statistics that PyTorch finds', { timeout: 600_000 }, async () => {
    const differing: string[] = [];
    let compared = 0;
    for (const { path, tensors } of listTruths(MORE)) {
      try {
        const lines = await compareStatistics(path, tensors);
        differing.push(...lines.map((line) => `${basename(path)}: ${line}`));
        compared++;
      } catch (error) {
        // What does not open is the matter of conformance.test.ts.
        if (!(error instanceof InspectError)) throw error;
      }
    }
    process.stderr.write(`statistics of ${compared} files compared in ${basename(MORE)}\n`);
    expect(differing).toEqual([]);
  });
}

interface CorpusTensor extends StatisticsTruth {
  /** Of a sparse tensor, whose values stand for it. */
  readonly parts?: { readonly values?: Pick<StatisticsTruth, 'stats'> };
}

function* listTruths(folder: string): Generator<{ path: string; tensors: readonly StatisticsTruth[] }> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name.slice(0, -'.truth.json'.length));
    if (!name.endsWith('.truth.json') || !existsSync(path)) continue;
    // Python's json writes infinities as JavaScript does, which JSON does not have; here they are the account's own overflow.
    const text = readFileSync(join(folder, name), 'utf8').replaceAll(/"l2": Infinity,/gu, '');
    const truth: { readonly tensors?: readonly CorpusTensor[] } = JSON.parse(text);
    // Accounts of damage have other fields.
    if (truth.tensors?.[0]?.path === undefined) continue;
    const tensors: readonly CorpusTensor[] = truth.tensors;
    yield {
      path,
      tensors: tensors.map((tensor) => ({ ...tensor, stats: tensor.stats ?? tensor.parts?.values?.stats ?? null })),
    };
  }
}
