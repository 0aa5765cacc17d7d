import { useEffect } from 'react';
import { useAppContext } from '../store/appContext.ts';

/** Milliseconds between two looks at the file on screen. A look is one `stat`. */
const INTERVAL_MS = 5000;

/** Notices when the file on screen changes on disk: whenever the window gets the focus, and regularly while it is visible. */
export function useSourceChecks(): void {
  const { store } = useAppContext();
  useEffect(() => {
    let checking = false;
    const check = async (): Promise<void> => {
      const state = store.getState();
      const { subject } = state.place;
      if (checking || document.visibilityState === 'hidden' || subject.kind !== 'file') return;
      checking = true;
      await state.checkSource(subject.file);
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
