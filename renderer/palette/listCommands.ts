import type { App } from '../store/appContext.ts';
import type { Command } from '../store/appState.ts';
import { VIEWS } from '../store/fileView.ts';

/**
 * Everything that can be done right now, for the palette, the keys and the menus of the shell. Commands that make no sense
 * at the moment are left out. Ids that a shell's menu sends are `HostCommand`s.
 */
export function listCommands({ store, host }: App): readonly Command[] {
  const state = store.getState();
  const { subject } = state.place;
  const commands: Command[] = [];
  if (subject.kind === 'file') {
    const { file } = subject;
    for (const [position, view] of VIEWS.entries()) {
      commands.push({
        id: `view-${view.id}`,
        title: `Show ${view.label.toLowerCase()}`,
        chord: `Alt+${position + 1}`,
        run: () => state.showView(file, view.id),
      });
    }
  }
  for (const own of state.viewCommands.values()) commands.push(...own);
  if (subject.kind === 'file' && !commands.some(({ id }) => id === 'find')) {
    const { file } = subject;
    commands.push({ id: 'find', title: 'Search the tree', chord: '/', run: () => state.showView(file, 'tree') });
  }
  commands.push(
    { id: 'open-file', title: 'Open file…', chord: 'Mod+O', run: () => state.pick('file') },
    { id: 'open-folder', title: 'Open folder…', chord: 'Mod+Shift+O', run: () => state.pick('folder') },
    { id: 'open-sample', title: 'Open the sample run', run: () => state.openSample() },
  );
  if (subject.kind === 'file') {
    const { file } = subject;
    commands.push(
      { id: 'reload-file', title: 'Read the file again', run: () => state.reloadFile(file) },
      {
        id: 'close-file',
        title: 'Close the file',
        // A browser keeps Ctrl W for its own tab.
        ...(host.kind === 'desktop' && { chord: 'Mod+W' }),
        run: () => state.closeFile(file),
      },
    );
  }
  if (state.past.length > 0) {
    commands.push({ id: 'back', title: 'Go back', chord: 'Alt+ArrowLeft', run: () => state.goBack() });
  }
  if (state.future.length > 0) {
    commands.push({ id: 'forward', title: 'Go forward', chord: 'Alt+ArrowRight', run: () => state.goForward() });
  }
  commands.push(
    { id: 'palette', title: 'Commands', chord: 'Mod+K', run: () => togglePalette(store) },
    { id: 'settings', title: 'Settings', chord: 'Mod+,', run: () => state.setOverlay('settings') },
    { id: 'theme-light', title: 'Light theme', run: () => state.changeSettings({ theme: 'light' }) },
    { id: 'theme-dark', title: 'Dark theme', run: () => state.changeSettings({ theme: 'dark' }) },
    { id: 'theme-system', title: 'Theme of the system', run: () => state.changeSettings({ theme: 'system' }) },
  );
  return commands;
}

function togglePalette(store: App['store']): void {
  const state = store.getState();
  state.setOverlay(state.overlay === 'palette' ? undefined : 'palette');
}
