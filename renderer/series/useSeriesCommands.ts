import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { toErrorData } from '../../shared/inspectError.ts';
import type { Board } from '../grid/useBoard.ts';
import { useActions, useHost } from '../store/appContext.ts';
import type { Command } from '../store/appState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { streamPieces } from '../tree/streamPieces.ts';
import type { SeriesViewProps } from '../app/viewProps.ts';
import type { SeriesOverview } from '../../shared/series.ts';

export interface SeriesCommandsParams extends Pick<SeriesViewProps, 'engine' | 'title' | 'watch'> {
  readonly overview: SeriesOverview;
  readonly labels: readonly string[];
  /** Position of the checkpoint that is chosen. */
  readonly chosen: number;
  readonly onChoose: (checkpoint: number) => void;
  readonly onCompareAt: (checkpoint: number) => void;
  readonly onAgain: () => void;
  readonly board: Board;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Offers what a series can do in the palette, with the keys that work while it is on screen. */
export function useSeriesCommands(params: SeriesCommandsParams): { readonly save: () => void } {
  const actions = useActions();
  const host = useHost();
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  });
  const save = useCallback((): void => {
    const { engine, overview, title } = latest.current;
    const pieces = streamPieces((context) => engine.exportSeries({ series: overview.series }, context));
    host.saveText(`${title}.series.json`, pieces).catch((error: unknown) => actions().setNotice(toErrorData(error)));
  }, [actions, host]);
  const isWatching = params.watch?.active;
  const [before, chosen] = [params.labels[Math.max(0, params.chosen - 1)], params.labels[params.chosen]];
  const commands = useMemo<readonly Command[]>(() => {
    const step = (by: number): void => latest.current.onChoose(latest.current.chosen + by);
    const watch: Command = {
      id: 'series-watch',
      title: isWatching === true ? 'Stop watching the folder' : 'Watch the folder for new checkpoints',
      chord: 'W',
      run: () => latest.current.watch?.set(isWatching !== true),
    };
    return [
      { id: 'find', title: 'Filter the series', chord: '/', run: () => focusField(latest.current.field.current) },
      { id: 'series-before', title: 'Choose the checkpoint before', chord: ',', run: () => step(-1) },
      { id: 'series-after', title: 'Choose the checkpoint after', chord: '.', run: () => step(1) },
      {
        id: 'series-compare',
        title: `Compare ${before ?? ''} and ${chosen ?? ''}`,
        run: () => latest.current.onCompareAt(latest.current.chosen),
      },
      { id: 'series-expand', title: 'Expand all rows', run: () => latest.current.board.foldAll(true) },
      { id: 'series-collapse', title: 'Collapse all rows', run: () => latest.current.board.foldAll(false) },
      { id: 'series-save', title: 'Save the series as JSON…', run: save },
      { id: 'series-again', title: 'Read the series again', run: () => latest.current.onAgain() },
      ...(isWatching === undefined ? [] : [watch]),
    ];
  }, [before, chosen, isWatching, save]);
  useViewCommands(commands);
  return { save };
}

function focusField(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
