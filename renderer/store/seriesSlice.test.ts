import { describe, expect, it, vi } from 'vitest';
import type { EngineApi } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { SeriesOverview } from '../../shared/series.ts';
import { createMemoryHost } from '../../test/support/memoryHost.ts';
import { stubEngine } from '../../test/support/stubEngine.ts';
import { createAppStore, type AppStore } from './appStore.ts';
import type { SeriesReading } from './seriesState.ts';

type Asked = Parameters<EngineApi['readSeries']>;

/** A store, and an engine whose answers the test gives when it wants to. */
function openSeries(): {
  readonly store: AppStore;
  readonly asked: readonly Asked[];
  readonly answer: (question: number, overview: SeriesOverview) => Promise<void>;
  readonly follow: (...files: readonly string[]) => void;
  readonly again: (...files: readonly string[]) => void;
  readonly reading: () => SeriesReading | undefined;
} {
  const asked: Asked[] = [];
  const answers: ((overview: SeriesOverview) => void)[] = [];
  const engine = stubEngine({
    readSeries: (...question) =>
      new Promise((resolve, reject) => {
        asked.push(question);
        answers.push(resolve);
        const stop = (): void => reject(new InspectError({ code: 'cancelled', message: 'Stopped.' }));
        question[1]?.signal?.addEventListener('abort', stop);
      }),
  });
  const storage = { getItem: () => null, setItem: () => undefined };
  const store = createAppStore({ host: createMemoryHost(), engineFor: () => engine, storage });
  const reading = (): SeriesReading | undefined => store.getState().seriesReadings.get('run');
  return {
    store,
    asked,
    answer: async (question, overview) => {
      answers[question]?.(overview);
      await Promise.resolve();
      await Promise.resolve();
    },
    follow: (...files) => store.getState().followSeries({ id: 'run', engine, files }),
    again: (...files) => store.getState().readSeriesAgain({ id: 'run', engine, files }),
    reading,
  };
}

function overviewOf(series: string): SeriesOverview {
  const cost = { bytesRead: 0, reads: 0, ms: 0 };
  return { series, checkpoints: [], unreadable: [], tensors: 0, moments: 0, findings: [], remembered: 0, cost };
}

describe('a series', () => {
  it('is read once for the same files, however often it is looked at', async () => {
    const { follow, asked, answer, reading } = openSeries();
    follow('a', 'b');
    follow('a', 'b');
    await answer(0, overviewOf('1'));
    follow('a', 'b');
    expect(asked).toHaveLength(1);
    expect(reading()).toMatchObject({ state: 'done', overview: { series: '1' } });
  });

  it('keeps the answer about fewer files until the answer about more is there', async () => {
    const { follow, answer, reading } = openSeries();
    follow('a', 'b');
    await answer(0, overviewOf('1'));
    follow('a', 'b', 'c');
    expect(reading()).toMatchObject({ state: 'reading', overview: { series: '1' } });
    await answer(1, overviewOf('2'));
    expect(reading()).toMatchObject({ state: 'done', overview: { series: '2' } });
  });

  it('gives an earlier question up, and drops what it still says', async () => {
    const { follow, asked, answer, reading } = openSeries();
    follow('a');
    follow('a', 'b');
    expect(asked[0]?.[1]?.signal?.aborted).toBe(true);
    asked[0]?.[1]?.onUpdate?.({ what: 'Reading', done: 1, unit: 'bytes' });
    await answer(0, overviewOf('old'));
    expect(reading()).toMatchObject({ state: 'reading', progress: undefined, overview: undefined });
    await answer(1, overviewOf('new'));
    expect(reading()?.overview?.series).toBe('new');
  });

  it('can be cancelled, and is not read by itself after that', async () => {
    const { store, follow, again, asked, reading } = openSeries();
    follow('a', 'b');
    store.getState().cancelSeries('run');
    await vi.waitFor(() => expect(reading()?.state).toBe('cancelled'));
    follow('a', 'b');
    expect(asked).toHaveLength(1);
    again('a', 'b');
    expect(asked).toHaveLength(2);
  });

  it('asks for summaries to be remembered as the settings say', () => {
    const { store, follow, again, asked } = openSeries();
    follow('a');
    store.getState().changeSettings({ rememberSummaries: false });
    again('a');
    expect(asked.map(([{ remember }]) => remember)).toEqual([true, false]);
  });

  it('is forgotten with what is under way', () => {
    const { store, follow, asked, reading } = openSeries();
    follow('a');
    store.getState().dropSeries('run');
    expect(asked[0]?.[1]?.signal?.aborted).toBe(true);
    expect(reading()).toBeUndefined();
  });
});
