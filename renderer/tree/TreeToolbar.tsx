import { Columns3, Download, Sigma } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import type { TreeFilter, TreeIndex } from '../../shared/treeIndex.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuGroup } from '../ui/Menu.tsx';
import { Toolbar, ToolbarButtons, ToolbarCount } from '../ui/Toolbar.tsx';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { conditionGroup } from './figureConditions.ts';
import { FigureChips } from './FigureChips.tsx';
import { FilterChips } from './FilterChips.tsx';
import { FilterField } from '../grid/FilterField.tsx';
import { FoldButtons } from '../grid/FoldButtons.tsx';
import { columnOf } from './treeColumns.ts';
import type { GridTable } from '../grid/useGridTable.ts';
import type { TreeSort } from '../store/treeState.ts';
import styles from './TreeToolbar.module.css';
import { viewGroup } from './viewCondition.ts';

export interface TreeToolbarProps {
  readonly index: TreeIndex;
  readonly filter: TreeFilter;
  readonly onFilter: (filter: TreeFilter) => void;
  readonly problem: string | undefined;
  /** How many tensors there are, or how many match; or what was copied last. */
  readonly count: string;
  /** What is counted; left out where there is little room. */
  readonly unit: string | undefined;
  readonly table: GridTable;
  readonly sort: TreeSort;
  readonly onSort: (sort: TreeSort) => void;
  readonly onFoldAll: (open: boolean) => void;
  readonly onExport: (syntax: 'csv' | 'json', what: 'tree' | 'selection') => void;
  readonly selected: Uint32Array;
  readonly statistics: FileStatistics;
  readonly onLeave: () => void;
  readonly fieldRef: Ref<HTMLInputElement>;
}

/** Above the rows: what is shown of the tree, and in which columns. */
export function TreeToolbar({ fieldRef, ...props }: TreeToolbarProps): ReactElement {
  const { filter, onFilter } = props;
  return (
    <Toolbar label="Tree" className={styles.bar}>
      <FilterField
        ref={fieldRef}
        filter={filter}
        onChange={(change) => onFilter({ ...filter, ...change })}
        problem={props.problem}
        onLeave={props.onLeave}
      />
      <FigureChips statistics={props.statistics} filter={filter} onChange={onFilter} />
      <FilterChips index={props.index} filter={filter} onChange={onFilter} />
      <ToolbarCount>
        {props.count}
        {props.unit !== undefined && <span className={styles.word}> {props.unit}</span>}
      </ToolbarCount>
      <ToolbarButtons>
        <FoldButtons onFoldAll={props.onFoldAll} />
        <Menu label="Statistics" groups={statisticGroups(props)}>
          {(trigger) => <IconButton label="Compute statistics" icon={<Icon of={Sigma} />} {...trigger} />}
        </Menu>
        <Menu label="Columns and order" groups={columnGroups(props)}>
          {(trigger) => (
            <Button tone="quiet" icon={<Icon of={Columns3} />} title="Columns and order" {...trigger}>
              <span className={styles.word}>Columns</span>
            </Button>
          )}
        </Menu>
        <Menu label="Export" groups={exportGroups(props)}>
          {(trigger) => <IconButton label="Export rows as a file" icon={<Icon of={Download} />} {...trigger} />}
        </Menu>
      </ToolbarButtons>
    </Toolbar>
  );
}

function columnGroups({ table, sort, onSort }: Omit<TreeToolbarProps, 'fieldRef'>): readonly MenuGroup[] {
  const columns = table.table.getAllLeafColumns().filter((column) => column.getCanHide());
  return [
    {
      title: 'Show',
      items: columns.map((column) => ({
        id: column.id,
        label: columnOf(column.id)?.longName ?? columnOf(column.id)?.header ?? column.id,
        checked: column.getIsVisible(),
        onChoose: () => column.toggleVisibility(),
      })),
    },
    {
      title: 'Order',
      items: [
        {
          id: 'file',
          label: 'As in the file',
          checked: sort.key === 'file',
          onChoose: () => onSort({ key: 'file', descending: false }),
        },
        {
          id: 'name',
          label: 'By name, numbers by value',
          checked: sort.key === 'name',
          onChoose: () => onSort({ key: 'name', descending: false }),
        },
      ],
    },
  ];
}

function statisticGroups(props: Omit<TreeToolbarProps, 'fieldRef'>): readonly MenuGroup[] {
  const { selected, statistics, filter, onFilter } = props;
  return [
    {
      title: 'Compute statistics',
      items: [
        { id: 'file', label: 'Whole file', onChoose: () => statistics.compute() },
        {
          id: 'selection',
          label: selected.length === 1 ? 'Selected row' : 'Selected rows',
          disabled: selected.length === 0,
          onChoose: () => statistics.compute(selected),
        },
      ],
    },
    conditionGroup({ statistics, filter, onChange: onFilter }),
    viewGroup({ index: props.index, filter, onChange: onFilter }),
  ];
}

function exportGroups({ selected, onExport }: Omit<TreeToolbarProps, 'fieldRef'>): readonly MenuGroup[] {
  const itemsFor = (what: 'tree' | 'selection'): MenuGroup['items'] => [
    {
      id: `${what}-csv`,
      label: 'CSV…',
      disabled: what === 'selection' && selected.length === 0,
      onChoose: () => onExport('csv', what),
    },
    {
      id: `${what}-json`,
      label: 'JSON…',
      disabled: what === 'selection' && selected.length === 0,
      onChoose: () => onExport('json', what),
    },
  ];
  return [
    { title: 'Whole tree', items: itemsFor('tree') },
    { title: selected.length === 1 ? 'Selected row' : 'Selected rows', items: itemsFor('selection') },
  ];
}
