import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureCondition, TreeFilter, TreeView } from '../../shared/treeIndex.ts';
import {
  arbitraryFilter,
  arbitraryTree,
  arbitraryView,
  buildTwinFigures,
  buildTwinTree,
  listTwins,
  summarizeNaively,
  type TwinNode,
} from '../../test/support/treeTwin.ts';
import { FigureTable } from '../stats/figureTable.ts';
import { arrangeTree } from './arrangeTree.ts';
import { createRowFigures } from './rowFigures.ts';
import { makeSearchable } from './searchableTree.ts';
import { sumGroups } from './sumGroups.ts';

describe('arrangeTree', () => {
  it('gives the rows that a recursive walk over plain objects gives', () => {
    fc.assert(
      fc.property(
        arbitraryTree.chain((root) =>
          fc.tuple(
            fc.constant(root),
            arbitraryView(listTwins(root).length),
            fc.option(arbitraryFilter, { nil: undefined }),
          ),
        ),
        ([root, plain, filter]) => {
          const view: TreeView = { ...plain, ...(filter && { filter }) };
          const twinTree = buildTwinTree(root);
          const figures = createRowFigures(twinTree, buildTwinFigures(root));
          const tree = makeSearchable({ ...twinTree, figures });
          const { rows, open, hits, tensorHits } = arrangeTree(tree, view);
          const naive = arrangeNaively(root, view);
          expect({ rows: [...rows], open: [...open], hits, tensorHits }).toEqual(naive);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('sums the distinct tensors of every subtree', () => {
    fc.assert(
      fc.property(arbitraryTree, (root) => {
        const { index } = buildTwinTree(root);
        for (const { twin } of listTwins(root)) {
          const tensors = distinctTensors(twin);
          const bytes = tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);
          expect([index.tensors[twin.node], index.bytes[twin.node]]).toEqual([tensors.length, bytes]);
        }
      }),
    );
  });

  it('sums the figures of the distinct tensors of every group, integers left out', () => {
    fc.assert(
      fc.property(arbitraryTree, (root) => {
        const groups = sumGroups(buildTwinTree(root), buildTwinFigures(root));
        for (const { twin } of listTwins(root)) {
          if (twin.tensor !== undefined) continue;
          const known = knownTensors(twin);
          const sums = groups.get(twin.node);
          expect(sums !== undefined).toBe(known.length > 0);
          if (sums === undefined) continue;
          const naive = summarizeNaively(known.flatMap(({ values }) => values ?? []));
          const { count, finite, nan, posinf, neginf, zeros } = naive;
          expect(sums).toMatchObject({ count, finite, nan, posinf, neginf, zeros });
          expect([sums.min, sums.max]).toEqual([naive.min ?? Infinity, naive.max ?? -Infinity]);
          for (const name of ['mean', 'std', 'l2'] as const) expect(sums[name]).toBeCloseTo(naive[name] ?? 0, 12);
        }
      }),
    );
  });

  it('takes figures that came since into account', () => {
    const tree = { ...buildTwinTree(SMALL_TREE) };
    const figures = new FigureTable();
    const search = makeSearchable({ ...tree, figures: createRowFigures(tree, figures) });
    const view: TreeView = {
      expansion: { base: 'none', toggled: new Uint32Array() },
      sort: { key: 'max', descending: true },
    };
    expect([...arrangeTree(search, view).rows]).toEqual([1, 2]);
    figures.add(buildTwinFigures(SMALL_TREE).select([2]));
    expect([...arrangeTree(search, view).rows]).toEqual([2, 1]);
  });
});

const leaf = (node: number, values: readonly number[]): TwinNode => ({
  label: String(node),
  kind: 'tensor',
  summary: '',
  children: [],
  node,
  tensor: { id: node, dtype: 'float32', shape: [values.length], bytes: 8, storage: node, values },
});

const SMALL_TREE: TwinNode = {
  label: '',
  kind: 'root',
  summary: '',
  node: 0,
  children: [leaf(1, [1, 2]), leaf(2, [1, 3])],
};

/** The distinct tensors of a subtree whose statistics are known and count in a group. */
function knownTensors(twin: TwinNode): TwinTensor[] {
  return distinctTensors(twin).filter(({ dtype, values }) => dtype !== 'int64' && values !== undefined);
}

type TwinTensor = NonNullable<TwinNode['tensor']>;

function distinctTensors(twin: TwinNode): TwinTensor[] {
  const found = new Map<number, TwinTensor>();
  for (const { twin: one } of listTwins(twin)) if (one.tensor) found.set(one.tensor.id, one.tensor);
  return [...found.values()];
}

function arrangeNaively(
  root: TwinNode,
  view: TreeView,
): { rows: number[]; open: number[]; hits: number; tensorHits: number } {
  const hits = listTwins(root)
    .slice(1)
    .filter(({ twin, above }) => !view.filter || isHit(twin, above, view.filter))
    .map(({ twin }) => twin);
  const isHitNode = new Set(hits.map(({ node }) => node));
  const holdsHits = (twin: TwinNode): boolean =>
    listTwins(twin).some(({ twin: one }) => one !== twin && isHitNode.has(one.node));
  const toggled = new Set(view.expansion.toggled);
  const rows: number[] = [];
  const open: number[] = [];
  const visit = (parent: TwinNode, showsAll: boolean): void => {
    for (const child of sortTwins(parent.children, view.sort)) {
      if (!showsAll && !isHitNode.has(child.node) && !holdsHits(child)) continue;
      let row = child;
      while (view.compact && row.kind === 'module' && row.children.length === 1 && row.children[0]?.kind === 'module')
        row = row.children[0];
      const isForced = view.filter !== undefined && holdsHits(row) && view.expansion.base === 'none';
      const isOpen = row.children.length > 0 && (isForced || (view.expansion.base === 'all') !== toggled.has(row.node));
      rows.push(row.node);
      open.push(isOpen ? 1 : 0);
      if (isOpen) visit(row, !holdsHits(row));
    }
  };
  visit(root, view.filter === undefined);
  const tensors = new Set(hits.flatMap(({ tensor }) => (tensor ? [tensor.id] : [])));
  return { rows, open, hits: hits.length, tensorHits: tensors.size };
}

function isHit(twin: TwinNode, above: readonly TwinNode[], filter: TreeFilter): boolean {
  const name = [...above.slice(1), twin].map(({ label }) => label).join('.');
  const showsValue = (twin.kind === 'str' || twin.kind === 'object') && twin.children.length === 0;
  const value = showsValue && filter.in === 'names-and-values' ? [twin.summary, twin.summary.replaceAll('"', '')] : [];
  if (filter.text !== '' && !matchesName(name, filter) && !value.some((text) => matchesValue(text, filter)))
    return false;
  const conditions = filter.figures ?? [];
  if (filter.dtypes.length === 0 && filter.shape === '' && filter.minBytes === 0 && conditions.length === 0)
    return true;
  const { tensor } = twin;
  if (!tensor || !conditions.every((condition) => tensor.values && satisfies(tensor.values, condition))) return false;
  const shape = `[${tensor.shape.join('×')}]`;
  const shapes: Record<string, RegExp> = { '': /./, '8×*': /^\[8×\d+\]$/, '[]': /^\[\]$/, '*x*x3': /^\[\d+×\d+×3\]$/ };
  return (
    (filter.dtypes.length === 0 || filter.dtypes.includes(tensor.dtype)) &&
    (shapes[filter.shape]?.test(shape) ?? false) &&
    tensor.bytes >= filter.minBytes
  );
}

function satisfies(values: readonly number[], condition: FigureCondition): boolean {
  const { count, finite, zeros, min, max, std } = summarizeNaively(values);
  const conditions: { readonly [name in FigureCondition]?: boolean } = {
    'has-nan': finite < count,
    'all-zero': count > 0 && zeros === count,
    constant: min !== undefined && min === max,
    'tiny-std': std !== undefined && std < 1e-8 && min !== max,
  };
  return conditions[condition] ?? false;
}

function matchesName(name: string, { text, syntax }: TreeFilter): boolean {
  if (syntax === 'text') return name.toLowerCase().includes(text.toLowerCase());
  if (syntax === 'regex') return new RegExp(text, 'i').test(name);
  return new RegExp(`(^|\\.)${globSource(text, '[^.]')}$`, 'i').test(name);
}

function matchesValue(value: string, { text, syntax }: TreeFilter): boolean {
  if (syntax === 'text') return value.toLowerCase().includes(text.toLowerCase());
  return new RegExp(syntax === 'regex' ? text : `^${globSource(text, '.')}$`, 'i').test(value);
}

function globSource(glob: string, one: string): string {
  return glob.replaceAll(/\*\*|[*?.]/g, (part) => ({ '**': '.*', '*': `${one}*`, '?': one, '.': '\\.' })[part] ?? '');
}

function sortTwins(twins: readonly TwinNode[], { key, descending }: TreeView['sort']): TwinNode[] {
  const sorted = twins.map((twin) => ({ twin, figure: sortFigure(twin, key) }));
  sorted.sort((one, other) => {
    if (one.figure === undefined || other.figure === undefined)
      return Number(one.figure === undefined) - Number(other.figure === undefined);
    return (descending ? -1 : 1) * compareFigures(one.figure, other.figure);
  });
  return sorted.map(({ twin }) => twin);
}

type Figure = readonly (number | string)[];

function compareFigures(one: Figure, other: Figure): number {
  for (const [place, left] of one.entries()) {
    const right = other[place] ?? 0;
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare(String(left), String(right)) ||
          (String(left) < String(right) ? -1 : Number(left !== right));
    if (order !== 0) return order;
  }
  return 0;
}

function sortFigure(twin: TwinNode, key: TreeView['sort']['key']): Figure | undefined {
  const tensors = distinctTensors(twin);
  const dtypes = [...new Set(tensors.map(({ dtype }) => dtype))];
  const sum = (of: (tensor: TwinTensor) => number): Figure => [
    tensors.reduce((total, tensor) => total + of(tensor), 0),
  ];
  const ofTree =
    tensors.length > 0
      ? {
          dtype: [dtypes.length > 1 ? 'zzz' : (dtypes[0] ?? '')],
          elements: sum(countElements),
          bytes: sum(({ bytes }) => bytes),
        }
      : {};
  const ofTensor = twin.tensor
    ? { shape: [twin.tensor.shape.length, ...twin.tensor.shape], storage: [twin.tensor.storage] }
    : {};
  const figures: { readonly [key in TreeView['sort']['key']]?: Figure | undefined } = {
    ...statisticsOf(twin),
    file: [twin.node],
    name: [twin.label],
    type: [twin.kind],
    ...ofTree,
    ...ofTensor,
  };
  return figures[key];
}

/** Of a tensor its own figures, of a group those of its tensors together. */
function statisticsOf(twin: TwinNode): { readonly [key in 'min' | 'max' | 'zeros' | 'nan']?: Figure | undefined } {
  const tensors = twin.tensor ? distinctTensors(twin).filter(({ values }) => values) : knownTensors(twin);
  if (tensors.length === 0) return {};
  const { count, finite, zeros, min, max } = summarizeNaively(tensors.flatMap(({ values }) => values ?? []));
  return {
    min: min === undefined ? undefined : [Number(min)],
    max: max === undefined ? undefined : [Number(max)],
    zeros: count === 0 ? undefined : [zeros / count],
    nan: [count - finite],
  };
}

function countElements({ shape }: TwinTensor): number {
  return shape.reduce((product, size) => product * size, 1);
}
