import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeriesDocument } from '../engine/index.ts';
import { runCommandLine } from './commandLine.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../test/fixtures/conformance/copied/${name}`, import.meta.url));

let folder: string;
let printed = '';
const { XDG_CACHE_HOME } = process.env;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-series-'));
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
  await rm(folder, { recursive: true });
});

async function series(...args: string[]): Promise<{ readonly code: number; readonly document: SeriesDocument }> {
  printed = '';
  const code = await runCommandLine(['series', ...args, '--json']);
  const document: SeriesDocument = JSON.parse(printed);
  return { code, document };
}

/** Two checkpoints whose names and order on disk say nothing. */
async function makeRun(): Promise<string> {
  const run = join(folder, 'run');
  await rm(run, { recursive: true, force: true });
  await mkdir(run);
  await copyFile(fixture('diff_b.pt'), join(run, 'a.pt'));
  await copyFile(fixture('diff_a.pt'), join(run, 'z.pt'));
  return run;
}

describe('epochscope series', () => {
  it('orders a folder by what is inside, and gives null where a checkpoint has no such tensor', async () => {
    const { code, document } = await series(await makeRun());
    expect(code).toBe(0);
    expect(document.checkpoints).toMatchObject([
      { file: 'z.pt', epoch: 1 },
      { file: 'a.pt', epoch: 2 },
    ]);
    const byName = new Map(document.tensors.map((entry) => [entry.name, entry]));
    expect(byName.get('state_dict.l0.w')).toMatchObject({ relL2: [null, 0], nan: [0, 0] });
    expect(byName.get('state_dict.l3.w')?.l2).toEqual([expect.any(Number), null]);
    expect(byName.get('state_dict.l4.w')).toMatchObject({ l2: [null, 0], relL2: [null, null] });
    expect(byName.get('state_dict.l2.w')?.relL2[1]).toBeGreaterThan(0);
  });

  it('writes nothing beside the checkpoints, and nothing at all without a cache', async () => {
    const run = await makeRun();
    await series(run, '--no-cache');
    await expect(readdir(join(folder, 'cache'))).rejects.toMatchObject({ code: 'ENOENT' });
    await series(run);
    expect(await readdir(run)).toEqual(['a.pt', 'z.pt']);
    expect(await readdir(join(folder, 'cache', 'epochscope', 'summaries'))).toHaveLength(2);
  });

  it('takes a damaged summary for none', async () => {
    const run = await makeRun();
    const { document } = await series(run);
    const summaries = join(folder, 'cache', 'epochscope', 'summaries');
    for (const name of await readdir(summaries))
      await writeFile(join(summaries, name), '{"schema":"epochscope.summary/1"}');
    expect((await series(run)).document.tensors).toEqual(document.tensors);
  });

  it('finds a copy', async () => {
    const run = await makeRun();
    await copyFile(fixture('diff_b.pt'), join(run, 'last.pt'));
    const { code, document } = await series(run);
    expect(code).toBe(0);
    expect(document.findings).toContainEqual(
      expect.objectContaining({ code: 'series/copy', message: 'last.pt is a copy of a.pt.' }),
    );
  });

  it('names a file that cannot be read, answers 1, and shows the others', async () => {
    const run = await makeRun();
    await writeFile(join(run, 'broken.ckpt'), 'PK');
    const { code, document } = await series(run);
    expect(code).toBe(1);
    expect(document.checkpoints).toHaveLength(2);
    expect(document.findings[0]).toMatchObject({ code: 'series/unreadable', severity: 'error' });
  });

  it('answers 2 where there is no checkpoint', async () => {
    expect(await runCommandLine(['series', folder, '--json'])).toBe(2);
    expect(JSON.parse(printed)).toMatchObject({ schema: 'epochscope.error/1', code: 'source/not-found' });
  });

  it('lays the series out for a person', async () => {
    expect(await runCommandLine(['series', await makeRun()])).toBe(0);
    expect(printed).toContain('→ epoch 2');
    expect(printed).toContain('state_dict.l1.w');
    expect(printed).not.toContain('\u001B');
  });
});
