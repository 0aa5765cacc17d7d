import { useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactElement } from 'react';
import type { SeriesTree } from '../../shared/series.ts';
import { BoardGrid } from '../grid/BoardGrid.tsx';
import type { TreeModel } from '../grid/treeModel.ts';
import type { Board } from '../grid/useBoard.ts';
import { useGridTable } from '../grid/useGridTable.ts';
import { useActions } from '../store/appContext.ts';
import type { SeriesFigure } from '../store/seriesState.ts';
import { useSize } from '../ui/useSize.ts';
import { copySeriesNames, copySeriesRows } from './copySeriesRows.ts';
import { listSeriesActions } from './listSeriesActions.ts';
import { layOutMatrix } from './matrixLayout.ts';
import { createSeriesCells, describeStep } from './seriesCells.tsx';
import { listSeriesColumns, stepsOf } from './seriesColumns.ts';
import styles from './SeriesMatrix.module.css';
import { StepScroll } from './StepScroll.tsx';
import { StripHeader } from './StripHeader.tsx';
import { useStepWindow } from './useStepWindow.ts';

/** Pixels that the rows' scroll bar may take. */
const SCROLL_BAR = 12;

export interface SeriesMatrixProps {
  readonly model: TreeModel;
  readonly tree: SeriesTree;
  readonly board: Board;
  readonly figure: SeriesFigure;
  /** Short names of the checkpoints. */
  readonly labels: readonly string[];
  /** Position of the checkpoint that is chosen. */
  readonly chosen: number;
  /** Compares the checkpoint of a cell with the one before it. */
  readonly onCompare: (checkpoint: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** For a message about rows that cannot be arranged. */
  readonly title: string;
}

/** Parameters × checkpoints: a row for each module and tensor, a coloured cell for each step of the run. */
export function SeriesMatrix(props: SeriesMatrixProps): ReactElement {
  const { model, tree, board, figure, labels, chosen } = props;
  const actions = useActions();
  const frame = useRef<HTMLDivElement>(null);
  const room = (useSize(frame)?.width ?? 0) - SCROLL_BAR;
  const steps = useMemo(() => stepsOf(figure, labels), [figure, labels]);
  const layout = useMemo(() => layOutMatrix(room, steps.cells), [room, steps]);
  const window = useStepWindow(steps.cells, layout.shown, chosen - steps.first);
  const from = steps.first + window.first;
  const columns = useMemo(() => {
    const shown = Array.from({ length: layout.shown }, (_, cell) => steps.shortOf(from + cell));
    const strip = <StripHeader cell={layout.cell} labels={shown} chosen={chosen - from} />;
    const strong = (name: string): ReactElement => <span className={styles.strong}>{name}</span>;
    return listSeriesColumns({ layout, steps, from, labels, chosen, strip, strong });
  }, [layout, steps, from, labels, chosen]);
  const table = useGridTable({ columns, sort: board.sort, onSort: (sort) => board.update({ sort }) });
  const cells = useMemo(
    () => createSeriesCells({ tree, figure, layout, steps, from, chosen }),
    [tree, figure, layout, steps, from, chosen],
  );
  const { value: arrangement } = board.answer;
  const find = (event: MouseEvent): { node: number; checkpoint: number } | undefined => {
    const place = findCell(event, layout.cell);
    const node = place && arrangement?.rows[place.row];
    if (!place || node === undefined) return undefined;
    return { node, checkpoint: place.checkpoint ?? from + (place.strip ?? 0) };
  };
  const compare = (event: MouseEvent): void => {
    const hit = find(event);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (hit && isPlain) props.onCompare(hit.checkpoint);
  };
  const copy = (what: 'name' | 'value'): void => {
    const { nodes } = board.selection;
    const text =
      what === 'name' ? copySeriesNames({ model }, nodes) : copySeriesRows({ model, tree, figure, steps }, nodes);
    actions().copyText(text);
  };
  /** A strip is one element: what its tooltip says depends on where the pointer is. */
  const tell = (event: MouseEvent): void => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-strip]') : null;
    const hit = element && find(event);
    const text = hit ? describeStep({ tree, steps, figure }, hit.node, hit.checkpoint) : '';
    if (element && element.title !== text) element.title = text;
  };
  return (
    <div
      ref={frame}
      className={styles.matrix}
      onClick={compare}
      onPointerMove={tell}
      onWheel={(event) => {
        if (layout.shown < steps.cells && event.deltaX !== 0)
          window.move(window.first + Math.sign(event.deltaX) * WHEEL);
      }}
    >
      {room > 0 && (
        <BoardGrid
          label="Series"
          subject={props.title}
          model={model}
          board={board}
          table={table}
          cells={cells}
          typeAhead={false}
          onKeyDown={props.onKeyDown}
          onOpen={() => props.onCompare(chosen)}
          onCopy={copy}
          listActions={(node) =>
            listSeriesActions({
              model,
              node,
              selected: board.selection.nodes.length,
              labels,
              chosen,
              copy,
              openSubtree: board.unfoldSubtree,
              compare: () => props.onCompare(chosen),
            })
          }
        />
      )}
      {arrangement && <StepScroll cells={steps.cells} shown={layout.shown} window={window} />}
    </div>
  );
}

/** Cells that a turn of the wheel moves. */
const WHEEL = 2;

/** The row and the cell under the pointer: the checkpoint of a cell, or the position in a strip. */
function findCell(
  event: MouseEvent,
  width: number,
): { readonly row: number; readonly checkpoint?: number; readonly strip?: number } | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
  const row = Number(cell?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? Number.NaN);
  if (cell === null || Number.isNaN(row)) return undefined;
  const { cell: id = '' } = cell.dataset;
  if (id.startsWith('at-')) return { row, checkpoint: Number(id.slice(3)) };
  if (id !== 'strip') return undefined;
  return { row, strip: Math.floor((event.clientX - cell.getBoundingClientRect().left) / width) };
}
