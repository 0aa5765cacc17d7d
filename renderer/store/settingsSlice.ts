import type { AppState, Settings, SettingsSlice } from './appState.ts';
import type { Services, SettingsStorage } from './services.ts';

const STORAGE_KEY = 'epochscope.settings';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  rows: 'compact',
  columns: {},
  columnWidths: {},
  detailWidth: undefined,
  visibleStatistics: true,
  rememberSummaries: true,
};

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** A person's choices. They outlive the window where the page may store anything. */
export function createSettingsSlice(set: Set, get: () => AppState, services: Services): SettingsSlice {
  return {
    settings: readSettings(services.storage),
    changeSettings(change) {
      set((state) => ({ settings: { ...state.settings, ...change } }));
      writeSettings(services.storage, get().settings);
    },
  };
}

/** Settings as they were stored. What is missing, damaged or from another version falls back, field by field. */
export function readSettings(storage: SettingsStorage): Settings {
  let stored: unknown;
  try {
    stored = JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}');
  } catch {
    // Denied storage and damaged text are the same to a person: the defaults hold.
    return DEFAULT_SETTINGS;
  }
  const fields: Readonly<Record<string, unknown>> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const { theme, rows, columns, columnWidths, detailWidth, visibleStatistics, rememberSummaries } = fields;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : DEFAULT_SETTINGS.theme,
    rows: rows === 'comfortable' ? rows : DEFAULT_SETTINGS.rows,
    columns: readRecord(columns, (value) => typeof value === 'boolean'),
    columnWidths: readRecord(columnWidths, (value) => typeof value === 'number'),
    detailWidth: typeof detailWidth === 'number' && detailWidth > 0 ? detailWidth : undefined,
    visibleStatistics: visibleStatistics !== false,
    rememberSummaries: rememberSummaries !== false,
  };
}

function readRecord<T>(stored: unknown, isValue: (value: unknown) => value is T): Readonly<Record<string, T>> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, T] => isValue(entry[1])));
}

function writeSettings(storage: SettingsStorage, settings: Settings): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(settings));
  } catch {
    // A full or denied storage costs only the memory of a choice; the choice itself holds for this window.
  }
}
