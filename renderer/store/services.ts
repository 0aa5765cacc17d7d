import type { EngineApi } from '../../shared/engineApi.ts';
import type { Grant, HostApi } from '../../shared/hostApi.ts';

/** What the store asks: the shell around the page, the engines, and a place for settings. */
export interface Services {
  readonly host: HostApi;
  /** The engine that reads what a grant names. */
  engineFor(kind: Grant['engine']): EngineApi;
  /** `localStorage`, or something like it. */
  readonly storage: SettingsStorage;
}

/** The part of `Storage` that settings need. Either call may throw where storage is denied. */
export interface SettingsStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}
