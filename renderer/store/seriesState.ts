import type { TensorSection } from '../../shared/comparison.ts';
import type { EngineApi, FileId, Progress } from '../../shared/engineApi.ts';
import type { ErrorData } from '../../shared/inspectError.ts';
import type { SeriesOverview } from '../../shared/series.ts';

/** What the cells of a series show. */
export type SeriesFigure = 'change' | 'l2' | 'nan';

/** How a series is shown; it comes back after a look at another tab. */
export interface SeriesView {
  readonly figure: SeriesFigure;
  readonly section: TensorSection;
  /** The checkpoint that is chosen; undefined: the last one. */
  readonly chosen: FileId | undefined;
}

/** How far the reading of a series is. It goes on while other views are looked at. */
export interface SeriesReading {
  /** The files of the newest question, in the order of the folder. */
  readonly files: readonly FileId[];
  readonly state: 'reading' | 'done' | 'failed' | 'cancelled';
  readonly progress: Progress | undefined;
  /** The newest answer: of an earlier question while the present one is not answered. */
  readonly overview: SeriesOverview | undefined;
  readonly error: ErrorData | undefined;
}

/** What is asked about a series. */
export interface SeriesQuestion {
  /** Names the series among all that the window knows. */
  readonly id: string;
  readonly engine: EngineApi;
  readonly files: readonly FileId[];
}

export interface SeriesSlice {
  readonly seriesReadings: ReadonlyMap<string, SeriesReading>;
  readonly seriesViews: ReadonlyMap<string, SeriesView>;
  /** Reads a series, unless these very files are read or were read. */
  followSeries(question: SeriesQuestion): void;
  /** Reads a series once more: what changed, was cancelled or failed. What is remembered is not read again. */
  readSeriesAgain(question: SeriesQuestion): void;
  cancelSeries(id: string): void;
  updateSeriesView(id: string, change: Partial<SeriesView>): void;
  /** Forgets a series that nothing shows any more, and gives up what is under way. */
  dropSeries(id: string): void;
}
