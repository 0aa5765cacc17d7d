import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState } from './appState.ts';
import { createCompareSlice } from './compareSlice.ts';
import { createFilesSlice } from './filesSlice.ts';
import { createFoldersSlice } from './foldersSlice.ts';
import { createNavigationSlice } from './navigationSlice.ts';
import { createSeriesSlice } from './seriesSlice.ts';
import type { Services } from './services.ts';
import { createSettingsSlice } from './settingsSlice.ts';
import { createShellSlice } from './shellSlice.ts';
import { createStatisticsSlice } from './statisticsSlice.ts';
import { createWatchSlice } from './watchSlice.ts';

export type AppStore = StoreApi<AppState>;

/** The one store of a window. It knows no React; hooks.ts is the thin layer between. */
export function createAppStore(services: Services): AppStore {
  return createStore<AppState>((set, get) => ({
    ...createCompareSlice(set, get),
    ...createFilesSlice(set, get, services),
    ...createFoldersSlice(set, get, services),
    ...createNavigationSlice(set, get),
    ...createSeriesSlice(set, get),
    ...createSettingsSlice(set, get, services),
    ...createShellSlice(set, get, services),
    ...createStatisticsSlice(set, get),
    ...createWatchSlice(set, get, services),
  }));
}
