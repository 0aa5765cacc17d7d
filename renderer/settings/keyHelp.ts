import { CHORDS, tabChord } from '../palette/chords.ts';
import { TABS } from '../store/tabs.ts';

/** A key and what it does, for the keyboard page. */
export interface KeyHelp {
  readonly title: string;
  readonly chord: string;
}

export const KEYS_EVERYWHERE: readonly KeyHelp[] = [
  { title: 'Go to a tensor, value, file or command', chord: CHORDS.palette },
  { title: 'Open a file', chord: CHORDS.openFile },
  { title: 'Open a folder', chord: CHORDS.openFolder },
  { title: 'Open a copied path', chord: 'Mod+V' },
  ...TABS.map(({ label, digit }) => ({ title: label, chord: tabChord(digit) })),
  { title: 'Compare with the previous epoch', chord: CHORDS.comparePrevious },
  { title: 'Watch the folder or the series', chord: CHORDS.watch },
  { title: 'Filter', chord: CHORDS.find },
  { title: 'Back', chord: CHORDS.back },
  { title: 'Forward', chord: CHORDS.forward },
  { title: 'Cancel, clear, close', chord: 'Escape' },
  { title: 'Settings', chord: CHORDS.settings },
];

export const KEYS_OF_THE_SIDEBAR: readonly KeyHelp[] = [
  { title: 'Move', chord: 'ArrowUpDown' },
  { title: 'Show', chord: 'Enter' },
  { title: 'Mark for a comparison', chord: 'Space' },
  { title: 'Close', chord: 'Delete' },
];

/** What they do is in tree/treeKeys.ts. */
export const KEYS_OF_THE_TREE: readonly KeyHelp[] = [
  { title: 'Move', chord: 'ArrowUpDown' },
  { title: 'Fold and unfold', chord: 'ArrowLeftRight' },
  { title: 'Unfold everything below', chord: '*' },
  { title: 'Go to the row that begins with what is typed', chord: 'a–z' },
  { title: 'Add rows to the selection', chord: 'Shift+ArrowUpDown' },
  { title: 'Select all rows', chord: 'Mod+A' },
  { title: 'Copy the name, or the rows as a table', chord: 'Mod+C' },
  { title: 'Copy the value, or how Python reaches it', chord: 'Mod+Shift+C' },
  { title: 'Menu of the row', chord: 'Shift+F10' },
];

/** Beside those of the tree. */
export const KEYS_OF_A_COMPARISON: readonly KeyHelp[] = [
  { title: 'Swap A and B', chord: 'X' },
  { title: 'Hide or show what is identical', chord: 'I' },
  { title: 'Go to the next change', chord: 'N' },
  { title: 'Go to the details of a tensor', chord: 'Enter' },
];
