import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../test/support/memoryFiles.ts';
import { writeSafetensors, type MadeTensor } from '../../test/support/writeSafetensors.ts';
import type { CallContext, EngineApi, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { SeriesTree } from '../../shared/series.ts';
import type { TreeView } from '../../shared/treeIndex.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import { createLocalStrandPool } from '../compare/strandPool.ts';
import { createDifferenceKernel } from '../kernels/differenceKernel.ts';
import { createFileResources } from '../node/fileResources.ts';
import type { CheckpointSummary, SummaryCache } from '../series/checkpointSummary.ts';
import { readString } from '../tree/stringTable.ts';
import { createSession, type SessionParts } from './createSession.ts';
import type { Resources } from './resources.ts';

const PACE = {
  clock: () => performance.now(),
  yieldNow: () => new Promise<void>((resolve) => void setImmediate(resolve)),
};
const ALL: TreeView = {
  expansion: { base: 'all', toggled: new Uint32Array(0) },
  sort: { key: 'file', descending: false },
};
const NO_FILTER = { text: '', syntax: 'text', in: 'names', dtypes: [], shape: '', minBytes: 0 } as const;

class MemoryCache implements SummaryCache {
  readonly kept = new Map<string, CheckpointSummary>();
  async read(identity: string): Promise<CheckpointSummary | undefined> {
    return this.kept.get(identity);
  }
  async write(identity: string, summary: CheckpointSummary): Promise<void> {
    this.kept.set(identity, summary);
  }
}

const vector = (...values: number[]): MadeTensor => ({ shape: [values.length], values: Float32Array.from(values) });
const FILES = ['0', '1', '2', '3', '4'];
/** Bytes between tensors that are cheaper to skip than to read: neighbours get tasks and reads of their own. */
const GAP = 100_000;

/** Five files: `a` is in all, `b` in the first three, `c` in the last two. */
function writeRun(files: MemoryFiles): void {
  for (const [at, file] of FILES.entries()) {
    const tensors = {
      'm.a.weight': vector(3 + at, 4),
      ...(at < 3 ? { 'm.b.weight': vector(1, at) } : { 'm.c.weight': vector(2, 2) }),
    };
    files.write(file, writeSafetensors(tensors, GAP));
  }
}

let files: MemoryFiles;
let summaries: MemoryCache;
let engine: EngineApi;
const connect = (parts: Partial<SessionParts> = {}) =>
  createSession({ resources: files, summaries, ...PACE, ...parts });

beforeEach(() => {
  files = new MemoryFiles();
  writeRun(files);
  summaries = new MemoryCache();
  engine = connect();
});

const read = (context?: CallContext<Progress>, asked = { files: FILES, remember: true }) =>
  engine.readSeries(asked, context);

async function errorOf(promise: Promise<unknown>): Promise<Partial<InspectError>> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof InspectError) return error;
  throw new Error('an InspectError', { cause: error });
}

const labels = ({ index }: Pick<SeriesTree, 'index'>) =>
  Array.from(index.label, (label) => readString(index.strings, label));

/** The figures of the rows of a name, by checkpoint. */
function figuresOf(tree: SeriesTree, column: 'l2' | 'relL2' | 'nan', name: string): readonly number[] {
  const node = labels(tree).indexOf(name);
  return [...tree[column].subarray(node * tree.checkpoints, (node + 1) * tree.checkpoints)];
}

