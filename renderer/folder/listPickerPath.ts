import type { Grant } from '../../shared/hostApi.ts';

/** The folders from the root of the picker down to a folder below it, for its path bar. */
export function listPickerPath(root: Grant, folder: Grant): readonly Grant[] {
  if (!folder.file.startsWith(`${root.file}/`)) return [root];
  const names = folder.file.slice(root.file.length + 1).split('/');
  return [
    root,
    ...names.map((name, position) => ({
      ...root,
      file: [root.file, ...names.slice(0, position + 1)].join('/'),
      name,
      folder: names[position - 1] ?? root.name,
    })),
  ];
}
