import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../test/support/memoryFiles.ts';
import { rejection } from '../../test/support/rejection.ts';
import { writeSafetensors, type MadeTensor } from '../../test/support/writeSafetensors.ts';
import { writePickle } from '../../test/support/writePickle.ts';
import type { EngineApi, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { createTestSession } from '../../test/support/comparingSession.ts';

const vector = (...values: number[]): MadeTensor => ({ shape: [values.length], values: Float32Array.from(values) });
/** Bytes between tensors that are cheaper to skip than to read: each gets a read of its own. */
const GAP = 100_000;
const REF = { left: 'left', right: 'right', align: false };

let files: MemoryFiles;
let engine: EngineApi;

beforeEach(async () => {
  files = new MemoryFiles();
  files.write('left', writeSafetensors({ 'a.w': vector(3, 4), 'a.v': vector(1), 'b.w': vector(2) }, GAP));
  files.write('right', writeSafetensors({ 'a.w': vector(3, 5), 'a.v': vector(1), 'c.w': vector(6, 8) }, GAP));
  engine = createTestSession({ resources: files });
  await openBoth();
});

async function openBoth(): Promise<void> {
  await engine.open({ file: 'left' });
  await engine.open({ file: 'right' });
  files.read.clear();
}

/** Holds back the first read until `open` is called; `reached` resolves when it is wanted. */
function holdReads(): { readonly reached: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  let reach = (): void => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  files.gate = async () => {
    reach();
    await gate;
  };
  return { reached, open };
}

describe('comparing two open files', () => {
  it('says how many tensors are the same, differ, came and went', async () => {
    const progress: Progress[] = [];
    const overview = await engine.compareFiles(REF, { onUpdate: (update) => progress.push(update) });
    expect(overview).toMatchObject({
      left: { name: 'left', format: 'safetensors' },
      right: { name: 'right' },
      same: false,
      tensors: { identical: 1, changed: 1, added: 1, removed: 1, reshaped: 0, retyped: 0, renamed: 0 },
      values: 0,
    });
    expect(overview.cost.bytesRead).toBeGreaterThan(0);
    const last = progress.findLast(({ what }) => what === 'Comparing');
    expect(last?.done).toBe(last?.total);
  });

  it('reads nothing again for a second question', async () => {
    await engine.compareFiles(REF);
    files.read.clear();
    await engine.compareFiles(REF);
    await engine.comparisonTree({ comparison: REF, section: 'tensors' });
    await engine.exportComparison(REF);
    expect(files.read.size).toBe(0);
  });

  it('compares once for questions that come together', async () => {
    await engine.compareFiles(REF);
    const once = new Map(files.read);
    await engine.close({ file: 'left' });
    await engine.open({ file: 'left' });
    files.read.clear();
    const both = await Promise.all([
      engine.compareFiles(REF),
      engine.comparedValues(REF),
      engine.comparisonTree({ comparison: REF, section: 'moments' }),
    ]);
    expect(both[0].tensors.changed).toBe(1);
    expect(files.read.get('left')).toBe(once.get('left'));
  });

  it('goes on for others when one question is cancelled, and ends when the last one is', async () => {
    const { reached, open } = holdReads();
    const [first, second] = [new AbortController(), new AbortController()];
    const cancelled = rejection(engine.compareFiles(REF, { signal: first.signal }));
    const answered = engine.compareFiles(REF, { signal: second.signal });
    await reached;
    first.abort();
    expect((await cancelled).code).toBe('cancelled');
    open();
    expect((await answered).tensors.changed).toBe(1);
  });

  it('keeps nothing of a run that was cancelled', async () => {
    const { reached, open } = holdReads();
    const cancel = new AbortController();
    const cancelled = rejection(engine.compareFiles(REF, { signal: cancel.signal }));
    await reached;
    cancel.abort();
    expect((await cancelled).code).toBe('cancelled');
    const again = engine.compareFiles(REF);
    open();
    expect((await again).tensors.changed).toBe(1);
  });

  it('keeps nothing of a run that failed', async () => {
    files.onRead = () => {
      throw new InspectError({ code: 'source/read', message: 'The disk is gone.' });
    };
    expect((await rejection(engine.compareFiles(REF))).code).toBe('source/read');
    files.onRead = () => {};
    expect((await engine.compareFiles(REF)).tensors.changed).toBe(1);
  });

  it.each(['left', 'right'])(
    'is given up when the %s file is closed, which waits until nothing reads',
    async (file) => {
      const { reached, open } = holdReads();
      const closed = rejection(engine.compareFiles(REF));
      await reached;
      const closing = engine.close({ file });
      expect((await closed).code).toBe('engine/closed');
      expect(files.openSources).toBe(2);
      open();
      await closing;
      expect(files.openSources).toBe(1);
      expect((await rejection(engine.compareFiles(REF))).code).toBe('engine/closed');
    },
  );

  it('forgets the outcome with the file: one that was written anew is compared anew', async () => {
    await engine.compareFiles(REF);
    await engine.close({ file: 'right' });
    files.write('right', writeSafetensors({ 'a.w': vector(3, 4), 'a.v': vector(1), 'b.w': vector(2) }));
    await engine.open({ file: 'right' });
    expect(await engine.compareFiles(REF)).toMatchObject({ same: true, tensors: { identical: 3 } });
  });

  it('finds a file the same as itself', async () => {
    const ref = { left: 'left', right: 'left', align: false };
    expect(await engine.compareFiles(ref)).toMatchObject({ same: true, tensors: { identical: 3 } });
    const tree = await engine.comparisonTree({ comparison: ref, section: 'tensors' });
    expect([tree.relL2[0], tree.differing[0], tree.leftL2[0]]).toEqual([0, 0, Math.sqrt(30)]);
  });

  it('has no rows in a section without tensors', async () => {
    const { index, status } = await engine.comparisonTree({ comparison: REF, section: 'moments' });
    expect([index.nodes, [...status]]).toEqual([1, [255]]);
    expect(await engine.describeMatch({ comparison: REF, section: 'moments', node: 0 })).toMatchObject({
      tensors: { identical: 0, changed: 0 },
      moments: [],
    });
  });

  it('hears a cancel while large values are compared, and has turns for other questions meanwhile', async () => {
    const entries = (last: number) =>
      writePickle(
        {
          kind: 'dict',
          type: 'builtins.dict',
          keys: Array.from({ length: 20_000 }, (_, at) => `key ${at}`),
          values: Array.from({ length: 20_000 }, (_, at) => at + last),
        },
        4,
      );
    files.write('one.pkl', entries(0));
    files.write('other.pkl', entries(1));
    let turns = 0;
    let onTurn = (): void => {};
    const yieldNow = async (): Promise<void> => {
      turns++;
      onTurn();
      await new Promise((resolve) => void setImmediate(resolve));
    };
    // Time passes with every look at the clock: a pause is due at each.
    let time = 0;
    const slow = createTestSession({ resources: files, clock: () => (time += 30), yieldNow });
    await slow.open({ file: 'one.pkl' });
    await slow.open({ file: 'other.pkl' });
    const ref = { left: 'one.pkl', right: 'other.pkl', align: false };
    turns = 0;
    expect(await slow.compareFiles(ref)).toMatchObject({ values: 20_000 });
    const whole = turns;
    expect(whole).toBeGreaterThan(250);

    await slow.close({ file: 'one.pkl' });
    await slow.open({ file: 'one.pkl' });
    turns = 0;
    const cancel = new AbortController();
    // Tensors have been listed by then, and values are being compared.
    const late = Math.floor(whole * 0.6);
    onTurn = () => {
      if (turns === late) cancel.abort();
    };
    expect((await rejection(slow.compareFiles(ref, { signal: cancel.signal }))).code).toBe('cancelled');
    await slow.close({ file: 'one.pkl' });
    expect(turns).toBeLessThan(late + 10);
  });
});
