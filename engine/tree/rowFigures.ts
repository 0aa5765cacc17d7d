import type { FigureCondition, FigureSortKey } from '../../shared/treeIndex.ts';
import { FIGURES, type FigureName } from '../../shared/statistics.ts';
import type { FigureTable } from '../stats/figureTable.ts';
import type { GroupSums } from '../stats/groupFigures.ts';
import { hasShape } from './kindCodes.ts';
import { sumGroups } from './sumGroups.ts';
import type { Tree } from './tree.ts';

/** Statistics of rows as far as they are known, to order and to filter by. */
export interface RowFigures {
  /** Grows with what is known: an order made before is out of date. */
  readonly version: number;
  /** The figure of a tensor, or of a group from its tensors; NaN where it is not known or does not apply. */
  figure(node: number, key: FigureSortKey): number;
  /** Whether a tensor's figures are known and satisfy a condition. */
  satisfies(node: number, condition: FigureCondition): boolean;
}

/** A standard deviation below this is hardly one: the weights are as good as constant. */
const TINY_STD = 1e-8;

/** The figures of a tree's rows, over the table that fills while they are computed. */
export function createRowFigures(tree: Pick<Tree, 'index' | 'firstOf'>, table: FigureTable): RowFigures {
  let groups: ReadonlyMap<number, GroupSums> = new Map();
  let summed = 0;
  const groupOf = (node: number): GroupSums | undefined => {
    if (summed !== table.size) groups = sumGroups(tree, table);
    summed = table.size;
    return groups.get(node);
  };
  return {
    get version() {
      return table.size;
    },
    figure(node, key) {
      if (!hasShape(tree.index, node)) return figureOfGroup(groupOf(node), key);
      return figureOfTensor(table, tree.firstOf.get(node) ?? node, key);
    },
    satisfies(node, condition) {
      return CONDITIONS[condition]?.(table, tree.firstOf.get(node) ?? node) ?? false;
    },
  };
}

function figureOfTensor(table: FigureTable, tensor: number, key: FigureSortKey): number {
  if (key === 'nan') return countNonFinite(table, tensor);
  if (key === 'zeros') return table.figure(tensor, 'zeros') / table.figure(tensor, 'count');
  return isFigure(key) ? table.figure(tensor, key) : Number.NaN;
}

function isFigure(key: string): key is FigureName {
  return FIGURES.some((name) => name === key);
}

function figureOfGroup(sums: GroupSums | undefined, key: FigureSortKey): number {
  if (sums === undefined) return Number.NaN;
  if (key === 'nan') return sums.count - sums.finite;
  if (key === 'zeros') return sums.zeros / sums.count;
  if (key === 'l2') return sums.finite === 0 ? Number.NaN : sums.l2;
  if (key !== 'min' && key !== 'max' && key !== 'mean' && key !== 'std') return Number.NaN;
  return sums.weight === 0 ? Number.NaN : sums[key];
}

/** NaN for a tensor that is not known. Infinite complex numbers are among them, though they have no sign. */
function countNonFinite(table: FigureTable, tensor: number): number {
  return table.figure(tensor, 'count') - table.figure(tensor, 'finite');
}

/** Comparisons with NaN are false: what is not known satisfies nothing. */
const CONDITIONS: { readonly [condition in FigureCondition]?: (table: FigureTable, tensor: number) => boolean } = {
  'has-nan': (table, tensor) => countNonFinite(table, tensor) > 0,
  'all-zero': (table, tensor) =>
    table.figure(tensor, 'count') > 0 && table.figure(tensor, 'zeros') === table.figure(tensor, 'count'),
  constant: (table, tensor) =>
    table.figure(tensor, 'count') > 1 && table.figure(tensor, 'min') === table.figure(tensor, 'max'),
  'tiny-std': (table, tensor) =>
    table.figure(tensor, 'std') < TINY_STD && table.figure(tensor, 'min') !== table.figure(tensor, 'max'),
};
