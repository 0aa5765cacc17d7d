/** The keys of the tree, for the settings' keyboard page. What they do is in tree/treeKeys.ts. */
export const TREE_KEYS: readonly { readonly title: string; readonly chord: string }[] = [
  { title: 'Move', chord: 'ArrowUpDown' },
  { title: 'Fold and unfold', chord: 'ArrowLeftRight' },
  { title: 'Unfold everything below', chord: '*' },
  { title: 'Select all', chord: 'Mod+A' },
  { title: 'Copy the name, or the rows', chord: 'Mod+C' },
];
