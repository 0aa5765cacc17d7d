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
  /** Outside of trees, where letters are typed ahead. */
  comparePrevious: 'C',
  watch: 'W',
} as const;

/** The key of a tab, by the digit on it. */
export function tabChord(digit: number): string {
  return `Alt+${digit}`;
}
