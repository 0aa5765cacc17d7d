import type { CallContext, EngineApi, FileOverview, NodeDetail, Progress } from '../../shared/engineApi.ts';
import { InspectError, isCode } from '../../shared/inspectError.ts';
import type { FigureBatch } from '../../shared/statistics.ts';
import type { TreeIndex } from '../../shared/treeIndex.ts';

/**
 * An engine whose answers are known in advance, so that a contract test can tell what a transport did to them. File ids say
 * what is asked of it: `index:1000`, `fail:zip/truncated`, `progress:500`, `wait`, `stuck`.
 */
export function createFakeEngine(): EngineApi {
  return {
    async open({ file }, context) {
      const [what, argument = ''] = file.split(':');
      if (what === 'fail') throw fakeFailure(argument);
      if (what === 'defect') throw new TypeError('x is undefined');
      if (what === 'progress') reportProgress(Number(argument), context);
      if (what === 'wait') await untilAborted(context);
      if (what === 'stuck') spinForever();
      return fakeOverview(file);
    },
    async close() {
      return undefined;
    },
    async checkSource({ file }) {
      return file === 'gone' ? { state: 'gone' } : { state: 'same' };
    },
    async treeIndex({ file }) {
      return fakeTreeIndex(Number(file.split(':')[1]));
    },
    async arrangeTree({ view }) {
      return { rows: view.expansion.toggled.map((node) => node + 1), open: new Uint8Array(3), hits: 3, tensorHits: 0 };
    },
    async describeNode({ node }) {
      return fakeNodeDetail(node);
    },
    async formatValue({ syntax, limit }) {
      return { text: syntax.repeat(limit).slice(0, limit), cut: true };
    },
    async exportTree({ nodes = new Uint32Array() }, context) {
      for (const node of nodes) {
        context?.onUpdate?.(`row ${node}\n`);
        await context?.drained?.();
      }
      return { rows: nodes.length };
    },
    async computeStatistics({ nodes = new Uint32Array() }, context) {
      for (const node of nodes) context?.onUpdate?.({ kind: 'figures', batch: fakeFigures(node) });
      return { tensors: nodes.length, none: [], cost: { bytesRead: 0, reads: 0, ms: 0 } };
    },
    async groupStatistics({ nodes }) {
      return fakeFigures(nodes[0] ?? 0);
    },
    async exactHistogram({ bins }) {
      const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i);
      return { edges, counts: new Float64Array(bins), zeros: 0, nan: 1, posinf: 2, neginf: 3 };
    },
    async readSlice() {
      return { rows: 1, columns: 2, step: [1, 1], cells: Float64Array.of(Number.NaN, -0) };
    },
    async readElements({ start, count }) {
      return Array.from({ length: count }, (_, i) => `${start + i}.0`);
    },
    async exportTensor({ node }, context) {
      context?.onUpdate?.(Uint8Array.of(node));
      return { bytes: 1 };
    },
    async compareFiles({ left, right, align }) {
      const none = { identical: 0, changed: 0, reshaped: 0, retyped: 0, added: 0, removed: 0, renamed: 0 };
      const side = { bytes: 1, format: 'torch-zip', counters: {} } as const;
      return {
        left: { ...side, name: left },
        right: { ...side, name: right, learningRate: -0 },
        same: align,
        tensors: { ...none, changed: 2 },
        moments: none,
        values: 0,
        alignable: 0,
        findings: [],
        cost: { bytesRead: 0, reads: 0, ms: 0 },
      };
    },
    async comparisonTree({ section }) {
      const index = fakeTreeIndex(section.length);
      const figures = new Float64Array(index.nodes).fill(Number.NaN);
      return {
        index,
        status: new Uint8Array(index.nodes).fill(255),
        differing: new Uint32Array(index.nodes),
        leftL2: figures,
        rightL2: figures.map(() => Infinity),
        relL2: figures.map(() => -0),
        maxAbs: figures,
        changed: figures,
      };
    },
    async arrangeComparison({ view }) {
      return { rows: view.expansion.toggled, open: new Uint8Array(1), hits: 1, tensorHits: 1 };
    },
    async describeMatch({ node }) {
      const none = { identical: 0, changed: 0, reshaped: 0, retyped: 0, added: 0, removed: 0, renamed: 0 };
      return { node, name: 'a', status: 'renamed', tensors: none, moments: [], findings: [], certainty: 0.5 };
    },
    async compareHistograms({ bins }) {
      return { edges: new Float64Array(bins + 1), left: new Float64Array(bins), right: new Float64Array(0) };
    },
    async readDifferenceSlice({ part }) {
      return { rows: 1, columns: 1, step: [part.maxRows, part.maxColumns], cells: Float64Array.of(-Infinity) };
    },
    async comparedValues({ left, right }) {
      return { values: [{ name: 'epoch', before: left, after: right }], more: 7 };
    },
    async exportComparison(_params, context) {
      context?.onUpdate?.('{}');
      return { tensors: 0 };
    },
    async readSeries({ files }) {
      const checkpoints = files.map((file, epoch) => ({ file, name: file, bytes: 1, epoch, findings: [] }));
      const cost = { bytesRead: 0, reads: 0, ms: 0 };
      return { series: '1', checkpoints, unreadable: [], tensors: 1, moments: 0, findings: [], remembered: 0, cost };
    },
    async seriesTree() {
      const figures = Float64Array.of(Number.NaN, -0);
      return { index: fakeTreeIndex(1), checkpoints: 2, l2: figures, relL2: figures, nan: figures };
    },
    async arrangeSeries({ view }) {
      return { rows: view.expansion.toggled, open: new Uint8Array(1), hits: 1, tensorHits: 1 };
    },
    async exportSeries({ series }, context) {
      context?.onUpdate?.(series);
      return { tensors: 1 };
    },
    async findNodes({ text }) {
      return [{ node: 7, name: text, kind: 'tensor', detail: '[8, 3]', ranges: [0, text.length] }];
    },
    async listFolder({ folder }, context) {
      const entry = { name: 'a.ckpt', kind: 'checkpoint', bytes: 2, modified: '2025-10-17T09:09:52.000Z' } as const;
      for (let i = 0; i < 3; i++) context?.onUpdate?.([{ file: `${folder}/${i}`, ...entry }]);
      return { entries: 3 };
    },
    async peek({ files }, context) {
      for (const file of files) context?.onUpdate?.({ file, counters: { epoch: 39 }, format: 'torch-zip' });
      return { files: files.length };
    },
  };
}

