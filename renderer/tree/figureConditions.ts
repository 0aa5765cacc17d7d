import { STATISTIC_CONDITIONS, type StatisticCondition, type TreeFilter } from '../../shared/treeIndex.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import type { MenuGroup } from '../ui/Menu.tsx';
import { toggleFigure } from '../grid/treeFilter.ts';

/** A filter that takes conditions on statistics. */
export interface ConditionTarget {
  readonly statistics: FileStatistics;
  readonly filter: TreeFilter;
  readonly onChange: (filter: TreeFilter) => void;
}

export const CONDITION_LABELS: Readonly<Record<StatisticCondition, string>> = {
  'has-nan': 'NaN or Inf',
  constant: 'constant',
  'all-zero': 'all zero',
  'tiny-std': 'std < 1e−8',
};

/** The conditions on statistics that a filter sets. */
export function conditionsOf({ figures = [] }: TreeFilter): readonly StatisticCondition[] {
  return STATISTIC_CONDITIONS.filter((condition) => figures.includes(condition));
}

/** Takes a condition in or out. What is not known yet is computed: the condition asks about every tensor. */
export function chooseCondition(
  { statistics, filter, onChange }: ConditionTarget,
  condition: StatisticCondition,
): void {
  const next = toggleFigure(filter, condition);
  onChange(next);
  if (!statistics.isComplete && next.figures?.includes(condition) === true) statistics.compute();
}

/** The conditions as a menu's check boxes, with how many tensors meet each. */
export function conditionGroup(target: ConditionTarget): MenuGroup {
  return {
    title: 'Only tensors with',
    items: STATISTIC_CONDITIONS.map((condition) => ({
      id: condition,
      label: CONDITION_LABELS[condition],
      detail: countCondition(target.statistics, condition),
      checked: target.filter.figures?.includes(condition) === true,
      onChoose: () => chooseCondition(target, condition),
    })),
  };
}

/** How many tensors meet a condition; `+` where more may come, `–` where none is known yet. */
export function countCondition(statistics: FileStatistics, condition: StatisticCondition): string {
  const count = statistics.countOf(condition);
  if (statistics.isComplete) return formatCount(count);
  return count > 0 ? `${formatCount(count)}+` : '–';
}
