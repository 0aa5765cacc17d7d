import * as fc from 'fast-check';
import type { StatisticCondition, NodeKind, TreeFilter, TreeView } from '../../shared/treeIndex.ts';
import { FigureRows } from '../../engine/stats/figureRows.ts';
import { NO_FIGURES, type TensorFigures } from '../../engine/stats/figures.ts';
import { FigureTable } from '../../engine/stats/figureTable.ts';
import { StepKind, type Tree } from '../../engine/tree/tree.ts';
import { TreeBuilder } from '../../engine/tree/treeBuilder.ts';

/** A tree as plain objects: the naive twin of the columnar index. */
export interface TwinNode {
  readonly label: string;
  readonly kind: NodeKind;
  readonly summary: string;
  readonly tensor?: TwinTensor;
  readonly children: readonly TwinNode[];
  /** Preorder number; set by {@link numberTwins}. */
  node: number;
}

interface TwinTensor {
  /** Equal ids are one tensor, shown again. */
  readonly id: number;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  readonly storage: number;
  /** Undefined where its statistics are not known. */
  readonly values: readonly number[] | undefined;
}

const VALUES: readonly (readonly number[] | undefined)[] = [
  [0, 0],
  [1, 2, 3],
  [Number.NaN, 1],
  undefined,
  [1, 1 + 1e-9],
  [5, 5, 5],
  [Infinity, -2],
  undefined,
  [0, -7, 1],
  [2, 2],
  [],
  [Number.NaN],
];

const TENSORS: readonly TwinTensor[] = Array.from({ length: 12 }, (_, id) => ({
  id,
  dtype: ['float32', 'int64', 'bfloat16'][id % 3] ?? '',
  shape: [[], [8], [8, 3], [8, 1, 3], [10, 3]][id % 5] ?? [],
  bytes: [4, 0, 96, 24][id % 4] ?? 0,
  storage: id % 7,
  values: VALUES[id],
}));

const LABELS = ['layers', 'weight', 'Bias', 'ż', 'l2', 'l10', 'norm', '0', '1', '10', '2'];
const label: fc.Arbitrary<string> = fc.constantFrom(...LABELS);
const container: fc.Arbitrary<NodeKind> = fc.constantFrom('module', 'module', 'dict', 'list', 'object');

const { node: twinNode } = fc.letrec<{ node: TwinNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', maxDepth: 6 },
    fc.record({
      label,
      kind: fc.constant<NodeKind>('tensor'),
      summary: fc.constant(''),
      tensor: fc.constantFrom(...TENSORS),
      children: fc.constant([]),
      node: fc.constant(0),
    }),
    fc.record({
      label,
      kind: fc.constant<NodeKind>('str'),
      summary: fc.constantFrom('"2.6.6"', '"weight"', '39'),
      children: fc.constant([]),
      node: fc.constant(0),
    }),
    fc.record({
      label,
      kind: container,
      summary: fc.constantFrom('', 'weight, bias'),
      children: fc.array(tie('node'), { maxLength: 5 }),
      node: fc.constant(0),
    }),
  ),
}));

/** Random trees with repeated tensors, modules, values and labels that sort in surprising ways. */
export const arbitraryTree: fc.Arbitrary<TwinNode> = fc
  .array(twinNode, { maxLength: 6 })
  .map((children) => numberTwins({ label: '', kind: 'root', summary: '', children, node: 0 }));

export const arbitraryFilter: fc.Arbitrary<TreeFilter> = fc
  .record({
    text: fc.constantFrom(
      '',
      'w',
      'rs.l',
      'LAYERS',
      'weight',
      'layers.*',
      '**.weight',
      'l?',
      'nothing here',
      '2.6',
      'Ż',
    ),
    syntax: fc.constantFrom<TreeFilter['syntax']>('text', 'glob', 'regex'),
    in: fc.constantFrom<TreeFilter['in']>('names', 'names-and-values'),
    dtypes: fc.subarray(['float32', 'int64']),
    shape: fc.constantFrom('', '', '8×*', '[]', '*x*x3'),
    minBytes: fc.constantFrom(0, 0, 5),
    figures: fc.subarray<StatisticCondition>(['has-nan', 'all-zero', 'constant', 'tiny-std'], { maxLength: 2 }),
  })
  .filter(({ text, syntax }) => syntax !== 'regex' || !text.startsWith('*'));