describe('readSeries', () => {
  it('orders five epochs by the step inside, and tells what the run says', async () => {
    const resources = createFileResources();
    const path = fileURLToPath(new URL('../../samples/run', import.meta.url));
    resources.grant({ file: 'run', resource: { path } });
    const session = createSession({ resources, ...PACE });
    const names = [8712, 8954, 9196, 9438, 9680].map((step, at) => `run/epoch=${35 + at}-step=${step}.ckpt`);
    const progress: Progress[] = [];
    const asked = { files: names.toReversed(), remember: false };
    const overview = await session.readSeries(asked, { onUpdate: (update) => progress.push(update) });
    expect(overview.checkpoints.map(({ file }) => file)).toEqual(names);
    expect(overview.checkpoints[4]).toMatchObject({ epoch: 39, globalStep: 9680, learningRate: 0, bytes: 1_638_333 });
    expect([overview.tensors, overview.moments, overview.remembered]).toEqual([798, 2172, 0]);
    expect(overview.unreadable).toEqual([]);
    expect(progress.at(-1)).toMatchObject({ what: 'Reading the series', unit: 'bytes', done: progress.at(-1)?.total });
    expect(overview.findings).toMatchObject([
      { code: 'series/leading-gap', expected: 'steps 242 to 8\u202F470, 242 from one to the next' },
      { code: 'series/frozen', section: 'tensors' },
      {
        code: 'series/frozen-from',
        severity: 'warning',
        message: '9 weights stop changing from epoch 38 on',
        section: 'tensors',
      },
      { code: 'series/settling', found: '1.5e-4, 9.1e-5, 4.2e-5, 1.2e-5' },
    ]);
    const tree = await session.seriesTree({ series: overview.series, section: 'tensors' });
    const { node = 0 } = overview.findings[1] ?? {};
    expect(labels(tree)[node]).toBe('vocab');
    const moments = await session.seriesTree({ series: overview.series, section: 'moments' });
    const [first = ''] = labels(moments).slice(1);
    expect(first).toBe('agent');
    expect(figuresOf(moments, 'l2', 'step')).toEqual([8710, 8952, 9194, 9436, 9678]);
    // The steps of 724 parameters would be thousands.
    expect(Math.max(...figuresOf(moments, 'l2', 'agent'))).toBeLessThan(200);
  });

  it('counts a file that is named twice once', async () => {
    const { checkpoints } = await read({}, { files: ['0', '1', '0'], remember: false });
    expect(checkpoints.map(({ file }) => file)).toEqual(['0', '1']);
  });

  it('refuses no files, and more than a series may have', async () => {
    expect((await errorOf(read({}, { files: [], remember: false }))).code).toBe('usage');
    const many = Array.from({ length: 513 }, (_, at) => `${at}`);
    expect((await errorOf(read({}, { files: many, remember: false }))).code).toBe('usage');
  });

  it('names files that cannot be read and goes on without them', async () => {
    files.write('1', new TextEncoder().encode('<html>'));
    const { checkpoints, unreadable } = await read({}, { files: [...FILES, 'x/gone.ckpt'], remember: true });
    expect(checkpoints.map(({ file }) => file)).toEqual(['0', '2', '3', '4']);
    expect(unreadable).toMatchObject([
      { file: '1', name: '1', error: { code: 'format/not-a-checkpoint' } },
      { file: 'x/gone.ckpt', name: 'gone.ckpt', error: { code: 'source/not-found' } },
    ]);
    expect(files.openSources).toBe(0);
  });

  it('says what is wrong with the first file where none can be read', async () => {
    files.write('0', new TextEncoder().encode('<html>'));
    const error = await errorOf(read({}, { files: ['0', 'gone'], remember: true }));
    expect(error.code).toBe('format/not-a-checkpoint');
    expect(files.openSources).toBe(0);
  });

  it('remembers what it read, and reads the structure alone the next time', async () => {
    const first = await read();
    files.read.clear();
    const second = await read();
    expect([first.remembered, second.remembered]).toEqual([0, 5]);
    expect(Math.max(...files.read.values())).toBeLessThan(GAP);
    const trees = [first, second].map(({ series }) => engine.seriesTree({ series, section: 'tensors' }));
    expect(await trees[1]).toEqual(await trees[0]);
    expect(files.openSources).toBe(0);
  });

  it('reads files again whose content nothing identifies', async () => {
    const anonymous: Resources = {
      list: () => files.list(),
      open: async (file, signal) => {
        const { identity: _identity, ...source } = await files.open(file, signal);
        return source;
      },
    };
    const session = connect({ resources: anonymous });
    const [first, second] = [
      await session.readSeries({ files: FILES, remember: true }),
      await session.readSeries({ files: FILES, remember: true }),
    ];
    expect([second.remembered, summaries.kept.size]).toEqual([0, 0]);
    expect(second.cost.bytesRead).toBe(first.cost.bytesRead);
  });

  it('keeps nothing unless it shall remember', async () => {
    await read({}, { files: FILES, remember: false });
    expect(summaries.kept.size).toBe(0);
  });

  it('reads again what a touched file needs: itself and its neighbours', async () => {
    await read();
    files.write('4', writeSafetensors({ 'm.a.weight': vector(9, 9) }, GAP));
    const { remembered } = await read();
    expect(remembered).toBe(3);
    const tree = await engine.seriesTree({ series: (await read()).series, section: 'tensors' });
    expect(figuresOf(tree, 'l2', 'a')[4]).toBeCloseTo(Math.hypot(9, 9), 12);
  });

  it('does not read again what was finished before a cancel', async () => {
    const cancel = new AbortController();
    // The first task follows `a` through all files; what it brought is finished when its progress is heard.
    const stop = (update: Progress): void => {
      if (update.done > 0) cancel.abort();
    };
    const whole = { ...(await read({}, { files: FILES, remember: false })) };
    expect((await errorOf(read({ signal: cancel.signal, onUpdate: stop }))).code).toBe('cancelled');
    files.read.clear();
    const { cost, series } = await read();
    expect(cost.bytesRead).toBeLessThan(whole.cost.bytesRead);
    const [rest, all] = [series, whole.series].map((id) => engine.seriesTree({ series: id, section: 'tensors' }));
    expect(await rest).toEqual(await all);
    expect(files.openSources).toBe(0);
  });

  it('leaves out a file that changes while it is read, and remembers nothing of it', async () => {
    files.onRead = (file, offset) => {
      if (file === '2' && offset > GAP) files.write('2', writeSafetensors({ 'm.a.weight': vector(0, 0) }));
      if (file === '2') files.onRead = offset > GAP ? () => {} : files.onRead;
    };
    const { checkpoints, unreadable, series } = await read();
    expect(checkpoints.map(({ file }) => file)).toEqual(['0', '1', '3', '4']);
    expect(unreadable).toMatchObject([{ file: '2', name: '2', error: { code: 'source/changed' } }]);
    expect([...summaries.kept.keys()].filter((identity) => identity.startsWith('2 '))).toEqual([]);
    for (const { steps } of summaries.kept.values()) {
      expect([...steps.keys()].filter((identity) => identity.startsWith('2 '))).toEqual([]);
    }
    const asked = { files: ['0', '1', '3', '4'], remember: false };
    const without = await connect({ summaries: new MemoryCache() }).readSeries(asked);
    expect(checkpoints).toEqual(without.checkpoints);
    const tree = await engine.seriesTree({ series, section: 'tensors' });
    // 1 → 3 is the step that was not asked for at first.
    expect(figuresOf(tree, 'relL2', 'a')[2]).toBeCloseTo(2 / Math.hypot(4, 4), 12);
    expect(files.openSources).toBe(0);
  });

  it('goes on without a file whose tensors cannot be read', async () => {
    files.onRead = (file, offset) => {
      if (file === '3' && offset > GAP) throw new InspectError({ code: 'source/read', message: 'EIO' });
    };
    const { checkpoints, unreadable, findings } = await read();
    expect(checkpoints.map(({ file }) => file)).toEqual(['0', '1', '2', '4']);
    expect(unreadable).toEqual([{ file: '3', name: '3', error: { code: 'source/read', message: 'EIO' } }]);
    expect(findings.map(({ code }) => code)).not.toContain('series/copy');
    files.onRead = () => {};
    expect((await read()).remembered).toBe(2);
  });

  it('says what is wrong where the tensors of no file can be read', async () => {
    files.onRead = (_file, offset) => {
      if (offset > GAP) throw new InspectError({ code: 'source/read', message: 'EIO' });
    };
    expect((await errorOf(read())).code).toBe('source/read');
    expect(files.openSources).toBe(0);
  });

  it('hears a cancel in whichever turn it comes, and closes what it opened', async () => {
    let [turns, stopAt] = [0, Infinity];
    let cancel = new AbortController();
    const session = connect({
      clock: () => turns * 1000 + performance.now() * 1e6,
      yieldNow: async () => {
        if (++turns === stopAt) cancel.abort();
      },
    });
    const ask = (signal: AbortSignal) => session.readSeries({ files: FILES, remember: false }, { signal });
    await ask(cancel.signal);
    const last = turns;
    expect(last).toBeGreaterThan(20);
    for (stopAt = 1; stopAt <= last; stopAt += 3) {
      turns = 0;
      cancel = new AbortController();
      expect((await errorOf(ask(cancel.signal))).code).toBe('cancelled');
      await expect.poll(() => files.openSources).toBe(0);
    }
  });

  it('closes every file when reading fails', async () => {
    const failing: StrandPool = {
      run: () => Promise.reject(new InspectError({ code: 'source/read', message: 'EIO' })),
    };
    const session = connect({ poolAcross: () => failing });
    expect((await errorOf(session.readSeries({ files: FILES, remember: true }))).code).toBe('source/read');
    expect(files.openSources).toBe(0);
  });

  it('lets readings of the same files take turns, and others go ahead', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let runs = 0;
    const session = connect({
      poolAcross: (sources) => {
        const pool = createLocalStrandPool(sources, createDifferenceKernel());
        return { run: async (...args) => (++runs === 1 ? held.then(() => pool.run(...args)) : pool.run(...args)) };
      },
    });
    const first = session.readSeries({ files: ['0', '1'], remember: true });
    const second = session.readSeries({ files: ['1', '0'], remember: true });
    expect((await session.readSeries({ files: ['3', '4'], remember: true })).checkpoints).toHaveLength(2);
    release();
    expect((await first).remembered).toBe(0);
    expect((await second).remembered).toBe(2);
  });
});

