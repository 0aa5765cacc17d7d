import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallContext, EngineApi, StatisticsResult, StatisticsUpdate } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { NodeFlag } from '../../shared/treeIndex.ts';
import { figureBatchOf } from '../../test/support/figureBatch.ts';
import { moduleNode, tensorNode, treeIndexOf } from '../../test/support/treeIndexOf.ts';
import { AUTOMATIC_BYTES, FileStatistics, REST_MS } from './fileStatistics.ts';

/** Numbers of the nodes, in preorder. */
const [MODULE, WEIGHT, BIAS, HUGE, LARGE, REPEATED] = [1, 2, 3, 4, 5, 6];
const INDEX = treeIndexOf([
  moduleNode('proj', [tensorNode('weight'), tensorNode('bias')]),
  moduleNode('huge', [tensorNode('large', [AUTOMATIC_BYTES])]),
  { ...tensorNode('tied'), flags: NodeFlag.repeated },
]);

interface Call {
  readonly nodes: readonly number[] | undefined;
  readonly signal: AbortSignal;
  send(update: StatisticsUpdate): void;
  figures(...tensors: number[]): void;
  finish(): Promise<void>;
}

/** An engine that answers when the test says so. */
function heldEngine() {
  const calls: Call[] = [];
  const sums: number[][] = [];
  const computeStatistics: EngineApi['computeStatistics'] = (params, context: CallContext<StatisticsUpdate> = {}) =>
    new Promise<StatisticsResult>((resolve, reject) => {
      const signal = context.signal ?? new AbortController().signal;
      const send = (update: StatisticsUpdate): void => context.onUpdate?.(update);
      signal.addEventListener('abort', () => reject(new InspectError({ code: 'cancelled', message: 'given up' })));
      calls.push({
        nodes: params.nodes && [...params.nodes],
        signal,
        send,
        figures: (...tensors) =>
          send({ kind: 'figures', batch: figureBatchOf(tensors.map((tensor) => ({ tensor, count: 6, finite: 5 }))) }),
        async finish() {
          resolve({ tensors: 0, none: [], cost: { bytesRead: 24, reads: 1, ms: 2 } });
          await vi.advanceTimersByTimeAsync(0);
        },
      });
    });
  const groupStatistics: EngineApi['groupStatistics'] = async ({ nodes }) => {
    sums.push([...nodes]);
    return figureBatchOf([...nodes].map((tensor) => ({ tensor, count: 12 })));
  };
  return { engine: { computeStatistics, groupStatistics }, calls, sums };
}

function open() {
  const held = heldEngine();
  return { ...held, statistics: new FileStatistics({ id: 'a', engine: held.engine }, INDEX, () => 0) };
}

async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(REST_MS);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what is visible', () => {
  it('is asked for once scrolling rests: tensors first, then modules, then their sums', async () => {
    const { statistics, calls, sums } = open();
    statistics.watch(Uint32Array.of(MODULE), true);
    statistics.watch(Uint32Array.of(MODULE, WEIGHT), true);
    expect(calls).toHaveLength(0);
    expect(statistics.stateOf(WEIGHT)).toBe('pending');
    await rest();
    expect(calls.map(({ nodes }) => nodes)).toEqual([[WEIGHT]]);
    calls[0]?.figures(WEIGHT);
    expect(statistics.stateOf(WEIGHT)).toBe('known');
    await calls[0]?.finish();
    expect(calls[1]?.nodes).toEqual([MODULE]);
    calls[1]?.figures(BIAS);
    await calls[1]?.finish();
    expect(sums).toEqual([[MODULE]]);
    expect(statistics.table.read(MODULE)?.count).toBe(12);
  });

  it('is given up when the view moves on, and keeps what has come', async () => {
    const { statistics, calls } = open();
    statistics.watch(Uint32Array.of(WEIGHT, BIAS), true);
    await rest();
    calls[0]?.figures(WEIGHT);
    statistics.watch(Uint32Array.of(LARGE), true);
    expect(calls[0]?.signal.aborted).toBe(true);
    await rest();
    expect(calls[1]?.nodes).toEqual([LARGE]);
    expect(statistics.stateOf(WEIGHT)).toBe('known');
    expect(statistics.stateOf(BIAS)).toBe('pending');
  });

  it('goes on while a row that waits for it is visible', async () => {
    const { statistics, calls } = open();
    statistics.watch(Uint32Array.of(WEIGHT, BIAS), true);
    await rest();
    statistics.watch(Uint32Array.of(BIAS, LARGE), true);
    expect(calls[0]?.signal.aborted).toBe(false);
  });

  it('is left alone where it is too large or nobody wants it', async () => {
    const { statistics, calls } = open();
    statistics.watch(Uint32Array.of(HUGE), true);
    expect(statistics.stateOf(HUGE)).toBe('unasked');
    await rest();
    statistics.watch(Uint32Array.of(WEIGHT), false);
    expect(statistics.stateOf(WEIGHT)).toBe('unasked');
    await rest();
    expect(calls).toEqual([]);
  });

  it('is not asked for again after a failure', async () => {
    const { engine } = heldEngine();
    const computeStatistics = vi.fn<EngineApi['computeStatistics']>(async () => {
      throw new InspectError({ code: 'source/changed', message: 'changed' });
    });
    const statistics = new FileStatistics({ id: 'a', engine: { ...engine, computeStatistics } }, INDEX);
    statistics.watch(Uint32Array.of(WEIGHT), true);
    await rest();
    statistics.watch(Uint32Array.of(BIAS), true);
    await rest();
    expect(computeStatistics).toHaveBeenCalledTimes(1);
    expect(statistics.report().error?.code).toBe('source/changed');
    expect(statistics.stateOf(BIAS)).toBe('unasked');
  });

  it('shows a repeated tensor through a sum of its own', async () => {
    const { statistics, calls, sums } = open();
    statistics.watch(Uint32Array.of(REPEATED), true);
    await rest();
    calls[0]?.figures(WEIGHT);
    await calls[0]?.finish();
    expect(sums).toEqual([[REPEATED]]);
    expect(statistics.stateOf(REPEATED)).toBe('known');
  });
});

