/** The keys of commands, in one place: the commands themselves and the settings' keyboard page read them here. */
export const CHORDS = {
  openFile: 'Mod+O',
  openFolder: 'Mod+Shift+O',
  /** Not in a browser, which keeps it for its own tab. */
  closeFile: 'Mod+W',
  find: '/',
  palette: 'Mod+K',
  settings: 'Mod+,',
  back: 'Alt+ArrowLeft',
  forward: 'Alt+ArrowRight',
} as const;

/** The key of a view, by its position among the tabs, from 0. */
export function viewChord(position: number): string {
  return `Alt+${position + 1}`;
}
