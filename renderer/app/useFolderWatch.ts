import { useEffect } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { pauseAfter } from '../folder/pauseAfter.ts';
import { useAppContext } from '../store/appContext.ts';
import type { AppState } from '../store/appState.ts';
import { seriesOfSubject } from '../store/tabs.ts';
import { folderOf } from '../store/trainingOrder.ts';

/** Milliseconds between two questions whether it is time to look. */
const TICK_MS = 500;

/**
 * Looks at watched folders again and again, and at folders on screen in which something is being written until it is whole. One
 * folder at a time, and only while the page can be seen.
 */
export function useFolderWatch(): void {
  const { store } = useAppContext();
  useEffect(() => {
    /** When a folder is looked at next, by the page's clock. */
    const due = new Map<FileId, number>();
    let isLooking = false;
    const tick = async (): Promise<void> => {
      if (isLooking || document.visibilityState === 'hidden') return;
      const now = performance.now();
      const folders = listLookedAt(store.getState());
      for (const [folder, isWatched] of folders) {
        if (!due.has(folder)) due.set(folder, isWatched ? now : now + pauseAfter(0, true));
      }
      for (const folder of due.keys()) if (!folders.has(folder)) due.delete(folder);
      const next = [...due].find(([, time]) => time <= now)?.[0];
      if (next === undefined) return;
      isLooking = true;
      const hasAnswered = await store.getState().lookAgain(next);
      const done = performance.now();
      due.set(next, done + pauseAfter(done - now, hasAnswered));
      isLooking = false;
    };
    const timer = setInterval(() => void tick(), TICK_MS);
    return () => clearInterval(timer);
  }, [store]);
}

/** Folders that must be looked at, and whether somebody asked for it. */
function listLookedAt(state: AppState): ReadonlyMap<FileId, boolean> {
  const folders = new Map<FileId, boolean>([...state.watched.keys()].map((folder) => [folder, true]));
  const shown = [...state.openFolders, seriesOfSubject(state, state.place.subject)];
  for (const file of state.writing) {
    const folder = folderOf(state, file);
    if (folder !== undefined && !folders.has(folder) && shown.includes(folder)) folders.set(folder, false);
  }
  return folders;
}
