import { useSyncExternalStore } from 'react';

/** The design's wide windows, which have room for every column. */
const WIDE = '(min-width: 1200px)';

/** Whether the window is wide, now and whenever it changes. */
export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
