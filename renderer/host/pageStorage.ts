import type { SettingsStorage } from '../store/services.ts';

/**
 * The page's storage, or a stand-in for this window where the browser denies it (blocked cookies, private windows): choices
 * then hold until the page is loaded again.
 */
export function openPageStorage(kind: 'localStorage' | 'sessionStorage'): SettingsStorage {
  try {
    return window[kind];
  } catch {
    const values = new Map<string, string>();
    return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
  }
}
