import type { App } from '../store/appContext.ts';
import type { Command } from '../store/appState.ts';
import { filesOf } from '../store/navigationSlice.ts';
import { canShowTab, showTab, TABS, type TabId } from '../store/tabs.ts';
import { CHORDS, tabChord } from './chords.ts';
import { listRunCommands } from './listRunCommands.ts';

const TAB_TITLES: Readonly<Record<TabId, string>> = {
  overview: 'Show overview',
  tree: 'Show tree',
  tensor: 'Show tensor',
  compare: 'Compare',
  series: 'Show the series of this folder',
};

/**
 * Everything that can be done right now, for the palette, the keys and the menus of the shell. Commands that make no sense
 * at the moment are left out. Ids that a shell's menu sends are `HostCommand`s.
 */
export function listCommands({ store, host }: App): readonly Command[] {
  const state = store.getState();
  const { subject } = state.place;
  const commands: Command[] = [];
  for (const tab of TABS) {
    if (!canShowTab(state, tab.id)) continue;
    const run = (): void => showTab(state, tab.id);
    commands.push({ id: `view-${tab.id}`, title: TAB_TITLES[tab.id], chord: tabChord(tab.digit), run });
  }
  for (const own of state.viewCommands.values()) commands.push(...own);
  if (subject.kind === 'file' && !commands.some(({ id }) => id === 'find')) {
    const { file } = subject;
    commands.push({
      id: 'find',
      title: 'Search the tree',
      chord: CHORDS.find,
      run: () => state.showView(file, 'tree'),
    });
  }
  commands.push(
    ...listRunCommands(state, commands),
    { id: 'open-file', title: 'Open file…', chord: CHORDS.openFile, run: () => state.pick('file') },
    { id: 'open-folder', title: 'Open folder…', chord: CHORDS.openFolder, run: () => state.pick('folder') },
    { id: 'open-sample', title: 'Open the sample run', run: () => state.openSample() },
  );
  if (subject.kind === 'comparison') {
    const run = (): void => filesOf(subject).forEach((file) => state.reloadFile(file));
    commands.push({ id: 'reload-file', title: 'Read both files again', run });
  }
  if (subject.kind === 'file') {
    const { file } = subject;
    commands.push(
      { id: 'reload-file', title: 'Read the file again', run: () => state.reloadFile(file) },
      {
        id: 'close-file',
        title: 'Close the file',
        ...(host.kind === 'desktop' && { chord: CHORDS.closeFile }),
        run: () => state.closeFile(file),
      },
    );
  }
  if (state.past.length > 0) {
    commands.push({ id: 'back', title: 'Go back', chord: CHORDS.back, run: () => state.goBack() });
  }
  if (state.future.length > 0) {
    commands.push({ id: 'forward', title: 'Go forward', chord: CHORDS.forward, run: () => state.goForward() });
  }
  commands.push(
    { id: 'palette', title: 'Commands', chord: CHORDS.palette, run: () => togglePalette(store) },
    { id: 'settings', title: 'Settings', chord: CHORDS.settings, run: () => state.setOverlay('settings') },
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
