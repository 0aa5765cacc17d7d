import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DiffDocument } from '../engine/index.ts';
import { runCommandLine } from './commandLine.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../test/fixtures/${name}`, import.meta.url));
const A = fixture('conformance/copied/diff_a.pt');
const B = fixture('conformance/copied/diff_b.pt');

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function diff(...args: string[]): Promise<{ readonly code: number; readonly document: DiffDocument }> {
  const code = await runCommandLine(['diff', ...args, '--json']);
  const document: DiffDocument = JSON.parse(printed);
  return { code, document };
}

describe('epochscope diff', () => {
  it('answers 1 and one document where the files differ', async () => {
    const { code, document } = await diff(A, B);
    expect(code).toBe(1);
    expect(document).toMatchObject({
      schema: 'epochscope.diff/1',
      left: { name: 'diff_a.pt', counters: { epoch: 1 } },
      totals: { identical: 1, changed: 1, retyped: 1, added: 1, removed: 1, reshaped: 0, renamed: 0 },
      values: [
        { path: ['epoch'], before: 1, after: 2 },
        { path: ['lr'], before: 0.1, after: 0.01 },
      ],
    });
    expect(document.tensors.find(({ name }) => name === 'state_dict.l2.w')).toMatchObject({
      status: 'retyped',
      byValue: true,
      before: { dtype: 'float32' },
      after: { dtype: 'float16' },
    });
  });

  it('answers 0 where they are the same', async () => {
    const { code, document } = await diff(A, A);
    expect(code).toBe(0);
    expect(document).toMatchObject({ same: true, values: [], totals: { identical: 4 } });
  });

  it('answers 2 and an error document where a file cannot be read', async () => {
    expect(await runCommandLine(['diff', A, fixture('missing.pt'), '--json'])).toBe(2);
    expect(JSON.parse(printed)).toMatchObject({ schema: 'epochscope.error/1', code: 'source/not-found' });
  });

  it('selects tensors and values by name', async () => {
    const { code, document } = await diff(A, B, '--select', 'l0.w');
    expect(code).toBe(0);
    expect(document.tensors.map(({ name }) => name)).toEqual(['state_dict.l0.w']);
  });

  it('takes changes within the tolerance for the exit code only', async () => {
    const within = await diff(A, B, '--select', 'l1.w', '--tolerance', '1e-2');
    expect(within.code).toBe(0);
    expect(within.document.tensors).toMatchObject([{ status: 'changed' }]);
    printed = '';
    expect((await diff(A, B, '--select', 'l1.w', '--tolerance', '1e-6')).code).toBe(1);
  });

  it('sorts by relative change, largest change or name', async () => {
    const { document } = await diff(A, B, '--sort', 'relL2');
    expect(document.tensors.slice(0, 2).map(({ name }) => name)).toEqual(['state_dict.l2.w', 'state_dict.l1.w']);
  });

  it('refuses an order or a tolerance that it does not know', async () => {
    expect(await runCommandLine(['diff', A, B, '--sort', 'size', '--json'])).toBe(2);
    printed = '';
    expect(await runCommandLine(['diff', A, B, '--tolerance', 'much', '--json'])).toBe(2);
    expect(JSON.parse(printed)).toMatchObject({ code: 'usage' });
  });

  it('lays the difference out for a person, without colours where nobody looks', async () => {
    expect(await runCommandLine(['diff', A, B])).toBe(1);
    expect(printed).toContain('T  state_dict.l2.w  1.68e-4');
    expect(printed).toContain('float32 → float16');
    expect(printed).not.toContain('\u001B');
  });
});
