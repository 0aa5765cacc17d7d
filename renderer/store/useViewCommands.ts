import { useEffect, useId } from 'react';
import { useActions } from './appContext.ts';
import type { Command } from './appState.ts';

/** Offers a view's commands in the palette, and their chords everywhere, while the view is on screen. Memoise the list. */
export function useViewCommands(commands: readonly Command[]): void {
  const owner = useId();
  const actions = useActions();
  useEffect(() => {
    actions().setViewCommands(owner, commands);
    return () => actions().setViewCommands(owner, []);
  }, [owner, actions, commands]);
}