/** A view over a tree of at most `nodes` nodes. */
export function arbitraryView(nodes: number): fc.Arbitrary<TreeView> {
  return fc.record({
    expansion: fc.record({
      base: fc.constantFrom<'none' | 'all'>('none', 'all'),
      toggled: fc.uniqueArray(fc.nat(Math.max(0, nodes - 1))).map((list) => Uint32Array.from(list).sort()),
    }),
    sort: fc.record({
      key: fc.constantFrom<TreeView['sort']['key']>(
        'file',
        'name',
        'type',
        'dtype',
        'shape',
        'elements',
        'bytes',
        'storage',
        'min',
        'max',
        'zeros',
        'nan',
      ),
      descending: fc.boolean(),
    }),
    compact: fc.boolean(),
  });
}

function numberTwins(root: TwinNode): TwinNode {
  let next = 0;
  const visit = (twin: TwinNode): TwinNode => {
    const node = next++;
    return { ...twin, node, children: twin.children.map(visit) };
  };
  return visit(root);
}

/** Every node in preorder with the nodes above it, the nearest last. */
export function listTwins(root: TwinNode): { twin: TwinNode; above: readonly TwinNode[] }[] {
  const visit = (twin: TwinNode, above: readonly TwinNode[]): { twin: TwinNode; above: readonly TwinNode[] }[] => [
    { twin, above },
    ...twin.children.flatMap((child) => visit(child, [...above, twin])),
  ];
  return visit(root, []);
}

/** The columnar tree of the same content. */
export function buildTwinTree(root: TwinNode): Tree {
  const builder = new TreeBuilder();
  const firstRow = new Map<number, number>();
  for (const { twin, above } of listTwins(root)) {
    const { tensor } = twin;
    const repeats = tensor && firstRow.get(tensor.id);
    const step = twin.kind === 'module' ? StepKind.inner : StepKind.string;
    const made = builder.add(
      { parent: above.at(-1)?.node ?? -1, label: twin.label, step },
      {
        kind: twin.kind,
        value: undefined,
        type: twin.kind,
        summary: twin.summary,
        children: twin.children.length,
        flags: 0,
        figures: tensor && { ...tensor, elements: tensor.shape.reduce((product, size) => product * size, 1) },
        repeats,
      },
    );
    if (tensor && repeats === undefined) firstRow.set(tensor.id, made);
  }
  return builder.finish().tree;
}

/** The statistics of a tree's tensors that are known, by the number of their first row. */
export function buildTwinFigures(root: TwinNode): FigureTable {
  const rows = new FigureRows();
  const seen = new Set<number>();
  for (const { twin } of listTwins(root)) {
    const { tensor } = twin;
    if (tensor === undefined || seen.has(tensor.id)) continue;
    seen.add(tensor.id);
    if (tensor.values !== undefined) rows.add(twin.node, summarizeNaively(tensor.values));
  }
  const table = new FigureTable();
  table.add(rows.toBatch());
  return table;
}

/** Figures straight from their definitions. */
export function summarizeNaively(values: readonly number[]): TensorFigures {
  const finite = values.filter(Number.isFinite);
  const counts = {
    count: values.length,
    finite: finite.length,
    nan: values.filter(Number.isNaN).length,
    posinf: values.filter((value) => value === Infinity).length,
    neginf: values.filter((value) => value === -Infinity).length,
    zeros: values.filter((value) => value === 0).length,
  };
  if (finite.length === 0) return { ...NO_FIGURES, ...counts };
  const average = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const mean = average(finite);
  return {
    ...NO_FIGURES,
    ...counts,
    min: Math.min(...finite),
    max: Math.max(...finite),
    mean,
    std: Math.sqrt(average(finite.map((value) => (value - mean) ** 2))),
    l2: Math.hypot(...finite),
  };
}
