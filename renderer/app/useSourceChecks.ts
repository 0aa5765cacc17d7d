import { useEffect } from 'react';
import { useAppContext } from '../store/appContext.ts';
import { filesOf } from '../store/navigationSlice.ts';

/** Milliseconds between two looks at the files on screen. A look is one `stat`. */
const INTERVAL_MS = 5000;

/** Notices when a file on screen changes on disk: whenever the window gets the focus, and regularly while it is visible. */
export function useSourceChecks(): void {
  const { store } = useAppContext();
  useEffect(() => {
    let checking = false;
    const check = async (): Promise<void> => {
      const state = store.getState();
      if (checking || document.visibilityState === 'hidden') return;
      checking = true;
      for (const file of filesOf(state.place.subject)) await state.checkSource(file);
      checking = false;
    };
    const onFocus = (): void => void check();
    const timer = setInterval(onFocus, INTERVAL_MS);
    window.addEventListener('focus', onFocus);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', onFocus);
    };
  }, [store]);
}
