import { Search } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import { GLOB_RULES } from '../../shared/globRules.ts';
import type { TreeFilter } from '../../shared/treeIndex.ts';
import { FilterChip } from '../ui/Chip.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Segmented, type Segment } from '../ui/Segmented.tsx';
import { TextField } from '../ui/TextField.tsx';
import { isFiltering } from './treeFilter.ts';
import styles from './FilterField.module.css';

const SYNTAXES: readonly Segment<TreeFilter['syntax']>[] = [
  { value: 'text', label: 'text', title: 'Text: found anywhere in the whole name, in upper or lower case' },
  { value: 'glob', label: 'glob', title: GLOB_RULES },
  { value: 'regex', label: '.*', title: 'Regular expression over the whole name' },
];

export interface FilterFieldProps {
  readonly filter: TreeFilter;
  readonly onChange: (change: Partial<TreeFilter>) => void;
  /** Why the pattern cannot be used. */
  readonly problem: string | undefined;
  /** Whether rows have short values to search. Absent: yes. */
  readonly hasValues?: boolean;
  /** Arrow down leaves the field for the rows, as Esc does when there is nothing to clear. */
  readonly onLeave: () => void;
  readonly ref: Ref<HTMLInputElement>;
}

/** What names, or names and values, must contain. */
export function FilterField({
  filter,
  onChange,
  problem,
  hasValues = true,
  onLeave,
  ref,
}: FilterFieldProps): ReactElement {
  const values = filter.in === 'names-and-values';
  return (
    <>
      <TextField
        ref={ref}
        label={values ? 'Filter names and values' : 'Filter names'}
        placeholder={values ? 'Filter names, values' : 'Filter names'}
        className={styles.field}
        value={filter.text}
        problem={problem}
        icon={<Icon of={Search} />}
        trailing={
          <Segmented
            label="Pattern"
            look="bare"
            segments={SYNTAXES}
            value={filter.syntax}
            onChange={(syntax) => onChange({ syntax })}
          />
        }
        onChange={(text) => onChange({ text })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && (event.key !== 'Escape' || isFiltering(filter))) return;
          onLeave();
          event.preventDefault();
        }}
      />
      {hasValues && (
        <FilterChip
          label="+ values"
          active={values}
          title="Search short values too, not only names"
          onClick={() => onChange({ in: values ? 'names' : 'names-and-values' })}
        />
      )}
    </>
  );
}
