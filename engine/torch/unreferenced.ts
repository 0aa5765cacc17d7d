import type { Finding } from '../../shared/finding.ts';
import type { StorageTable } from './storageTable.ts';
import { createFolderTest, type ZipRecords } from './zipRecords.ts';

/** Records of the storages' folders that no tensor refers to: bytes that a load leaves alone. One finding for all of them. */
export function findUnreferenced(records: ZipRecords, folders: readonly string[], table: StorageTable): Finding[] {
  const { entries } = records.archive;
  const used = new Set(table.storages.map((storage) => storage.extent?.entry));
  used.delete(undefined);
  const isStorage = createFolderTest(records, folders);
  const stored: number[] = [];
  for (let index = 0; index < entries.length; index += 1) {
    if (isStorage(index)) stored.push(index);
  }
  if (stored.length === used.size) return [];
  const lost = stored.map((index) => entries.at(index)).filter((entry) => !used.has(entry.name));
  const [first] = lost;
  if (first === undefined) return [];
  const bytes = lost.reduce((sum, entry) => sum + entry.compressedSize, 0);
  return [
    {
      code: 'storage/unreferenced',
      severity: 'info',
      message: `${lost.length} storage ${lost.length === 1 ? 'record belongs' : 'records belong'} to no tensor (${bytes} bytes).`,
      at: { entry: first.name },
      found: lost
        .slice(0, 5)
        .map((entry) => entry.name)
        .join(', '),
    },
  ];
}