describe('a row that is described in full', () => {
  it('counts as visible, for its tensors and for its sum', async () => {
    const { statistics, calls, sums } = open();
    statistics.watch(Uint32Array.of(BIAS), true);
    statistics.describe(MODULE);
    await rest();
    expect(calls[0]?.nodes).toEqual([BIAS]);
    calls[0]?.figures(BIAS);
    await calls[0]?.finish();
    expect(calls[1]?.nodes).toEqual([MODULE]);
    calls[1]?.figures(WEIGHT);
    await calls[1]?.finish();
    expect(sums).toEqual([[MODULE]]);
    expect(statistics.stateOf(MODULE)).toBe('known');
  });

  it('is given up when another row is described', async () => {
    const { statistics, calls } = open();
    statistics.describe(MODULE);
    await rest();
    statistics.describe(undefined);
    expect(calls[0]?.signal.aborted).toBe(true);
  });

  it('waits to be asked for where it is large, and after a cancel', async () => {
    const { statistics, calls } = open();
    statistics.describe(HUGE);
    await rest();
    expect(calls).toHaveLength(0);
    expect(statistics.stateOf(HUGE)).toBe('unasked');
    statistics.compute(Uint32Array.of(HUGE));
    expect(statistics.stateOf(HUGE)).toBe('pending');
    statistics.cancel();
    await rest();
    expect(statistics.stateOf(HUGE)).toBe('unasked');
    statistics.describe(MODULE);
    await rest();
    expect(calls).toHaveLength(1);
    expect(statistics.stateOf(MODULE)).toBe('unasked');
  });
});

describe('what a person asks for', () => {
  it('takes the place of what is under way, and is finished out of sight', async () => {
    const { statistics, calls } = open();
    statistics.watch(Uint32Array.of(WEIGHT), true);
    await rest();
    statistics.compute();
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    statistics.leave();
    expect(calls[1]?.signal.aborted).toBe(false);
    calls[1]?.figures(WEIGHT, BIAS);
    expect(statistics.report()).toMatchObject({ tensors: 3, settled: 2, run: { asked: true, settled: 2 } });
    await calls[1]?.finish();
    expect(statistics.report()).toMatchObject({ settled: 3, run: undefined, bytesRead: 24, ms: 2 });
    expect(statistics.isComplete).toBe(true);
    expect(statistics.stateOf(LARGE)).toBe('absent');
  });

  it('is counted once where rows lie below each other', () => {
    const { statistics, calls } = open();
    statistics.compute(Uint32Array.of(BIAS, MODULE));
    expect(calls[0]?.nodes).toEqual([MODULE]);
    expect(statistics.report().run?.tensors).toBe(2);
  });

  it('stops when it is cancelled, and nothing begins by itself until the view moves', async () => {
    const { statistics, calls } = open();
    statistics.watch(Uint32Array.of(WEIGHT), true);
    await rest();
    expect(statistics.cancel()).toBe(true);
    await rest();
    expect(calls).toHaveLength(1);
    expect(statistics.cancel()).toBe(false);
    statistics.watch(Uint32Array.of(WEIGHT, BIAS), true);
    await rest();
    expect(calls).toHaveLength(2);
  });

  it('counts tensors that satisfy a condition, each once', () => {
    const { statistics, calls } = open();
    statistics.compute();
    calls[0]?.figures(WEIGHT);
    calls[0]?.figures(WEIGHT, BIAS);
    expect(statistics.countOf('has-nan')).toBe(2);
    expect(statistics.countOf('constant')).toBe(0);
  });

  it('tells whoever listens that rows are to be arranged again', async () => {
    const { statistics, calls } = open();
    const heard = vi.fn<() => void>();
    const stop = statistics.subscribe(heard);
    statistics.compute();
    const before = statistics.answers();
    await calls[0]?.finish();
    expect(statistics.answers()).toBe(before + 1);
    expect(heard).toHaveBeenCalled();
    stop();
  });
});
