import { useEffect, useState } from 'react';

/** Milliseconds before a view says that it is busy: most answers come sooner, and a flash helps nobody. */
export const SHOW_AFTER_MS = 150;

/** Whether so many milliseconds have passed since the component came up, or since `since` last changed. */
export function useElapsed(ms: number, since?: number): boolean {
  const [elapsed, setElapsed] = useState<{ readonly since: number | undefined }>();
  useEffect(() => {
    const timer = setTimeout(() => setElapsed({ since }), ms);
    return () => clearTimeout(timer);
  }, [ms, since]);
  return elapsed !== undefined && elapsed.since === since;
}