describe('seriesTree', () => {
  it('shows shared leading steps by no row, and groups as one vector', async () => {
    const tree = await engine.seriesTree({ series: (await read()).series, section: 'tensors' });
    expect(labels(tree)).toEqual(['', 'm', 'a', 'weight', 'b', 'weight', 'c', 'weight']);
    const norms = FILES.map((_, at) => Math.hypot(3 + at, 4, ...(at < 3 ? [1, at] : [2, 2])));
    for (const [at, norm] of figuresOf(tree, 'l2', 'm').entries()) expect(norm).toBeCloseTo(norms[at] ?? 0, 12);
    const [none, first, , fourth] = figuresOf(tree, 'relL2', 'm');
    expect(none).toBeNaN();
    expect(first).toBeCloseTo(Math.hypot(1, 1) / Math.hypot(3, 4, 1, 0), 12);
    // Only `a` has both sides there.
    expect(fourth).toBeCloseTo(1 / Math.hypot(5, 4), 12);
    expect(figuresOf(tree, 'l2', 'b')).toEqual([
      1,
      Math.SQRT2,
      expect.closeTo(Math.hypot(1, 2)),
      Number.NaN,
      Number.NaN,
    ]);
    expect(figuresOf(tree, 'relL2', 'c')).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0]);
  });

  it('is refused for a series that is not kept any more: the last four are', async () => {
    const first = await read();
    const later = [];
    for (let at = 0; at < 4; at++) later.push((await read()).series);
    const error = await errorOf(engine.seriesTree({ series: first.series, section: 'tensors' }));
    expect(error.code).toBe('engine/closed');
    for (const series of later) expect((await engine.seriesTree({ series, section: 'moments' })).index.nodes).toBe(1);
  });
});

