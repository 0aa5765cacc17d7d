import { FileStatistics } from '../statistics/fileStatistics.ts';
import type { AppState, StatisticsSlice } from './appState.ts';

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** Statistics of the files whose trees were looked at. They end with the file, or with its reload. */
export function createStatisticsSlice(set: Set, get: () => AppState): StatisticsSlice {
  return {
    statistics: new Map(),
    holdStatistics(file, index) {
      if (get().statistics.has(file.id)) return;
      const held = new FileStatistics(file, index);
      set((state) => ({ statistics: new Map(state.statistics).set(file.id, held) }));
    },
    dropStatistics(file) {
      const held = get().statistics.get(file);
      if (held === undefined) return;
      held.leave();
      held.cancel();
      set((state) => {
        const statistics = new Map(state.statistics);
        statistics.delete(file);
        return { statistics };
      });
    },
  };
}
