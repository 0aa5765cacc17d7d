import { CornerUpLeft, TriangleAlert } from 'lucide-react';
import { memo, type ReactElement, type ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import type { FileStatistics, RowState } from '../statistics/fileStatistics.ts';
import { readRow, type RowFacts, type RowFigures } from './rowFacts.ts';
import { StatisticCell } from './StatisticCell.tsx';
import { columnOf, isStatisticColumn, type ColumnId, type FactColumnId } from './treeColumns.ts';
import type { TreeModel } from './treeModel.ts';
import styles from './TreeRow.module.css';

export interface TreeRowProps {
  readonly model: TreeModel;
  readonly node: number;
  /** Position among all rows, from 0. */
  readonly row: number;
  /** Pixels below the first row. */
  readonly top: number;
  readonly open: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  /** Visible columns in order; the name is the first. The same array as long as they are the same. */
  readonly columns: readonly ColumnId[];
  /** Text that is marked in labels, in lower case; may be empty. */
  readonly highlight: string;
  readonly statistics: FileStatistics;
  /** What `statistics` says of the node: a row renders when it changes. */
  readonly state: RowState;
}

/** Id of the element that shows a node, for `aria-activedescendant`. */
export function rowElementId(node: number): string {
  return `row-${node}`;
}

/** One row of the tree. It has no handlers: the grid listens for all rows. */
export const TreeRow: React.NamedExoticComponent<TreeRowProps> = memo(function TreeRow(props) {
  const { model, node, columns } = props;
  const row = readRow(model, node);
  const { figures } = row;
  const known = props.state === 'known' ? props.statistics.table.read(node) : undefined;
  return (
    <div
      id={rowElementId(node)}
      role="row"
      data-row={props.row}
      aria-level={row.level + 1}
      aria-expanded={row.expandable ? props.open : undefined}
      aria-selected={props.selected}
      // The header is the first row.
      aria-rowindex={props.row + 2}
      data-active={props.active || undefined}
      className={joinClasses(styles.row, props.selected && styles.selected)}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <NameCell row={row} open={props.open} highlight={props.highlight} />
      {row.value && columns.length > 1 && <ValueCell value={row.value} span={columns.length - 1} />}
      {figures &&
        columns
          .slice(1)
          .map((id) =>
            isStatisticColumn(id) ? (
              <StatisticCell key={id} id={id} isTensor={figures.isTensor} known={known} state={props.state} />
            ) : (
              <FigureCell key={id} id={id} figures={figures} />
            ),
          )}
    </div>
  );
});

interface NameCellProps {
  readonly row: RowFacts;
  readonly open: boolean;
  readonly highlight: string;
}

function NameCell({ row, open, highlight }: NameCellProps): ReactElement {
  const strong = row.figures !== undefined && !row.figures.isTensor;
  const [head, tail] = splitLabel(row.label);
  return (
    <div role="gridcell" data-name className={styles.name} style={{ '--level': row.level }}>
      <span className={twistyClass(row.expandable, open)} data-twisty={row.expandable} />
      {row.lead !== '' && <span className={styles.lead}>{row.lead}</span>}
      {head !== '' && (
        <span className={joinClasses(styles.head, strong && styles.strong)}>{markText(head, highlight)}</span>
      )}
      <span className={joinClasses(styles.label, strong && styles.strong)}>{markText(tail, highlight)}</span>
      {row.count !== undefined && <span className={styles.count}>[{formatCount(row.count)}]</span>}
      {row.word !== undefined && <span className={styles.word}>{row.word}</span>}
      {row.repeated && (
        <span className={styles.mark} title="Shown before under another name">
          <Icon of={CornerUpLeft} size={12} />
        </span>
      )}
      {row.finding && (
        <span className={styles.warn} title="A finding points here">
          <Icon of={TriangleAlert} size={12} />
        </span>
      )}
    </div>
  );
}

function twistyClass(expandable: boolean, open: boolean): string {
  return joinClasses(styles.twisty, expandable && (open ? styles.open : styles.closed));
}

function markText(text: string, highlight: string): ReactNode {
  const start = highlight === '' ? -1 : text.toLowerCase().indexOf(highlight);
  if (start < 0) return text;
  const end = start + highlight.length;
  return (
    <>
      {text.slice(0, start)}
      <mark className={styles.hit}>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}

/** A long dotted label is cut in its middle: its last two parts always stay. */
function splitLabel(label: string): readonly [head: string, tail: string] {
  const parts = label.split('.');
  if (parts.length < 3) return ['', label];
  const tail = parts.slice(-2).join('.');
  return [label.slice(0, label.length - tail.length), tail];
}

function ValueCell({ value, span }: { value: { type: string; text: string }; span: number }): ReactElement {
  return (
    <div
      role="gridcell"
      aria-colspan={span}
      className={joinClasses(styles.value, value.type === '' && styles.sum)}
      style={{ gridColumn: `2 / span ${span}` }}
      title={value.text}
    >
      {value.type !== '' && value.type !== value.text && <span className={styles.type}>{value.type} </span>}
      {value.type === 'int' ? formatCount(value.text) : value.text}
    </div>
  );
}

function FigureCell({ id, figures }: { id: FactColumnId; figures: RowFigures }): ReactElement {
  const align = columnOf(id)?.align ?? 'start';
  return (
    <div
      role="gridcell"
      className={joinClasses(styles.figure, styles[align], !figures.isTensor && styles.sum)}
      title={exactFigure(id, figures)}
    >
      {WRITERS[id](figures)}
    </div>
  );
}

/** How each column writes a row's figures. */
const WRITERS: Readonly<Record<FactColumnId, (figures: RowFigures) => string>> = {
  name: () => '',
  type: ({ dtype = '' }) => (dtype === 'mixed' ? 'mix' : shortenDtype(dtype)),
  shape: ({ isTensor, shape, tensors }) => (isTensor ? formatShape(shape) : formatCounted(tensors, 'tensor')),
  elements: ({ elements }) => formatCount(elements),
  bytes: ({ bytes }) => formatBytes(bytes),
  storage: writeStorage,
};

function writeStorage({ storage }: RowFigures): string {
  if (!storage) return '';
  const number = formatCount(storage.number);
  return storage.users > 1 ? `${number} ×${storage.users}` : number;
}

/** What a cell says in full, where it says less. */
function exactFigure(id: FactColumnId, { dtype, bytes, storage, shape }: RowFigures): string | undefined {
  if (id === 'type') return dtype;
  if (id === 'shape') return shape.length > 3 ? formatShape(shape) : undefined;
  if (id === 'bytes') return `${formatCount(bytes)} bytes`;
  if (id !== 'storage' || !storage || storage.users < 2) return undefined;
  return `Storage ${storage.number}, shared by ${formatCount(storage.users)} tensors`;
}
