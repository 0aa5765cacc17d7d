import type { ReactElement, ReactNode } from 'react';
import type { SeriesTree } from '../../shared/series.ts';
import { cellClass } from '../grid/cellClass.ts';
import type { RowCells } from '../grid/rowCells.ts';
import type { RowFacts, RowFigures } from '../grid/rowFacts.ts';
import { kindOf, shapeOf } from '../grid/treeModel.ts';
import type { SeriesFigure } from '../store/seriesState.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { formatExact, formatFigure } from '../ui/format/formatFigure.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { joinClasses } from '../ui/joinClasses.ts';
import { describeStrip, paintStrip } from './cellStrip.ts';
import { figuresOf, readCell, type CellTone } from './matrixCell.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { drawNormLine, LINE_SIZE } from './normLine.ts';
import type { MatrixSteps } from './seriesColumns.ts';
import cells from './cells.module.css';
import styles from './seriesCells.module.css';

export interface SeriesCellsParams {
  readonly tree: SeriesTree;
  readonly figure: SeriesFigure;
  readonly layout: MatrixLayout;
  readonly steps: MatrixSteps;
  /** The checkpoint of the first cell that is shown. */
  readonly from: number;
  /** The checkpoint that is chosen. */
  readonly chosen: number;
}

/** The cells of a series: shape, norms at both ends, one coloured cell for each step, the norm as a line. */
export function createSeriesCells(params: SeriesCellsParams): RowCells {
  return {
    render: (row) => renderRow(params, row),
    describe: (cell, node) => describeCell(params, cell, node),
  };
}

function renderRow(params: SeriesCellsParams, { node, figures }: RowFacts): ReactNode {
  if (!figures) return undefined;
  const { tree, layout } = params;
  const tone = figures.isTensor ? 'plain' : 'quiet';
  const norms = figuresOf(tree, tree.l2, node);
  return (
    <>
      {layout.shape && (
        <div role="gridcell" className={cellClass('end', 'quiet')} data-cell="shape">
          {writeShape(figures)}
        </div>
      )}
      <div role="gridcell" className={cellClass('end', tone)} data-cell="first">
        {writeNorm(norms[0])}
      </div>
      {layout.look === 'bare' ? <Strip params={params} node={node} /> : listCells(params, node)}
      {layout.line && <Line norms={norms} />}
      <div role="gridcell" className={cellClass('end', tone)} data-cell="last">
        {writeNorm(norms.findLast((norm) => !Number.isNaN(norm)))}
      </div>
    </>
  );
}

function listCells(params: SeriesCellsParams, node: number): readonly ReactElement[] {
  const { tree, figure, layout, steps, from, chosen } = params;
  const list: ReactElement[] = [];
  for (let checkpoint = from; checkpoint < from + layout.shown; checkpoint++) {
    const { tone, hasNan, text, short } = readCell(tree, figure, node, checkpoint);
    const isFull = layout.look === 'full';
    list.push(
      <div
        key={checkpoint}
        role="gridcell"
        aria-label={`${steps.nameOf(checkpoint)}: ${text}${hasNan && figure !== 'nan' ? ', holds NaN' : ''}`}
        data-cell={`at-${checkpoint}`}
        data-tone={tone}
        className={cellClasses({ tone, hasNan, isFull, isChosen: checkpoint === chosen })}
      >
        {isFull ? text : short}
      </div>,
    );
  }
  return list;
}

/** Class names are joined once for each kind of cell: rows are drawn while they scroll. */
const CLASSES = new Map<string, string>();

interface CellKind {
  readonly tone: CellTone;
  readonly hasNan: boolean;
  readonly isFull: boolean;
  readonly isChosen: boolean;
}

function cellClasses({ tone, hasNan, isFull, isChosen }: CellKind): string {
  const key = `${tone}${hasNan}${isFull}${isChosen}`;
  const known = CLASSES.get(key);
  if (known !== undefined) return known;
  const looks = [!isFull && cells.short, hasNan && cells.hasNan, isChosen && cells.chosen];
  const joined = joinClasses(cells.cell, cells[tone], ...looks);
  CLASSES.set(key, joined);
  return joined;
}

/** All cells of a row as one painted element, where they are too narrow for numbers. */
function Strip({ params, node }: { readonly params: SeriesCellsParams; readonly node: number }): ReactElement {
  const { tree, figure, layout, steps, from, chosen } = params;
  const list = Array.from({ length: layout.shown }, (_, cell) => readCell(tree, figure, node, from + cell));
  const place = chosen - from;
  return (
    <div
      role="gridcell"
      aria-label={describeStrip(list, (cell) => steps.nameOf(from + cell))}
      data-cell="strip"
      data-strip
      className={cells.strip}
      style={{ backgroundImage: paintStrip(list, layout.cell, figure !== 'nan') }}
    >
      {place >= 0 && place < layout.shown && (
        <span className={cells.place} style={{ left: place * layout.cell, width: layout.cell }} />
      )}
    </div>
  );
}

function Line({ norms }: { readonly norms: Float64Array }): ReactElement {
  const { path, end } = drawNormLine(norms);
  return (
    <div role="gridcell" className={cellClass('picture')} data-cell="line" aria-label="L2 over the checkpoints">
      <svg className={styles.line} width={LINE_SIZE.width} height={LINE_SIZE.height} aria-hidden="true">
        <path d={path} />
        {end && <circle cx={end.x} cy={end.y} r={2} />}
      </svg>
    </div>
  );
}

function writeShape({ isTensor, shape, tensors }: RowFigures): string {
  return isTensor ? formatShape(shape) : formatCount(tensors);
}

function describeShape({ index }: SeriesTree, node: number): string {
  const kind = kindOf(index, node);
  const isTensor = kind === 'tensor' || kind === 'ndarray';
  return isTensor ? formatShape(shapeOf(index, node)) : formatCounted(index.tensors[node] ?? 0, 'tensor');
}

function writeNorm(norm: number = Number.NaN): string {
  return Number.isNaN(norm) ? '–' : formatFigure(norm);
}

/** Tooltips say in full what cells say in short. */
function describeCell({ tree, steps, figure }: SeriesCellsParams, cell: string, node: number): string | undefined {
  const norms = figuresOf(tree, tree.l2, node);
  if (cell === 'first') return exact(norms[0]);
  if (cell === 'last') return exact(norms.findLast((norm) => !Number.isNaN(norm)));
  if (cell === 'shape') return describeShape(tree, node);
  if (!cell.startsWith('at-')) return undefined;
  const checkpoint = Number(cell.slice(3));
  return describeStep({ tree, steps, figure }, node, checkpoint);
}

/** One cell in full: `38 → 39: relative change 2.93e-4. Click to compare`. */
export function describeStep(
  { tree, steps, figure }: Pick<SeriesCellsParams, 'tree' | 'steps' | 'figure'>,
  node: number,
  checkpoint: number,
): string {
  const at = node * tree.checkpoints + checkpoint;
  const { value, what } = {
    change: { value: tree.relL2[at], what: 'relative change' },
    l2: { value: tree.l2[at], what: 'L2' },
    nan: { value: tree.nan[at], what: 'NaN' },
  }[figure];
  return `${steps.nameOf(checkpoint)}: ${what} ${exact(value) ?? 'not known'}. Click to compare`;
}

function exact(value: number = Number.NaN): string | undefined {
  return Number.isNaN(value) ? undefined : formatExact(value);
}
