import { Filter } from 'lucide-react';
import { useMemo, type ReactElement } from 'react';
import type { TreeFilter, TreeIndex } from '../../shared/treeIndex.ts';
import { FilterChip } from '../ui/Chip.tsx';
import { formatCount } from '../ui/format/formatCount.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu, type MenuGroup } from '../ui/Menu.tsx';
import { FieldChip } from './FieldChip.tsx';
import { isShapePattern, parseSizeRange } from './sizeRange.ts';
import { describeSize, withSize } from '../grid/treeFilter.ts';
import styles from './TreeToolbar.module.css';
import { countViews, showsViews, toggleViews, VIEWS_HINT } from './viewCondition.ts';

export interface FilterChipsProps {
  readonly index: TreeIndex;
  readonly filter: TreeFilter;
  readonly onChange: (filter: TreeFilter) => void;
}

/** Conditions on tensors: views, element type, shape, size. */
export function FilterChips({ index, filter, onChange }: FilterChipsProps): ReactElement {
  const { dtypes } = index;
  const views = useMemo(() => countViews(index), [index]);
  const isOnViews = showsViews(filter);
  return (
    <>
      {(views > 0 || isOnViews) && (
        <span className={isOnViews ? undefined : styles.spare}>
          <FilterChip
            label="views"
            icon={<Icon of={Filter} size={12} className={styles.funnel} />}
            value={formatCount(views)}
            active={isOnViews}
            title={VIEWS_HINT}
            onClick={() => onChange(toggleViews(filter))}
          />
        </span>
      )}
      {dtypes.length > 1 && <DtypeChip dtypes={dtypes} filter={filter} onChange={onChange} />}
      <FieldChip
        label="shape"
        value={filter.shape.trim() || undefined}
        text={filter.shape}
        placeholder="8×*×3"
        hint="Dimensions in order; * stands for any one of them."
        problem="A shape is numbers and * between ×, commas or spaces: 8×*×3"
        onChange={(shape) => {
          if (!isShapePattern(shape)) return false;
          onChange({ ...filter, shape });
          return true;
        }}
      />
      <FieldChip
        label="size"
        value={describeSize(filter)}
        text={describeSize(filter) ?? ''}
        placeholder="≥ 1 MiB"
        hint="Bytes of a tensor: ≥ 64 KiB, < 1 MiB, 1–16 MiB."
        problem="A size is a number with a unit: ≥ 64 KiB, < 1 MiB, 1–16 MiB"
        onChange={(text) => {
          const range = parseSizeRange(text);
          if (!range) return false;
          onChange(withSize(filter, range.minBytes, range.maxBytes));
          return true;
        }}
      />
    </>
  );
}

/** One type by its short name, several by their number. */
function describeDtypes(dtypes: readonly string[]): string | undefined {
  const [first] = dtypes;
  if (first === undefined) return undefined;
  return dtypes.length === 1 ? shortenDtype(first) : formatCount(dtypes.length);
}

interface DtypeChipProps extends Omit<FilterChipsProps, 'index'> {
  readonly dtypes: readonly string[];
}

function DtypeChip({ dtypes, filter, onChange }: DtypeChipProps): ReactElement {
  const groups = useMemo<readonly MenuGroup[]>(() => {
    const toggle = (dtype: string): readonly string[] =>
      filter.dtypes.includes(dtype) ? filter.dtypes.filter((one) => one !== dtype) : [...filter.dtypes, dtype];
    const items = dtypes.map((dtype) => ({
      id: dtype,
      label: dtype,
      checked: filter.dtypes.includes(dtype),
      onChoose: () => onChange({ ...filter, dtypes: toggle(dtype) }),
    }));
    return [{ title: 'Only tensors of', items }];
  }, [dtypes, filter, onChange]);
  return (
    <Menu label="Element types" groups={groups}>
      {(trigger) => (
        <FilterChip
          label="dtype"
          icon={<Icon of={Filter} size={12} className={styles.funnel} />}
          value={describeDtypes(filter.dtypes)}
          active={filter.dtypes.length > 0}
          popoverTarget={trigger.popoverTarget}
          onClick={() => undefined}
        />
      )}
    </Menu>
  );
}
