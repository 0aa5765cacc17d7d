import type { EngineApi, FolderEntry, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { CREDIT_FRAMES, PIECE_BYTES, type Channel } from '../../shared/wire/channel.ts';
import { fakeNodeDetail, fakeOverview, fakeTreeIndex } from './fakeEngine.ts';
import { expectSame, expectThat } from './sameData.ts';
import { watchCredit, type CreditWatch } from './watchCredit.ts';

/** A client with the fake engine at the other end of some transport. */
export interface Connection {
  readonly engine: EngineApi;
  readonly watch: CreditWatch;
  /** Messages of the errors that told of a new worker. */
  readonly replacements: readonly string[];
  readonly close: () => void;
}

/** What every transport owes its client. Throws when it does not hold. */
export interface ContractCase {
  readonly title: string;
  /** Needs a host that replaces workers, which an engine in the same thread does not have. */
  readonly needsHost?: boolean;
  readonly run: (connection: Connection) => Promise<void>;
}

/** Puts a watched client on a channel whose other end leads to the fake engine. */
export function connectOver(channel: Channel): Connection {
  const watched = watchCredit(channel);
  const replacements: string[] = [];
  return {
    engine: createEngineClient(watched.channel, { onReplaced: (error) => replacements.push(error.message) }),
    watch: watched.watch,
    replacements,
    close: () => channel.close(),
  };
}

/** Neither framework nor platform is assumed: vitest walks this list in Node, a page walks it over its Web Worker. */
export const engineContract: readonly ContractCase[] = [
  {
    title: 'answers with equal data, whatever JSON would lose',
    run: async ({ engine }) => {
      expectSame(await engine.open({ file: 'a.ckpt' }), fakeOverview('a.ckpt'));
      expectSame(await engine.close({ file: 'a.ckpt' }), undefined);
      expectSame(await engine.checkSource({ file: 'gone' }), { state: 'gone' });
      expectSame((await engine.findNodes({ file: 'a', text: '\u{1f600}\n', limit: 1 }))[0]?.name, '\u{1f600}\n');
    },
  },
  {
    title: 'delivers typed arrays as typed arrays, empty ones included',
    run: async ({ engine }) => {
      for (const nodes of [0, 1, 1000]) {
        expectSame(await engine.treeIndex({ file: `index:${nodes}` }), fakeTreeIndex(nodes));
      }
    },
  },
  {
    title: 'takes typed arrays in questions, more of them than credit allows at once',
    run: async ({ engine }) => {
      const toggled = Uint32Array.from({ length: 3_000_000 }, (_, i) => i);
      const view = { expansion: { base: 'none', toggled }, sort: { key: 'file', descending: false } } as const;
      const { rows } = await engine.arrangeTree({ file: 'a', view });
      expectSame([rows.length, rows[0], rows.at(-1)], [3_000_000, 1, 3_000_000]);
      expectSame(toggled.length, 3_000_000, 'the length of the array that was sent');
    },
  },
  {
    title: 'carries a text of any length',
    run: async ({ engine }) => {
      expectSame(await engine.describeNode({ file: 'a', node: 2_000_000 }), fakeNodeDetail(2_000_000));
    },
  },
  {
    title: 'carries 64 MB in pieces of at most 1 MiB with at most 8 frames unacknowledged',
    run: async ({ engine, watch }) => {
      const index = await engine.treeIndex({ file: 'index:1250000' });
      expectSame([index.nodes, index.parent.at(-1), index.elements.at(-1)], [1_250_000, 1_249_998, 1_249_999.5]);
      expectThat(watch.pieces >= 64, `only ${watch.pieces} pieces arrived`);
      expectThat(watch.largestPiece <= PIECE_BYTES, `a piece has ${watch.largestPiece} bytes`);
      expectThat(watch.peakUnacknowledged <= CREDIT_FRAMES, `${watch.peakUnacknowledged} frames were unacknowledged`);
    },
  },
  {
    title: 'delivers progress in order, coalesced, its last figure before the answer',
    run: async ({ engine }) => {
      const seen: number[] = [];
      await engine.open({ file: 'progress:5000' }, { onUpdate: ({ done }: Progress) => seen.push(done) });
      expectSame(seen.at(-1), 5000, 'the last figure');
      expectSame(
        seen,
        seen.toSorted((a, b) => a - b),
        'the order of figures',
      );
      expectThat(seen.length < 500, `${seen.length} of 5000 updates were sent`);
    },
  },
  {
    title: 'delivers every update that is no progress, in order',
    run: async ({ engine, watch }) => {
      const rows: string[] = [];
      const nodes = Uint32Array.from({ length: 1000 }, (_, i) => i);
      await engine.exportTree({ file: 'a', nodes, syntax: 'tsv' }, { onUpdate: (row) => rows.push(row) });
      expectSame(
        rows,
        Array.from(nodes, (node) => `row ${node}\n`),
      );
      const entries: FolderEntry[] = [];
      await engine.listFolder({ folder: 'run' }, { onUpdate: (batch) => entries.push(...batch) });
      expectSame(
        entries.map(({ file }) => file),
        ['run/0', 'run/1', 'run/2'],
      );
      expectThat(watch.peakUnacknowledged <= CREDIT_FRAMES, `${watch.peakUnacknowledged} frames were unacknowledged`);
    },
  },
  {
    title: 'rejects with the code, place and advice that the engine gave',
    run: async ({ engine }) => {
      const error = await rejectionOf(engine.open({ file: 'fail:zip/truncated' }));
      expectSame(
        [error.code, error.message, error.at, error.expected, error.found, error.advice],
        [
          'zip/truncated',
          'The file ends early.',
          { entry: 'archive/data.pkl', offset: 12, path: ['a', 0] },
          '100 bytes',
          '12 bytes',
          'Copy it again.',
        ],
      );
    },
  },
  {
    title: 'reports a defect of the engine as internal',
    run: async ({ engine }) => {
      const error = await rejectionOf(engine.open({ file: 'defect' }));
      expectSame([error.code, error.message], ['internal', 'x is undefined']);
    },
  },
  {
    title: 'refuses a question that the engine does not have',
    run: async ({ engine }) => {
      for (const name of ['format', 'constructor', '__proto__', 'toString']) {
        const question: unknown = Reflect.get(engine, name);
        expectThat(typeof question === 'function', `${name} cannot be asked`);
        if (typeof question === 'function') expectSame((await rejectionOf(question({}))).code, 'usage', name);
      }
    },
  },
  {
    title: 'can be handed over by a promise',
    run: async ({ engine }) => {
      expectThat((await Promise.resolve(engine)) === engine, 'the promise resolved to something else');
    },
  },
  {
    title: 'keeps fifty questions apart',
    run: async ({ engine }) => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, node) => engine.formatValue({ file: 'a', node, syntax: 'json', limit: node })),
      );
      expectSame(
        answers.map(({ text }) => text.length),
        Array.from({ length: 50 }, (_, i) => i),
      );
    },
  },
  {
    title: 'answers a cancel with cancelled, before and while the engine works',
    run: async ({ engine }) => {
      expectSame((await rejectionOf(engine.open({ file: 'a' }, { signal: AbortSignal.abort() }))).code, 'cancelled');
      const controller = new AbortController();
      const question = rejectionOf(engine.open({ file: 'wait' }, { signal: controller.signal }));
      // An answer to a later question shows that the engine has taken up the first.
      await engine.checkSource({ file: 'a' });
      controller.abort();
      expectSame((await question).code, 'cancelled');
      expectSame(await engine.checkSource({ file: 'a' }), { state: 'same' });
    },
  },
  {
    title: 'stays usable when an answer is cancelled half-way',
    run: async ({ engine, watch, replacements }) => {
      const controller = new AbortController();
      const question = rejectionOf(
        engine.exportTree(
          { file: 'a', nodes: new Uint32Array(10_000), syntax: 'csv' },
          { signal: controller.signal, onUpdate: () => controller.abort() },
        ),
      );
      expectSame((await question).code, 'cancelled');
      expectSame((await engine.treeIndex({ file: 'index:10' })).nodes, 10);
      expectThat(watch.peakUnacknowledged <= 2 * CREDIT_FRAMES, 'the engine went on after the cancel');
      expectSame(replacements, []);
    },
  },
  {
    title: 'rejects the question whose listener for updates throws, and no other',
    run: async ({ engine }) => {
      const failing = engine.listFolder(
        { folder: 'run' },
        {
          onUpdate: () => {
            throw new RangeError('no room');
          },
        },
      );
      const error = await failing.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expectThat(error instanceof RangeError, `the rejection is ${String(error)}`);
      expectSame(await engine.checkSource({ file: 'a' }), { state: 'same' });
    },
  },
  {
    title: 'rejects parameters that are no plain data, before they are sent',
    run: async ({ engine }) => {
      const question = engine.checkSource(Object.assign({ file: 'a' }, { opened: new Date(0) }));
      const error = await question.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expectThat(error instanceof TypeError, `the rejection is ${String(error)}`);
    },
  },
  {
    title: 'replaces a worker that does not stop, and says so to open questions',
    needsHost: true,
    run: async ({ engine, replacements }) => {
      const controller = new AbortController();
      const stuck = rejectionOf(engine.open({ file: 'stuck' }, { signal: controller.signal }));
      const behind = rejectionOf(engine.checkSource({ file: 'a' }));
      controller.abort();
      expectSame((await stuck).code, 'cancelled');
      expectSame(replacements, [], 'replacements at the time of the cancel');
      expectSame((await behind).code, 'engine/replaced');
      expectSame(await engine.checkSource({ file: 'a' }), { state: 'same' });
      expectSame(replacements.length, 1, 'the number of replacements');
    },
  },
  {
    title: 'rejects open and later questions when the connection ends',
    run: async ({ engine, close }) => {
      const open = rejectionOf(engine.open({ file: 'wait' }));
      close();
      expectSame((await open).code, 'engine/closed');
      expectSame((await rejectionOf(engine.checkSource({ file: 'a' }))).code, 'engine/closed');
    },
  },
];

async function rejectionOf(question: Promise<unknown> | undefined): Promise<InspectError> {
  const reason = await question?.then(
    () => new Error('the question was answered'),
    (error: unknown) => error,
  );
  if (reason instanceof InspectError) return reason;
  throw reason;
}
