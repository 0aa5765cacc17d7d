import { useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react';
import type { SeriesViewProps } from '../app/viewProps.ts';
import type { SeriesOverview } from '../../shared/series.ts';
import { focusRows } from '../grid/boardFocus.ts';
import { BoardFrame } from '../grid/BoardFrame.tsx';
import { useBoard } from '../grid/useBoard.ts';
import { useActions } from '../store/appContext.ts';
import type { SeriesView } from '../store/seriesState.ts';
import { countConditions } from './countConditions.ts';
import styles from './SeriesTableau.module.css';
import { SeriesDetail } from './SeriesDetail.tsx';
import type { FindingTarget } from './SeriesFindings.tsx';
import { SeriesMatrix } from './SeriesMatrix.tsx';
import { SeriesToolbar } from './SeriesToolbar.tsx';
import { useSeriesCommands } from './useSeriesCommands.ts';
import { fillExpansion } from '../grid/fillExpansion.ts';
import { seriesTreeKey, type SeriesTable } from './useSeriesTree.ts';

/** Rows that a series opens with at most: what a usual window shows. */
const FIRST_ROWS = 24;

export interface SeriesTableauProps extends SeriesViewProps {
  readonly overview: SeriesOverview;
  readonly table: SeriesTable;
  readonly view: SeriesView;
  readonly labels: readonly string[];
  readonly chosen: number;
  readonly onChoose: (checkpoint: number) => void;
  readonly onCompareAt: (checkpoint: number) => void;
  readonly onAgain: () => void;
}

/** Toolbar, matrix and details of one section of a series. */
export function SeriesTableau(props: SeriesTableauProps): ReactElement {
  const { id, engine, overview, table, view, labels, chosen, onChoose, onCompareAt } = props;
  const { model, tree, section } = table;
  const actions = useActions();
  const area = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const firstExpansion = useMemo(() => fillExpansion(model, FIRST_ROWS), [model]);
  const board = useBoard({
    key: seriesTreeKey(id, section),
    model,
    firstExpansion,
    figures: numberOf(table.overview),
    arrange: (asked) => engine.arrangeSeries({ series: table.overview.series, section, view: asked }),
  });
  const counts = useMemo(() => countConditions(tree), [tree]);
  const commands = useSeriesCommands({ ...props, board, field });
  const goTo = (target: FindingTarget): void => {
    if (target.node === undefined) return;
    const wanted = target.section ?? section;
    if (wanted === section) return board.goTo(target.node);
    actions().updateSeriesView(id, { section: wanted });
    actions().updateTree(seriesTreeKey(id, wanted), { reveal: { node: target.node, serial: Date.now() } });
  };
  const onRowKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onCompareAt(chosen);
  };
  return (
    <BoardFrame
      label="Matrix"
      ref={area}
      board={board}
      details={
        <SeriesDetail
          overview={overview}
          model={model}
          tree={tree}
          node={board.selection.active}
          labels={labels}
          chosen={chosen}
          onChoose={onChoose}
          onCompare={onCompareAt}
          onGoTo={goTo}
        />
      }
    >
      <SeriesToolbar
        fieldRef={field}
        board={board}
        view={view}
        onView={(change) => actions().updateSeriesView(id, change)}
        counts={counts}
        tensors={tree.index.tensors[0] ?? 0}
        hasMoments={overview.moments > 0}
        first={labels[0] ?? ''}
        onSave={commands.save}
        onLeave={() => focusRows(area.current)}
      />
      {overview.checkpoints.length < 2 && (
        <p className={styles.few} role="status">
          One checkpoint has nothing to be compared with. Put a second one into the folder
          {props.watch && !props.watch.active && ', or watch it (W) while the training runs'}.
        </p>
      )}
      <SeriesMatrix
        model={model}
        tree={tree}
        board={board}
        figure={view.figure}
        labels={labels}
        chosen={chosen}
        title={props.title}
        onCompare={onCompareAt}
        onKeyDown={onRowKey}
      />
    </BoardFrame>
  );
}

/** Series get numbers of their own: rows that go by figures are arranged anew for another series. */
const numbers = new WeakMap<SeriesOverview, number>();
let series = 0;

function numberOf(overview: SeriesOverview): number {
  const number = numbers.get(overview) ?? ++series;
  numbers.set(overview, number);
  return number;
}
