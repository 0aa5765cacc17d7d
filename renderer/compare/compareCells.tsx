import type { ReactElement } from 'react';
import { MATCH_STATUSES, NO_STATUS, type ComparisonTree, type MatchDetail } from '../../shared/comparison.ts';
import { cellClass } from '../grid/cellClass.ts';
import type { RowCells } from '../grid/rowCells.ts';
import type { RowFacts } from '../grid/rowFacts.ts';
import { formatChange } from '../ui/format/formatChange.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatExact } from '../ui/format/formatFigure.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import { changeLength } from './changeBar.ts';
import styles from './CompareCells.module.css';
import { formatCell, formatPercent } from './figureText.ts';
import type { CompareColumnId } from './compareColumns.tsx';
import { StatusIcon } from './StatusIcon.tsx';

type FigureId = Exclude<CompareColumnId, 'name' | 'shape'>;

export interface CompareCellsParams {
  readonly tree: ComparisonTree;
  /** Visible columns in order; the name is the first. */
  readonly columns: readonly CompareColumnId[];
  /** Details of a row whose two sides look different, once they are known. */
  readonly detailOf: (node: number) => MatchDetail | undefined;
}

/** The cells of a comparison: shapes, norms of both sides, and how far they are apart. */
export function createCompareCells({ tree, columns, detailOf }: CompareCellsParams): RowCells {
  const shown = columns.slice(1);
  return {
    render(row) {
      return shown.map((id) => {
        if (id === 'name' || id === 'shape') return renderShape(row, detailOf(row.node));
        if (id === 'relL2') return renderChange(row, tree.relL2[row.node] ?? Number.NaN);
        return renderFigure(row, id, WRITERS[id](tree[id][row.node] ?? Number.NaN));
      });
    },
    renderLead({ node }) {
      const status = tree.status[node] ?? NO_STATUS;
      const name = MATCH_STATUSES[status];
      return name && <StatusIcon status={name} />;
    },
    describe(cell, node) {
      if (cell === 'shape') return describeShape(detailOf(node));
      return isFigure(cell) ? describeFigure(tree, cell, node) : undefined;
    },
  };
}

const WRITERS: Readonly<Record<Exclude<FigureId, 'relL2'>, (value: number) => string>> = {
  leftL2: formatCell,
  rightL2: formatCell,
  maxAbs: formatCell,
  changed: formatPercent,
};

function isFigure(cell: string): cell is FigureId {
  return cell in WRITERS || cell === 'relL2';
}

function toneOf({ figures }: RowFacts): 'plain' | 'quiet' {
  return figures?.isTensor === true ? 'plain' : 'quiet';
}

function renderFigure(row: RowFacts, id: FigureId, text: string): ReactElement {
  // What was before stands back behind what is now.
  const tone = id === 'leftL2' ? 'quiet' : toneOf(row);
  return (
    <div key={id} role="gridcell" className={cellClass('end', tone)} data-cell={id}>
      {text}
    </div>
  );
}

function renderShape(row: RowFacts, detail: MatchDetail | undefined): ReactElement {
  return (
    <div key="shape" role="gridcell" className={cellClass('end', toneOf(row))} data-cell="shape">
      {writeShape(row, detail)}
    </div>
  );
}

function writeShape({ figures }: RowFacts, detail: MatchDetail | undefined): string {
  if (!figures) return '';
  if (!figures.isTensor) return formatCounted(figures.tensors, 'tensor');
  return (detail && describeShape(detail)) ?? formatShape(figures.shape);
}

/** Both sides where they look different: `4096×768 → 8192×768`, `f32 → f16`. */
function describeShape(detail: MatchDetail | undefined): string | undefined {
  const { left, right } = detail ?? {};
  if (!left || !right) return undefined;
  const [before, after] = [formatShape(left.shape), formatShape(right.shape)];
  const types = left.dtype === right.dtype ? '' : `${shortenDtype(left.dtype)} → ${shortenDtype(right.dtype)}`;
  const shapes = before === after ? before : `${before} → ${after}`;
  return types === '' ? shapes : `${shapes} ${types}`;
}

function renderChange(row: RowFacts, change: number): ReactElement {
  const tone = toneOf(row);
  return (
    <div key="relL2" role="gridcell" className={cellClass('picture', tone)} data-cell="relL2">
      <span className={styles.track}>
        {change > 0 && (
          <span
            className={tone === 'plain' ? styles.bar : styles.pale}
            style={{ width: `${(changeLength(change) * 100).toFixed(1)}%` }}
          />
        )}
      </span>
      <span className={styles.change}>{formatChange(change)}</span>
    </div>
  );
}

/** Every digit of a figure, for its tooltip. */
function describeFigure(tree: ComparisonTree, id: FigureId, node: number): string | undefined {
  const value = tree[id][node] ?? Number.NaN;
  if (Number.isNaN(value)) return undefined;
  if (id !== 'changed') return formatExact(value);
  const elements = tree.index.elements[node] ?? 0;
  return `${formatExact(value * 100)} % of ${formatCount(elements)}`;
}
