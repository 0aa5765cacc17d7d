import type { FileId, Progress } from '../../shared/engineApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { AppState } from './appState.ts';
import type { SeriesQuestion, SeriesReading, SeriesSlice, SeriesView } from './seriesState.ts';

type Set = (change: (state: AppState) => Partial<AppState>) => void;

const FIRST_SERIES_VIEW: SeriesView = { figure: 'change', section: 'tensors', chosen: undefined };

/** Series of checkpoints as far as they were read, and how they are shown. */
export function createSeriesSlice(set: Set, get: () => AppState): SeriesSlice {
  const underWay = new Map<string, AbortController>();
  const change = (id: string, next: Partial<SeriesReading>): void =>
    set((state) => {
      const reading = state.seriesReadings.get(id);
      return reading === undefined
        ? {}
        : { seriesReadings: new Map(state.seriesReadings).set(id, { ...reading, ...next }) };
    });

  const read = async ({ id, engine, files }: SeriesQuestion): Promise<void> => {
    underWay.get(id)?.abort();
    const abort = new AbortController();
    underWay.set(id, abort);
    const settle = (next: Partial<SeriesReading>): void => {
      // An answer to an earlier question says nothing about the present one.
      if (underWay.get(id) !== abort) return;
      underWay.delete(id);
      change(id, { progress: undefined, ...next });
    };
    const overview = get().seriesReadings.get(id)?.overview;
    const reading: SeriesReading = { files, state: 'reading', progress: undefined, overview, error: undefined };
    set((state) => ({ seriesReadings: new Map(state.seriesReadings).set(id, reading) }));
    const onUpdate = (progress: Progress): void => {
      if (underWay.get(id) === abort && !abort.signal.aborted) change(id, { progress });
    };
    try {
      const remember = get().settings.rememberSummaries;
      const answer = await engine.readSeries({ files, remember }, { signal: abort.signal, onUpdate });
      settle({ state: 'done', overview: answer });
    } catch (error) {
      const data = toErrorData(error);
      settle(data.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', error: data });
    }
  };

  return {
    seriesReadings: new Map(),
    seriesViews: new Map(),
    followSeries(question) {
      const known = get().seriesReadings.get(question.id);
      if (known && sameFiles(known.files, question.files)) return;
      void read(question);
    },
    readSeriesAgain: (question) => void read(question),
    cancelSeries: (id) => underWay.get(id)?.abort(),
    updateSeriesView: (id, next) =>
      set((state) => ({ seriesViews: new Map(state.seriesViews).set(id, { ...seriesViewOf(state, id), ...next }) })),
    dropSeries(id) {
      underWay.get(id)?.abort();
      underWay.delete(id);
      set((state) => {
        const seriesReadings = new Map(state.seriesReadings);
        seriesReadings.delete(id);
        return { seriesReadings };
      });
    },
  };
}

/** How a series is shown; one that was never looked at is shown as at first. */
export function seriesViewOf(state: Pick<SeriesSlice, 'seriesViews'>, id: string): SeriesView {
  return state.seriesViews.get(id) ?? FIRST_SERIES_VIEW;
}

function sameFiles(a: readonly FileId[], b: readonly FileId[]): boolean {
  return a.length === b.length && a.every((file, position) => file === b[position]);
}
