import type { PyGlobal, PyValue } from '../values/pyValue.ts';
import type { StorageExtent, StorageValue } from '../values/tensorValue.ts';
import { findLegacyDtype, isUntypedStorage } from './dtypes.ts';
import { type Extent, multiply } from './elementMath.ts';
import type { ProblemList } from './problems.ts';

type MutableStorage = { -readonly [Field in keyof StorageValue]: StorageValue[Field] };

/** A storage while its file is being read: the extent of a legacy storage is known only after the pickle. */
export interface OpenStorage extends MutableStorage {
  /** Of a legacy storage that is a part of another one: bytes from the beginning of that. */
  view?: { readonly rootKey: string; readonly offset: number };
}

/** What a persistent id declares, before its bytes are looked for. */
export interface StorageClaim {
  readonly key: string;
  readonly type: string;
  readonly device: string;
  readonly elements: number;
}

export interface StorageTable {
  /** In order of first use. */
  readonly storages: readonly OpenStorage[];
  /** The storage with this key, made on first use. A second claim that disagrees with the first is a problem. */
  use(claim: StorageClaim): OpenStorage;
  find(key: string): OpenStorage | undefined;
}

/** Collects storages by key, so that tensors which share a key share one object. */
export function createStorageTable(
  locate: (key: string) => StorageExtent | undefined,
  problems: ProblemList,
): StorageTable {
  const storages: OpenStorage[] = [];
  const byKey = new Map<string, OpenStorage>();
  return {
    storages,
    find: (key) => byKey.get(key),
    use(claim) {
      const known = byKey.get(claim.key);
      if (known !== undefined) {
        reportDisagreement(known, claim, problems);
        return known;
      }
      const storage = describeStorage(claim, locate(claim.key), storages.length);
      storages.push(storage);
      byKey.set(claim.key, storage);
      return storage;
    },
  };
}

/**
 * Reads the fields of `("storage", Type, key, location, numel)`. Returns undefined for anything else, such as a count
 * that is negative or no integer.
 */
export function parseStorageId(fields: readonly PyValue[]): StorageClaim | undefined {
  const [tag, type, key, location, elements] = fields;
  if (tag !== 'storage' || typeof location !== 'string' || !isGlobal(type)) return undefined;
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  if (typeof elements !== 'number' || !Number.isSafeInteger(elements) || elements < 0) return undefined;
  return { key: String(key), type: type.name, device: location, elements };
}

/**
 * The same of a persistent id of protocol 0, which can only write text: torch writes its repr, and no torch can read it
 * back. `('storage', <class 'torch.FloatStorage'>, '0', 'cpu', 4)`.
 */
export function parseTextStorageId(id: string): StorageClaim | undefined {
  const match = /^\('storage', <class '(?:[\w.]+\.)?(\w+)'>, '([^'\\]*)', '([^'\\]*)', (\d{1,15})\)$/u.exec(id);
  const [, type, key, device, elements] = match ?? [];
  if (type === undefined || key === undefined || device === undefined) return undefined;
  return { key, type, device, elements: Number(elements) };
}

function describeStorage(claim: StorageClaim, extent: StorageExtent | undefined, index: number): OpenStorage {
  const dtype = findLegacyDtype(claim.type);
  return {
    kind: 'storage',
    key: claim.key,
    dtype: dtype?.name,
    type: claim.type,
    device: claim.device,
    elements: claim.elements,
    bytes: declaredBytes(claim, extent),
    extent,
    index,
  };
}

/** An unknown class says nothing about the size of an element: then the record's own length is all there is. */
function declaredBytes(claim: StorageClaim, extent: StorageExtent | undefined): Extent {
  if (isUntypedStorage(claim.type)) return claim.elements;
  const dtype = findLegacyDtype(claim.type);
  if (dtype === undefined) return extent?.bytes ?? claim.elements;
  return multiply(claim.elements, dtype.storageItemSize);
}

function reportDisagreement(known: OpenStorage, claim: StorageClaim, problems: ProblemList): void {
  if (known.type === claim.type) return;
  problems.add(known, {
    code: 'storage/type',
    severity: 'error',
    message: `Storage ${claim.key} is declared with two element types.`,
    expected: known.type,
    found: claim.type,
  });
}

function isGlobal(value: PyValue | undefined): value is PyGlobal {
  return typeof value === 'object' && value !== null && value.kind === 'global';
}
