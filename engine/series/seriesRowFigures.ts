import type { RowFigures } from '../tree/rowFigures.ts';
import type { SeriesColumns } from './seriesColumns.ts';
import type { SeriesSection } from './seriesSections.ts';

/** Figures of the rows of a series, to order and to filter by. They do not change any more. */
export function createSeriesRowFigures({ tensors, named }: SeriesSection, columns: SeriesColumns): RowFigures {
  const { checkpoints } = columns;
  const frozen = new Uint8Array(named.tree.index.nodes);
  for (const [place, { series }] of tensors.entries()) {
    frozen[named.nodeOf[place] ?? 0] = isFrozen(series.changed) ? 1 : 0;
  }
  const known = (column: Float64Array, node: number): Float64Array =>
    column.subarray(node * checkpoints, (node + 1) * checkpoints).filter((figure) => !Number.isNaN(figure));
  const largest = (column: Float64Array, node: number): number => {
    const figures = known(column, node);
    return figures.length === 0 ? Number.NaN : figures.reduce((most, figure) => Math.max(most, figure));
  };
  return {
    version: 0,
    figure(node, key) {
      if (key === 'change') return largest(columns.relL2, node);
      if (key === 'nan') return largest(columns.nan, node);
      return key === 'l2' ? (known(columns.l2, node).at(-1) ?? Number.NaN) : Number.NaN;
    },
    satisfies(node, condition) {
      if (condition === 'has-nan') return largest(columns.nan, node) > 0;
      return condition === 'frozen' && frozen[node] === 1;
    },
  };
}

/** Whether a tensor was compared at least once, and never changed. */
function isFrozen(changed: readonly (number | undefined)[]): boolean {
  const counts = changed.filter((count) => count !== undefined);
  return counts.length > 0 && counts.every((count) => count === 0);
}
