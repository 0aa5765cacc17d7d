import { CHORDS, viewChord } from '../palette/chords.ts';
import { VIEWS } from '../store/fileView.ts';

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
  ...VIEWS.map(({ label }, position) => ({ title: `${label} of the file`, chord: viewChord(position) })),
  { title: 'Filter', chord: CHORDS.find },
  { title: 'Back', chord: CHORDS.back },
  { title: 'Forward', chord: CHORDS.forward },
  { title: 'Cancel, clear, close', chord: 'Escape' },
  { title: 'Settings', chord: CHORDS.settings },
];

export const KEYS_OF_THE_SIDEBAR: readonly KeyHelp[] = [
  { title: 'Move', chord: 'ArrowUpDown' },
  { title: 'Show', chord: 'Enter' },
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
];
