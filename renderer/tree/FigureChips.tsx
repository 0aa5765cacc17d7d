import { Filter } from 'lucide-react';
import { useSyncExternalStore, type ReactElement } from 'react';
import { FilterChip } from '../ui/Chip.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import {
  type ConditionTarget,
  chooseCondition,
  CONDITION_LABELS,
  conditionGroup,
  conditionsOf,
  countCondition,
} from './figureConditions.ts';
import styles from './TreeToolbar.module.css';

/** Conditions on statistics, with how many tensors meet them. Choosing one computes what is not known yet. */
export function FigureChips(props: ConditionTarget): ReactElement {
  const { statistics, filter } = props;
  useSyncExternalStore(statistics.subscribe, statistics.report);
  const chosen = conditionsOf(filter);
  const nonFinite = countCondition(statistics, 'has-nan');
  const [only, ...others] = chosen.filter((condition) => condition !== 'has-nan');
  return (
    <>
      <FilterChip
        label="NaN or Inf"
        icon={<Icon of={Filter} size={12} className={styles.funnel} />}
        // Before anything is known the chip offers to find out.
        value={nonFinite === '–' ? '– compute' : nonFinite}
        active={chosen.includes('has-nan')}
        title={statistics.isComplete ? 'Only tensors with NaN or infinities' : 'Computes what is not known yet'}
        onClick={() => chooseCondition(props, 'has-nan')}
      />
      <span className={only === undefined ? styles.spare : undefined}>
        <Menu label="Conditions on values" groups={[conditionGroup(props)]}>
          {(trigger) => (
            <FilterChip
              label={CONDITION_LABELS[only !== undefined && others.length === 0 ? only : 'constant']}
              icon={<Icon of={Filter} size={12} className={styles.funnel} />}
              value={
                others.length > 0 ? formatCount(others.length + 1) : countCondition(statistics, only ?? 'constant')
              }
              active={only !== undefined}
              popoverTarget={trigger.popoverTarget}
              title="Constant, all zero, hardly any spread"
              onClick={() => undefined}
            />
          )}
        </Menu>
      </span>
    </>
  );
}
