import { Download } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import type { ComparisonOverview, StatusCounts } from '../../shared/comparison.ts';
import type { TreeFilter } from '../../shared/treeIndex.ts';
import { FilterField } from '../grid/FilterField.tsx';
import { FoldButtons } from '../grid/FoldButtons.tsx';
import { FilterChip } from '../ui/Chip.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Toolbar, ToolbarButtons, ToolbarCount } from '../ui/Toolbar.tsx';
import { ChangeLegend } from './ChangeLegend.tsx';
import styles from './CompareFilterBar.module.css';
import { hideIdentical, hidesIdentical, statusOf, withStatus } from './compareFilter.ts';
import { StatusChips } from './StatusChips.tsx';

export interface CompareFilterBarProps {
  readonly overview: ComparisonOverview;
  readonly counts: StatusCounts;
  readonly filter: TreeFilter;
  readonly onFilter: (filter: TreeFilter) => void;
  readonly problem: string | undefined;
  /** How many tensors there are, or how many match; or what was copied last. */
  readonly count: string;
  readonly align: boolean;
  readonly onAlign: (align: boolean) => void;
  readonly onFoldAll: (open: boolean) => void;
  readonly onSave: () => void;
  readonly onLeave: () => void;
  readonly fieldRef: Ref<HTMLInputElement>;
}

/** What is shown of a comparison: by status, by name, without what is the same. */
export function CompareFilterBar({ fieldRef, ...props }: CompareFilterBarProps): ReactElement {
  const { overview, filter, onFilter, align } = props;
  const hides = hidesIdentical(filter);
  return (
    <Toolbar label="Comparison" className={styles.bar}>
      <StatusChips
        counts={props.counts}
        chosen={statusOf(filter)}
        onChoose={(status) => onFilter(withStatus(filter, status))}
      />
      <span className={styles.legend}>
        <ChangeLegend />
      </span>
      <span className={styles.tools}>
        <FilterField
          ref={fieldRef}
          filter={filter}
          hasValues={false}
          onChange={(change) => onFilter({ ...filter, ...change })}
          problem={props.problem}
          onLeave={props.onLeave}
        />
        <FilterChip
          label="Hide identical"
          active={hides}
          title="Leave out what is the same in both files (I)"
          onClick={() => onFilter(hideIdentical(filter, !hides))}
        />
        {(overview.alignable > 0 || align) && (
          <FilterChip
            label="Align names"
            value={align ? undefined : formatCount(overview.alignable)}
            active={align}
            title="See through module., _orig_mod. and renamed roots, and propose what was renamed"
            onClick={() => props.onAlign(!align)}
          />
        )}
        <ToolbarCount>{props.count}</ToolbarCount>
        <ToolbarButtons>
          <FoldButtons onFoldAll={props.onFoldAll} />
          <IconButton label="Save as diff.json" icon={<Icon of={Download} />} onClick={props.onSave} />
        </ToolbarButtons>
      </span>
    </Toolbar>
  );
}
