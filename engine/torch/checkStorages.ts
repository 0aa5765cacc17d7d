import type { StorageValue } from '../values/tensorValue.ts';
import type { ProblemList } from './problems.ts';
import { findLegacyDtype, isUntypedStorage } from './dtypes.ts';

/** Compares each storage with the bytes that the file holds for it. torch refuses a file for any difference. */
export function checkStorages(storages: readonly StorageValue[], problems: ProblemList): void {
  for (const storage of storages) {
    checkClass(storage, problems);
    checkExtent(storage, problems);
  }
  reportCompressed(storages, problems);
}

function checkClass(storage: StorageValue, problems: ProblemList): void {
  if (isUntypedStorage(storage.type) || findLegacyDtype(storage.type) !== undefined) return;
  problems.add(storage, {
    code: 'storage/type',
    severity: 'error',
    message: `Storage ${storage.key} is of the class ${storage.type}, whose element type is not known.`,
    expected: 'a storage class of torch, such as FloatStorage',
    found: storage.type,
  });
}

function checkExtent(storage: StorageValue, problems: ProblemList): void {
  const { extent, key, bytes } = storage;
  if (extent === undefined) {
    problems.add(storage, {
      code: 'storage/missing',
      severity: 'error',
      message: `The bytes of storage ${key} are not in the file, or cannot be read.`,
      expected: `${bytes} bytes`,
      found: 'no readable record',
    });
  } else if (extent.size < bytes) {
    problems.add(storage, {
      code: 'storage/short',
      severity: 'error',
      message: `Storage ${key} holds ${extent.size} bytes; its tensors were written with ${bytes}.`,
      expected: `${bytes} bytes`,
      found: `${extent.size} bytes`,
      ...atEntry(storage),
    });
  } else if (extent.size > bytes) {
    problems.add(storage, {
      code: 'storage/long',
      severity: 'error',
      message: `Storage ${key} holds ${BigInt(extent.size) - BigInt(bytes)} bytes more than it declares; torch refuses such a file.`,
      expected: `${bytes} bytes`,
      found: `${extent.size} bytes`,
      ...atEntry(storage),
    });
  }
}

/** One finding for all of them: an archive that was packed again has every storage compressed. */
function reportCompressed(storages: readonly StorageValue[], problems: ProblemList): void {
  const compressed = storages.filter((storage) => storage.extent?.compressed === true);
  const [first] = compressed;
  if (first === undefined) return;
  problems.add(first, {
    code: 'zip/deflated-storage',
    severity: 'warning',
    message: `${compressed.length} of ${storages.length} storages are compressed: torch.load with mmap=True would read garbage from them, silently.`,
    expected: 'stored records',
    found: 'deflated records',
    ...atEntry(first),
  });
}

function atEntry(storage: StorageValue): { at?: { entry: string } } {
  const entry = storage.extent?.entry;
  return entry === undefined ? {} : { at: { entry } };
}
