import { Download, ListFilter } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import type { TensorSection } from '../../shared/comparison.ts';
import type { SortKey, TreeFilter } from '../../shared/treeIndex.ts';
import { FilterField } from '../grid/FilterField.tsx';
import { FoldButtons } from '../grid/FoldButtons.tsx';
import { toggleFigure } from '../grid/treeFilter.ts';
import type { Board } from '../grid/useBoard.ts';
import type { SeriesFigure, SeriesView } from '../store/seriesState.ts';
import { FilterChip } from '../ui/Chip.tsx';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuGroup } from '../ui/Menu.tsx';
import { Segmented, type Segment } from '../ui/Segmented.tsx';
import { Toolbar, ToolbarButtons, ToolbarCount } from '../ui/Toolbar.tsx';
import { SERIES_CONDITIONS, type SeriesCondition } from './countConditions.ts';
import { SeriesLegend } from './SeriesLegend.tsx';
import styles from './SeriesToolbar.module.css';

export interface SeriesToolbarProps {
  readonly fieldRef: Ref<HTMLInputElement>;
  readonly board: Board;
  readonly view: SeriesView;
  readonly onView: (change: Partial<SeriesView>) => void;
  /** Tensors that meet each condition. */
  readonly counts: Readonly<Record<SeriesCondition, number>>;
  /** Tensors of the section. */
  readonly tensors: number;
  /** Whether optimizers keep anything in these files. */
  readonly hasMoments: boolean;
  /** The first checkpoint's label. */
  readonly first: string;
  readonly onSave: () => void;
  /** Leaves the filter for the rows. */
  readonly onLeave: () => void;
}

const FIGURES: readonly Segment<SeriesFigure>[] = [
  { value: 'change', label: <ChangeLabel />, title: 'Relative change' },
  { value: 'l2', label: 'L2' },
  { value: 'nan', label: 'NaN' },
];
const SECTIONS: readonly Segment<TensorSection>[] = [
  { value: 'tensors', label: 'Tensors' },
  { value: 'moments', label: 'Moments' },
];
const CONDITIONS: Readonly<Record<SeriesCondition, { readonly label: string; readonly title: string }>> = {
  'has-nan': { label: 'NaN', title: 'Only tensors with NaN in any checkpoint' },
  frozen: { label: 'frozen', title: 'Only tensors that do not change from file to file' },
};
const ORDERS: readonly { readonly key: SortKey; readonly label: string; readonly descending: boolean }[] = [
  { key: 'file', label: 'As in the files', descending: false },
  { key: 'name', label: 'By name', descending: false },
  { key: 'change', label: 'Largest change first', descending: true },
  { key: 'l2', label: 'Largest L2 first', descending: true },
  { key: 'nan', label: 'Most NaN first', descending: true },
];

/** In full where there is room. */
function ChangeLabel(): ReactElement {
  return (
    <>
      <span className={styles.word}>Relative change</span>
      <span className={styles.brief}>Change</span>
    </>
  );
}

/** Above the matrix: what is shown of it, and what its colours mean. */
export function SeriesToolbar({ fieldRef, ...props }: SeriesToolbarProps): ReactElement {
  const { board, view, onView, counts } = props;
  const { filter, setFilter } = board;
  const problem = board.answer.error?.code === 'usage' ? board.answer.error.message : undefined;
  return (
    <Toolbar label="Series" className={styles.bar}>
      <FilterField
        ref={fieldRef}
        filter={filter}
        onChange={(change) => setFilter({ ...filter, ...change })}
        problem={problem}
        hasValues={false}
        onLeave={props.onLeave}
      />
      <Segmented label="Figure" segments={FIGURES} value={view.figure} onChange={(figure) => onView({ figure })} />
      {props.hasMoments && (
        <Segmented
          label="Section"
          segments={SECTIONS}
          value={view.section}
          onChange={(section) => onView({ section })}
        />
      )}
      {SERIES_CONDITIONS.map((condition) => (
        <span key={condition} className={isChosen(filter, condition) ? undefined : styles.chip}>
          <FilterChip
            label={CONDITIONS[condition].label}
            value={formatCount(counts[condition])}
            active={isChosen(filter, condition)}
            title={CONDITIONS[condition].title}
            onClick={() => setFilter(toggleFigure(filter, condition))}
          />
        </span>
      ))}
      <ToolbarCount className={styles.count}>{describeHits(board, props.tensors)}</ToolbarCount>
      <span className={styles.end}>
        <SeriesLegend figure={view.figure} first={props.first} />
        <ToolbarButtons>
          <Menu label="Order and conditions" groups={listGroups(props)}>
            {(trigger) => <IconButton label="Order and conditions" icon={<Icon of={ListFilter} />} {...trigger} />}
          </Menu>
          <ToolbarButtons className={styles.spare}>
            <FoldButtons onFoldAll={board.foldAll} />
          </ToolbarButtons>
          <IconButton label="Save the series as JSON…" icon={<Icon of={Download} />} onClick={props.onSave} />
        </ToolbarButtons>
      </span>
    </Toolbar>
  );
}

/** How many tensors pass the filter; nothing without one. */
function describeHits({ answer }: Board, tensors: number): string | undefined {
  if (answer.value?.view.filter === undefined) return undefined;
  return `${formatCount(answer.value.tensorHits)} of ${formatCounted(tensors, 'tensor')}`;
}

function isChosen({ figures = [] }: TreeFilter, condition: SeriesCondition): boolean {
  return figures.includes(condition);
}

function listGroups({ board, counts }: Pick<SeriesToolbarProps, 'board' | 'counts'>): readonly MenuGroup[] {
  const { filter, setFilter, sort, update, foldAll } = board;
  return [
    {
      title: 'Order',
      items: ORDERS.map(({ key, label, descending }) => ({
        id: key,
        label,
        checked: sort.key === key,
        onChoose: () => update({ sort: { key, descending } }),
      })),
    },
    {
      title: 'Only',
      items: SERIES_CONDITIONS.map((condition) => ({
        id: condition,
        label: CONDITIONS[condition].title.replace('Only t', 'T'),
        detail: formatCount(counts[condition]),
        checked: isChosen(filter, condition),
        onChoose: () => setFilter(toggleFigure(filter, condition)),
      })),
    },
    {
      title: 'Rows',
      items: [
        { id: 'expand', label: 'Expand all', onChoose: () => foldAll(true) },
        { id: 'collapse', label: 'Collapse all', onChoose: () => foldAll(false) },
      ],
    },
  ];
}
