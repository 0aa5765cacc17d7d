import { copyFile, link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from './commandLine.ts';

const FIXTURES = join(import.meta.dirname, '..', 'test', 'fixtures', 'conformance');
const SIGNS = join(FIXTURES, 'copied', 'conj_neg.pt');
const DTYPES = join(FIXTURES, 'generated', 'dtypes.pt');

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** Runs a command; answers with its exit code and what it wrote. */
async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  }
  const code = await runCommandLine(['export', ...args]);
  vi.restoreAllMocks();
  return { code, ...written };
}

describe('export', () => {
  it('writes a tensor as the document says, and nothing beside it', async () => {
    const { code, stdout } = await run(SIGNS, '--tensor', 'neg', '--to', join(folder, 'neg.npy'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      schema: 'epochscope.export/1',
      path: ['neg'],
      name: 'neg',
      dtype: 'float32',
      descr: '<f4',
      shape: [2],
      file: { name: 'neg.npy', bytes: 136 },
    });
    const bytes = new Uint8Array(await readFile(join(folder, 'neg.npy')));
    expect([...new Float32Array(bytes.buffer, 128)]).toEqual([-2, 4]);
    expect(await readdir(folder)).toEqual(['neg.npy']);
  });

  it('takes a path as JSON', async () => {
    const { code } = await run(SIGNS, '--tensor', '["conj"]', '--to', join(folder, 'conj.npy'));
    expect(code).toBe(0);
  });

  it('leaves an existing file alone unless it is told to replace it', async () => {
    const target = join(folder, 'neg.npy');
    await writeFile(target, 'mine');
    const refused = await run(SIGNS, '--tensor', 'neg', '--to', target, '--json');
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout)).toMatchObject({ schema: 'epochscope.error/1', code: 'usage' });
    expect(await readFile(target, 'utf8')).toBe('mine');
    expect((await run(SIGNS, '--tensor', 'neg', '--to', target, '--force')).code).toBe(0);
    expect(await readFile(target)).toHaveLength(136);
    expect(await readdir(folder)).toEqual(['neg.npy']);
  });

  it('never replaces the checkpoint itself, not even under another name', async () => {
    const checkpoint = join(folder, 'model.pt');
    await copyFile(SIGNS, checkpoint);
    await link(checkpoint, join(folder, 'model.npy'));
    const { code, stderr } = await run(checkpoint, '--tensor', 'neg', '--to', join(folder, 'model.npy'), '--force');
    expect([code, stderr]).toEqual([2, expect.stringContaining('the checkpoint itself')]);
    expect(await readFile(checkpoint)).toEqual(await readFile(SIGNS));
  });

  it('names tensors that are called alike', async () => {
    const { code, stderr } = await run(SIGNS, '--tensor', 'con', '--to', join(folder, 'x.npy'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('Names like it: conj.')]);
  });

  it('refuses a type that numpy does not have, and converts it where that is asked for', async () => {
    const target = join(folder, 'x.npy');
    const refused = await run(DTYPES, '--tensor', 'bfloat16', '--to', target);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--as float32')]);
    expect(await readdir(folder)).toEqual([]);
    expect((await run(DTYPES, '--tensor', 'bfloat16', '--to', target, '--as', 'float32')).code).toBe(0);
  });

  it('says when the folder does not exist', async () => {
    const target = join(folder, 'nowhere', 'x.npy');
    const { code, stdout } = await run(SIGNS, '--tensor', 'neg', '--to', target, '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'target/write', found: 'ENOENT' });
  });
});
