import { MATCH_STATUSES, type MatchStatus } from '../../shared/comparison.ts';
import type { FigureCondition, TreeFilter } from '../../shared/treeIndex.ts';

/** The status that a filter asks for. */
export function statusOf({ figures = [] }: TreeFilter): MatchStatus | undefined {
  return MATCH_STATUSES.find((status) => figures.includes(status));
}

/** Whether a filter leaves out what is identical. */
export function hidesIdentical({ figures = [] }: TreeFilter): boolean {
  return figures.includes('differs');
}

/** The filter for one status, or for none. What is identical cannot be asked for and left out at once. */
export function withStatus(filter: TreeFilter, status: MatchStatus | undefined): TreeFilter {
  const keeps = hidesIdentical(filter) && status !== 'identical';
  return withFigures(filter, [...(keeps ? ['differs' as const] : []), ...(status === undefined ? [] : [status])]);
}

/** The filter with what is identical left out, or taken in again. */
export function hideIdentical(filter: TreeFilter, hide: boolean): TreeFilter {
  const status = statusOf(filter);
  const kept = status === undefined || (hide && status === 'identical') ? [] : [status];
  return withFigures(filter, [...(hide ? ['differs' as const] : []), ...kept]);
}

function withFigures({ figures: _before, ...rest }: TreeFilter, figures: readonly FigureCondition[]): TreeFilter {
  return figures.length === 0 ? rest : { ...rest, figures };
}
