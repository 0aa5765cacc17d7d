import { expect, it } from 'vitest';
import { folderGrant } from '../../test/support/memoryHost.ts';
import { listPickerPath } from './listPickerPath.ts';

it('lists the folders from the root down to the one that is shown', () => {
  const root = { ...folderGrant('root'), name: 'scratch' };
  const path = listPickerPath(root, folderGrant('root/runs/a'));
  expect(path.map(({ file, name, folder }) => [file, name, folder])).toEqual([
    ['root', 'scratch', undefined],
    ['root/runs', 'runs', 'scratch'],
    ['root/runs/a', 'a', 'runs'],
  ]);
});

it('shows the root alone at the root', () => {
  const root = folderGrant('root');
  expect(listPickerPath(root, root)).toEqual([root]);
});
