import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StatsDocument } from '../engine/index.ts';
import { runCommandLine } from './commandLine.ts';

const COPIED = join(import.meta.dirname, '..', 'test', 'fixtures', 'conformance', 'copied');
const SPECIAL = join(COPIED, 'special_values.pt');
const TIED = join(COPIED, 'shared_tied.pt');
const SAMPLE = join(import.meta.dirname, '..', 'samples', 'run', 'epoch=39-step=9680.ckpt');

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs a command; answers with its exit code and what it wrote to stdout. */
async function run(...args: readonly string[]): Promise<{ code: number; stdout: string }> {
  let stdout = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const code = await runCommandLine(['stats', ...args]);
  vi.restoreAllMocks();
  return { code, stdout };
}

async function computeDocument(...args: readonly string[]): Promise<StatsDocument> {
  const { code, stdout } = await run(...args, '--json');
  expect(code).toBe(0);
  const document: StatsDocument = JSON.parse(stdout);
  return document;
}

describe('stats --json', () => {
  it('keeps 64-bit extremes exact and names what JSON has no number for', async () => {
    const { schema, tensors } = await computeDocument(SPECIAL);
    expect(schema).toBe('epochscope.stats/1');
    const entry = (name: string) => tensors.find((one) => one.name === name);
    expect(entry('i64')).toMatchObject({ min: '-9223372036854775808', max: '9223372036854775807' });
    expect(entry('u64')).toMatchObject({ min: 0, max: '18446744073709551615' });
    expect(entry('f64_huge')).toMatchObject({ l2: 'inf' });
    expect(entry('float32_negzero')).toMatchObject({ min: '-0', max: '-0', zeros: 4 });
    expect(entry('float32_allnan')).toMatchObject({ nan: 5, min: null, mean: null, l2: null, quantiles: null });
    expect(entry('c128')).toMatchObject({ count: 2, min: null, mean: null, std: null, quantiles: null });
    expect(entry('c128')?.l2).toBeCloseTo(1.414_213_562e200, -192);
  });

  it('warns of NaN, tells of infinities, and answers all the same', async () => {
    const { findings } = await computeDocument(SPECIAL);
    const told = findings.filter(({ code }) => code === 'tensor/non-finite');
    expect(told.find(({ at }) => at?.path?.[0] === 'float32')).toMatchObject({
      severity: 'warning',
      found: '1 NaN, 2 infinite of 12',
    });
    expect(told.find(({ at }) => at?.path?.[0] === 'float32_allinf')).toMatchObject({ severity: 'info' });
  });

  it('lists a tensor at each of its paths and counts it once', async () => {
    const { tensors, totals } = await computeDocument(TIED);
    expect(tensors.map(({ name, sameAs }) => [name, sameAs])).toEqual([
      ['emb.weight', undefined],
      ['lm_head.weight', 0],
      ['alias_view', undefined],
    ]);
    expect(totals).toMatchObject({ tensors: 2, count: 256 });
    expect(tensors[1]?.mean).toBe(tensors[0]?.mean);
  });

  it('selects by a glob, within which sharing is counted anew', async () => {
    const { tensors } = await computeDocument(TIED, '--select', 'lm_head.*');
    expect(tensors.map(({ name, sameAs }) => [name, sameAs])).toEqual([['lm_head.weight', undefined]]);
    const sample = await computeDocument(SAMPLE, '--select', 'state_dict.**');
    expect(sample.tensors).toHaveLength(797);
  });

  it('has histograms only when asked, of at most so many bins', async () => {
    expect((await computeDocument(TIED)).tensors[0]).not.toHaveProperty('histogram');
    const [entry] = (await computeDocument(TIED, '--bins', '4')).tensors;
    expect(entry?.histogram?.counts).toHaveLength(4);
    expect(entry?.histogram?.edges).toHaveLength(5);
    const [first] = (await computeDocument(SAMPLE, '--hist', '--select', '*.qkv.weight')).tensors;
    expect(first?.histogram?.counts.length).toBeGreaterThan(30);
  });

  it('says why a tensor has no figures', async () => {
    const { tensors, totals } = await computeDocument(join(COPIED, 'meta.pt'));
    expect(tensors[0]).toMatchObject({ count: null, min: null, why: 'A meta tensor has a shape, but no values.' });
    expect(totals.withoutFigures).toBe(2);
  });

  it('answers bad usage and unreadable files with an error document and code 2', async () => {
    for (const args of [[TIED, '--bins', '0'], [TIED, '--select', '[a'], [join(COPIED, 'nothing.pt')]]) {
      const { code, stdout } = await run(...args, '--json');
      expect(code).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({ schema: 'epochscope.error/1' });
    }
  });
});

describe('stats for a person', () => {
  it('aligns figures of four digits and draws histograms', async () => {
    const { code, stdout } = await run(SPECIAL);
    expect(code).toBe(0);
    const line = stdout.split('\n').find((one) => one.startsWith('f32_tinydiff')) ?? '';
    expect(line.split(/ {2,}/)).toEqual([
      'f32_tinydiff',
      'float32',
      '[1000]',
      '1.000e8',
      '1.000e8',
      '1.000e8',
      '0.2529',
      '3.162e9',
      '0 %',
      '0',
      '████████████████',
    ]);
    const widths = new Set(
      ['float64_denorm', 'bfloat16_denorm'].map((name) =>
        stdout
          .split('\n')
          .find((one) => one.startsWith(name))
          ?.indexOf('0 %'),
      ),
    );
    expect(widths.size).toBe(1);
  });

  it('writes CSV with figures in full', async () => {
    const { stdout } = await run(TIED, '--csv');
    const [header, first] = stdout.split('\r\n');
    expect(header).toMatch(/^name,dtype,shape,count,finite,nan,.*,p95,p99$/);
    expect(first).toMatch(/^emb\.weight,float32,"\[16, 8\]",128,128,0,0,0,0,-2\.446554660797119,1\.7750484943389893,/);
  });
});
