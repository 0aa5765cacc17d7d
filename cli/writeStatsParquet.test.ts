import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from './commandLine.ts';

const SPECIAL = join(import.meta.dirname, '..', 'test', 'fixtures', 'conformance', 'copied', 'special_values.pt');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-parquet-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('stats --parquet', () => {
  it('writes a row a tensor, with null where a figure does not apply, and keeps a file that is there', async () => {
    const target = join(folder, 'stats.parquet');
    expect(await runCommandLine(['stats', SPECIAL, '--parquet', target])).toBe(0);
    const bytes = await readFile(target);
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    const row = (name: string) => rows.find((one) => one['name'] === name);
    expect(row('float32')).toMatchObject({ dtype: 'float32', shape: '[12]', count: 12, nan: 1, posinf: 1, neginf: 1 });
    expect(row('float32_allnan')).toMatchObject({ nan: 5, finite: 0, min: null, mean: null, p50: null });
    expect(row('f64_huge')?.['l2']).toBe(Infinity);

    expect(await runCommandLine(['stats', SPECIAL, '--parquet', target])).toBe(2);
    expect(await readFile(target)).toEqual(bytes);
    expect(await runCommandLine(['stats', SPECIAL, '--parquet', target, '--force'])).toBe(0);
  });
});