/** Lets every question through that the fake has: what a transport carries is under test here, not what an engine accepts. */
export function checkFakeQuestion(method: string): void {
  if (Object.hasOwn(createFakeEngine(), method)) return;
  throw new InspectError({ code: 'usage', message: `The engine has no question named ${method}.` });
}

/** The overview that the fake answers, with everything that JSON alone would lose. */
export function fakeOverview(file: string): FileOverview {
  return {
    file: { name: file, bytes: 2 ** 53 - 1 },
    format: 'safetensors',
    container: {
      metadata: Object.fromEntries([
        ['__proto__', 'kept'],
        ['$', 'one'],
        ['$$', 'two'],
        ['nul\0', '\ud800'],
      ]),
    },
    counters: { epoch: Number.NaN, globalStep: -0 },
    counterChecks: [{ title: '∞', value: '-', agrees: false }],
    topLevel: [{ key: 'a', kind: 'int', items: Number.POSITIVE_INFINITY, node: 1 }],
    totals: {
      tensors: 0,
      storages: 0,
      stateDictTensors: 0,
      stateDictElements: 0,
      storageBytes: Number.NEGATIVE_INFINITY,
    },
    bytesByKind: [],
    dtypes: [],
    sharing: { distinct: 0, shared: 0, oversized: 0 },
    treemap: { label: '', bytes: 0, category: 'container', children: [] },
    findings: [],
    cost: { bytesRead: 0, reads: 0, ms: 0.1 },
  };
}

/** Figures of one tensor, with what JSON alone would lose. */
export function fakeFigures(node: number): FigureBatch {
  return {
    tensors: Uint32Array.of(node),
    figures: Float64Array.of(1, Number.NaN, -0, Infinity),
    binStart: Uint32Array.of(0, 1),
    edges: Float64Array.of(-1, 1),
    counts: Float64Array.of(3),
    exact: [{ tensor: node, min: '-9223372036854775808', max: '9223372036854775807' }],
  };
}

/** An index of `nodes` nodes; about 52 bytes each. */
export function fakeTreeIndex(nodes: number): TreeIndex {
  const strings = new TextEncoder().encode('weight');
  return {
    nodes,
    parent: Int32Array.from({ length: nodes }, (_, i) => i - 1),
    end: new Uint32Array(nodes).fill(nodes),
    depth: Uint16Array.from({ length: nodes }, (_, i) => i % 65_536),
    kind: new Uint8Array(nodes).fill(2),
    flags: new Uint8Array(nodes),
    label: new Uint32Array(nodes).fill(1),
    summary: new Uint32Array(nodes),
    type: new Uint32Array(nodes),
    children: new Uint32Array(nodes).fill(1),
    tensors: new Uint32Array(nodes).fill(1),
    elements: Float64Array.from({ length: nodes }, (_, i) => i + 0.5),
    bytes: new Float64Array(nodes).fill(Number.NaN),
    dtype: new Uint8Array(nodes),
    shapeStart: new Uint32Array(nodes + 1),
    dims: new Float64Array(0),
    storage: new Int32Array(nodes).fill(-1),
    dtypes: ['float32'],
    strings: { offsets: Uint32Array.of(0, 0, strings.length), bytes: strings },
  };
}

export function fakeNodeDetail(node: number): NodeDetail {
  return {
    node,
    kind: 'str',
    path: ['state_dict', 0, { key: '(1, 2)' }, { attr: '_metadata' }],
    name: 'state_dict.0.(1, 2)._metadata',
    type: 'str',
    summary: '',
    tensors: 0,
    elements: 0,
    bytes: 0,
    sharing: [],
    moments: [],
    // Longer than the text that travels in a header.
    text: 'né'.repeat(node),
    findings: [],
  };
}

function fakeFailure(code: string): InspectError {
  return new InspectError({
    code: isCode(code) ? code : 'internal',
    message: 'The file ends early.',
    at: { entry: 'archive/data.pkl', offset: 12, path: ['a', 0] },
    expected: '100 bytes',
    found: '12 bytes',
    advice: 'Copy it again.',
  });
}

function reportProgress(steps: number, context: CallContext<Progress> | undefined): void {
  for (let done = 1; done <= steps; done++) {
    context?.onUpdate?.({ what: 'Reading', done, total: steps, unit: 'bytes' });
  }
}

function untilAborted(context: CallContext<Progress> | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    context?.signal?.addEventListener('abort', () => reject(context.signal?.reason), { once: true });
  });
}

/** What a defect or a hostile pattern would do to a worker: it never looks up again. */
function spinForever(): never {
  for (;;);
}
