import { MATCH_STATUSES, NO_STATUS, type ComparisonTree } from '../../shared/comparison.ts';
import type { FigureCondition, FigureSortKey } from '../../shared/treeIndex.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, STEPS_PER_LOOK, type Steps } from '../steps.ts';
import { buildNamedTree, type NamedTensor, type NamedTree } from '../tree/namedTree.ts';
import type { RowFigures } from '../tree/rowFigures.ts';
import { makeSearchable, type SearchableTree } from '../tree/searchableTree.ts';
import type { MatchFigures } from './describeMatch.ts';
import { normOf, relativeNorm } from './differenceSummary.ts';
import { addSums, emptySums, sumsOf, type RowSums, type SummedRow } from './rowSums.ts';

/** A pair of tensors, or one without a partner, as a row shows it. */
export interface ComparisonRow extends NamedTensor, SummedRow {
  readonly figures: MatchFigures;
}

/** One section of a comparison as a session keeps it. */
export interface ComparisonRows {
  /** In the order of the comparison. */
  readonly rows: readonly ComparisonRow[];
  readonly named: NamedTree;
  readonly columns: ComparisonTree;
  readonly search: SearchableTree;
  /** What the parameters of each group add up to, by node; undefined where there are none. */
  readonly sums: readonly (RowSums | undefined)[];
}

/** Puts rows into a tree, with their figures and those of the groups above them. */
export async function arrangeRows(rows: readonly ComparisonRow[], pacer: Pacer): Promise<ComparisonRows> {
  const named = await buildNamedTree(rows, pacer);
  const { columns, sums } = await paceSteps(fillColumns(rows, named), pacer);
  const { index, firstOf } = named.tree;
  return { rows, named, columns, sums, search: makeSearchable({ index, firstOf, figures: figuresOf(columns) }) };
}

const IDENTICAL: number = MATCH_STATUSES.indexOf('identical');
const CHANGED: number = MATCH_STATUSES.indexOf('changed');

function* fillColumns(
  rows: readonly ComparisonRow[],
  { tree: { index }, tensorOf }: NamedTree,
): Steps<Pick<ComparisonRows, 'columns' | 'sums'>> {
  const column = (): Float64Array => new Float64Array(index.nodes).fill(Number.NaN);
  const columns = {
    index,
    status: new Uint8Array(index.nodes).fill(NO_STATUS),
    differing: new Uint32Array(index.nodes),
    leftL2: column(),
    rightL2: column(),
    relL2: column(),
    maxAbs: column(),
    changed: column(),
  };
  const sums = Array.from<RowSums | undefined>({ length: index.nodes });
  // Preorder backwards: whatever lies below a group has been added to it when its turn comes.
  for (let node = index.nodes - 1; node >= 0; node--) {
    if (node % STEPS_PER_LOOK === 0) yield;
    const row = rows[tensorOf[node] ?? -1];
    const own = row === undefined ? sums[node] : sumsOf(row);
    if (row !== undefined) fillRow(columns, node, row);
    else fillGroup(columns, node, own);
    const above = index.parent[node] ?? -1;
    if (above < 0) continue;
    columns.differing[above] = (columns.differing[above] ?? 0) + (columns.differing[node] ?? 0);
    if (own !== undefined) addSums((sums[above] ??= emptySums()), own);
  }
  return { columns, sums };
}

type Columns = Omit<ComparisonTree, 'index'>;

function fillRow(columns: Columns, node: number, { figures }: ComparisonRow): void {
  const { status, leftL2, rightL2, relL2, maxAbs, count, changed } = figures;
  columns.status[node] = MATCH_STATUSES.indexOf(status);
  columns.differing[node] = status === 'identical' ? 0 : 1;
  columns.leftL2[node] = leftL2 ?? Number.NaN;
  columns.rightL2[node] = rightL2 ?? Number.NaN;
  columns.relL2[node] = relL2 ?? Number.NaN;
  columns.maxAbs[node] = maxAbs ?? Number.NaN;
  columns.changed[node] = changed === undefined ? Number.NaN : shareOf(changed, count ?? 0);
}

/** All leaves of the tree are tensors; a group without any is the root of an empty one. */
function fillGroup(columns: ComparisonTree, node: number, sums: RowSums | undefined): void {
  if (columns.index.end[node] === node + 1) return;
  columns.status[node] = columns.differing[node] === 0 ? IDENTICAL : CHANGED;
  if (sums === undefined) return;
  columns.leftL2[node] = normOf(sums.left);
  columns.rightL2[node] = normOf(sums.right);
  columns.relL2[node] = relativeNorm(sums.difference, sums.left);
  columns.maxAbs[node] = sums.maxAbs;
  columns.changed[node] = shareOf(sums.changed, sums.count);
}

function shareOf(changed: number, count: number): number {
  return changed === 0 ? 0 : changed / count;
}

/** Figures by which {@link arrangeTree} orders and filters the rows. */
function figuresOf(columns: ComparisonTree): RowFigures {
  const { leftL2, rightL2, relL2, maxAbs, changed } = columns;
  const byKey: { readonly [key in FigureSortKey]?: Float64Array } = {
    leftL2,
    rightL2,
    relL2,
    maxAbs,
    changed,
    l2: rightL2,
  };
  return {
    version: 0,
    figure: (node, key) => byKey[key]?.[node] ?? Number.NaN,
    satisfies: (node, condition) => satisfies(columns.status[node], condition),
  };
}

function satisfies(status: number | undefined, condition: FigureCondition): boolean {
  if (condition === 'differs') return status !== IDENTICAL;
  return MATCH_STATUSES.some((name, place) => name === condition && place === status);
}