describe('arrangeSeries', () => {
  const rowsOf = async (view: TreeView): Promise<readonly string[]> => {
    const { series } = await read();
    const tree = await engine.seriesTree({ series, section: 'tensors' });
    const { rows } = await engine.arrangeSeries({ series, section: 'tensors', view });
    return Array.from(rows, (node) => labels(tree)[node] ?? '');
  };

  it('orders by the largest change, the last norm, and NaN', async () => {
    const by = (key: 'change' | 'l2' | 'nan') => rowsOf({ ...ALL, sort: { key, descending: true } });
    expect(await by('change')).toEqual(['m', 'b', 'weight', 'a', 'weight', 'c', 'weight']);
    expect(await by('l2')).toEqual(['m', 'a', 'weight', 'c', 'weight', 'b', 'weight']);
    files.write('3', writeSafetensors({ 'm.a.weight': vector(1, 2), 'm.c.weight': vector(Number.NaN, 2) }, GAP));
    expect(await by('nan')).toEqual(['m', 'c', 'weight', 'a', 'weight', 'b', 'weight']);
  });

  it('finds tensors that never change, and those with NaN', async () => {
    const among = (figures: readonly ['frozen'] | readonly ['has-nan']) =>
      rowsOf({ ...ALL, filter: { ...NO_FILTER, figures } });
    expect(await among(['frozen'])).toEqual(['m', 'c', 'weight']);
    expect(await among(['has-nan'])).toEqual([]);
    files.write('1', writeSafetensors({ 'm.a.weight': vector(1, Number.NaN) }, GAP));
    expect(await among(['has-nan'])).toEqual(['m', 'a', 'weight']);
  });
});

describe('exportSeries', () => {
  it('writes the document in pieces', async () => {
    files.write('1', new TextEncoder().encode('<html>'));
    const { series, cost } = await read();
    const pieces: string[] = [];
    const { tensors } = await engine.exportSeries({ series }, { onUpdate: (piece) => pieces.push(piece) });
    expect(tensors).toBe(3);
    expect(JSON.parse(pieces.join(''))).toMatchObject({
      schema: 'epochscope.series/1',
      checkpoints: [{ file: '0' }, { file: '2' }, { file: '3' }, { file: '4' }],
      tensors: [
        { name: 'm.a.weight', role: 'weight', l2: [5, expect.any(Number), expect.any(Number), expect.any(Number)] },
        { name: 'm.b.weight', relL2: [null, 2, null, null] },
        { name: 'm.c.weight', changed: [null, null, null, 0] },
      ],
      findings: [{ code: 'series/unreadable', severity: 'error' }, { code: 'series/settling' }],
      cost,
    });
  });
});
