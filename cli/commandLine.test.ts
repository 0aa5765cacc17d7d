import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from './commandLine.ts';

const ROOT = join(import.meta.dirname, '..');
const SAMPLE = join(ROOT, 'samples', 'run', 'epoch=39-step=9680.ckpt');
const DAMAGED = join(ROOT, 'test', 'fixtures', 'damage', 'torch', 'tensor_oob.pt');
const WEB_PAGE = join(ROOT, 'test', 'fixtures', 'damage', 'torch', 'html_error_page.ckpt');
const STRANGE_NAMES = join(ROOT, 'test', 'fixtures', 'conformance', 'copied', 'keys_strings.pt');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-cli-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...args: readonly string[]): Promise<Run> {
  let [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  const code = await runCommandLine(args);
  return { code, out, err };
}

/** What a run printed, which must be one JSON document and nothing else. */
function parse({ out }: Run): unknown {
  return JSON.parse(out);
}

describe('epochscope inspect --json', () => {
  it('prints one document on stdout, and nothing on stderr', async () => {
    const answer = await run('inspect', '--json', SAMPLE);
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect(parse(answer)).toMatchObject({
      schema: 'epochscope.inspect/1',
      file: { name: 'epoch=39-step=9680.ckpt', bytes: 1_638_333 },
      counters: { epoch: 39, globalStep: 9680 },
    });
    expect(parse(answer)).not.toHaveProperty('values');
  });

  it('includes the tree of values when asked', async () => {
    expect(parse(await run('inspect', '--json', '--values', DAMAGED))).toHaveProperty('values.$dict', 'builtins.dict');
  });

  it('answers 1 for findings of severity error', async () => {
    const answer = await run('inspect', '--json', DAMAGED);
    expect(answer.code).toBe(1);
    expect(parse(answer)).toMatchObject({
      findings: [{ code: 'tensor/bounds', severity: 'error', at: { path: ['bad'] } }],
    });
  });

  it('answers 2 and an error document for what is no checkpoint', async () => {
    const answer = await run('inspect', '--json', WEB_PAGE);
    expect(answer).toMatchObject({ code: 2, err: '' });
    expect(parse(answer)).toMatchObject({ schema: 'epochscope.error/1', code: 'format/not-a-checkpoint' });
  });

  it('prints a list for several files, and answers with the highest code', async () => {
    const answer = await run('inspect', '--json', DAMAGED, join(folder, 'missing.ckpt'), SAMPLE);
    expect(answer.code).toBe(2);
    expect(parse(answer)).toMatchObject([
      { schema: 'epochscope.inspect/1' },
      { schema: 'epochscope.error/1', code: 'source/not-found' },
      { schema: 'epochscope.inspect/1' },
    ]);
  });

  it.each([[['inspect', '--json']], [['inspect', '--json', '--nonsense', 'x.ckpt']], [['nonsense', '--json']]])(
    'answers bad usage (%j) with an error document too',
    async (args) => {
      const answer = await run(...args);
      expect(answer.code).toBe(2);
      expect(parse(answer)).toMatchObject({ schema: 'epochscope.error/1', code: 'usage' });
    },
  );
});

describe('epochscope inspect', () => {
  it('lays out counters, findings and every tensor where nobody watches a terminal', async () => {
    const { code, out } = await run('inspect', SAMPLE);
    expect(code).toBe(0);
    expect(out).toMatch(/Global step {2}9680\n/);
    expect(out).toContain('Learning rate is 0  optimizer/lr-zero');
    expect(out).toContain('state_dict.agent.model._trajectory_head.layers.6.bias');
    expect(out).toMatch(/Nothing in the file was executed\. Read .* in 4 reads/);
  });

  it('aligns its columns', async () => {
    const { out } = await run('inspect', SAMPLE);
    const rows = out.split('\n').filter((line) => / {2}float32 {2}\[/.test(line));
    expect(rows.length).toBeGreaterThan(2000);
    expect(new Set(rows.map((row) => row.indexOf('  float32  ['))).size).toBe(1);
  });

  it('never lets a file move the cursor or colour the terminal', async () => {
    const { out } = await run('inspect', '--values', STRANGE_NAMES);
    expect(out).toContain(String.raw`ansi\x1b[31mred`);
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('says what is wrong on stderr, without a stack trace unless asked', async () => {
    const quiet = await run('inspect', WEB_PAGE);
    expect(quiet).toMatchObject({ code: 2, out: '' });
    expect(quiet.err).toContain('This is a web page, not a checkpoint.');
    expect(quiet.err).not.toMatch(/\n\s+at /);
    expect((await run('inspect', '--debug', WEB_PAGE)).err).toMatch(/\n\s+at /);
  });

  it.each([
    ['a folder', [], 'source/not-a-file'],
    ['a distributed checkpoint', ['.metadata', '__0_0.distcp'], 'format/unsupported'],
    ['a DeepSpeed checkpoint', ['mp_rank_00_model_states.pt'], 'format/unsupported'],
  ])('tells %s by what it holds', async (_, names, code) => {
    const checkpoint = join(folder, 'checkpoint');
    await mkdir(checkpoint);
    for (const name of names) await writeFile(join(checkpoint, name), 'x');
    expect(parse(await run('inspect', '--json', checkpoint))).toMatchObject({ code });
  });
});

describe('epochscope', () => {
  it('prints its version and its help, and both are no errors', async () => {
    const version = await run('--version');
    expect(version).toMatchObject({ code: 0, err: '' });
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run('inspect', '--help')).out).toContain('--values');
  });
});
