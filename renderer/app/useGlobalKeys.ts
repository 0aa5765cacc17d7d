import { useEffect } from 'react';
import { listCommands } from '../palette/listCommands.ts';
import { useAppContext } from '../store/appContext.ts';
import type { App } from '../store/appContext.ts';
import type { AppState } from '../store/appState.ts';
import { filesOf } from '../store/navigationSlice.ts';
import { matchesChord } from '../ui/keyChord.ts';

/**
 * Keys that work everywhere: the chords of the commands, Esc, and a pasted path. A key that a view has used
 * (`preventDefault`) is not used again; a key without a modifier belongs to the text field or tree that has the focus.
 */
export function useGlobalKeys(): void {
  const app = useAppContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => handleKey(app, event);
    const onPaste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      if (text === '' || isTextField(event.target)) return;
      event.preventDefault();
      app.store.getState().acceptGrants(app.host.grantPasted(text));
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('paste', onPaste);
    };
  }, [app]);
}

function handleKey(app: App, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const state = app.store.getState();
  // An open dialog has the keyboard; the palette's chord still works, and closes the palette.
  const isModal = state.overlay !== undefined;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isCancel = isPlain && event.key === 'Escape';
  if (isPlain && !isCancel && isTextField(event.target)) return;
  const command = listCommands(app).find(({ chord }) => chord !== undefined && matchesChord(event, chord));
  if (isCancel && !isModal && command === undefined) cancelReading(state);
  if (command === undefined || (isModal && command.id !== 'palette')) return;
  event.preventDefault();
  command.run();
}

/** Gives up what is under way for the files on screen: their statistics, or else their opening. */
function cancelReading(state: AppState): void {
  for (const file of filesOf(state.place.subject)) {
    if (state.statistics.get(file)?.cancel() !== true) state.cancelOpen(file);
  }
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
