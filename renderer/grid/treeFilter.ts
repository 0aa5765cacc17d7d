import {
  FIGURE_SORT_KEYS,
  type FigureCondition,
  type SortKey,
  type TreeFilter,
  type TreeView,
} from '../../shared/treeIndex.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';

/** A filter that lets everything through. */
export const NO_FILTER: TreeFilter = {
  text: '',
  syntax: 'text',
  in: 'names',
  dtypes: [],
  shape: '',
  minBytes: 0,
};

/** Whether a filter takes anything away. */
export function isFiltering(filter: TreeFilter | undefined): filter is TreeFilter {
  if (filter === undefined) return false;
  const { text, dtypes, shape, minBytes, maxBytes, flags, figures = [] } = filter;
  const isSized = minBytes > 0 || maxBytes !== undefined;
  const isMarked = flags !== undefined || figures.length > 0;
  return text !== '' || dtypes.length > 0 || shape.trim() !== '' || isSized || isMarked;
}

/** What the filter marks in labels, in lower case; the empty string for patterns, which match whole names. */
export function highlightOf(filter: TreeFilter | undefined): string {
  return filter?.syntax === 'text' ? filter.text.toLowerCase() : '';
}

/** The filter with another size condition. */
export function withSize(filter: TreeFilter, minBytes: number, maxBytes: number | undefined): TreeFilter {
  const { maxBytes: _before, ...rest } = filter;
  return { ...rest, minBytes, ...(maxBytes !== undefined && { maxBytes }) };
}

/** The size condition in words, as its chip shows it; undefined without one. */
export function describeSize({ minBytes, maxBytes }: TreeFilter): string | undefined {
  if (maxBytes === undefined) return minBytes > 0 ? `≥ ${formatBytes(minBytes)}` : undefined;
  return minBytes > 0 ? `${formatBytes(minBytes)} – ${formatBytes(maxBytes)}` : `≤ ${formatBytes(maxBytes)}`;
}

/** The filter with a condition on figures taken in, or taken out. */
export function toggleFigure(filter: TreeFilter, condition: FigureCondition): TreeFilter {
  const { figures = [], ...rest } = filter;
  const others = figures.filter((one) => one !== condition);
  if (others.length === figures.length) return { ...rest, figures: [...figures, condition] };
  return others.length === 0 ? rest : { ...rest, figures: others };
}

/** Whether the rows of a view change when more figures become known. */
export function dependsOnFigures({ sort, filter }: Pick<TreeView, 'sort' | 'filter'>): boolean {
  return FIGURE_KEYS.has(sort.key) || (filter?.figures ?? []).length > 0;
}

const FIGURE_KEYS: ReadonlySet<SortKey> = new Set<SortKey>(FIGURE_SORT_KEYS);
