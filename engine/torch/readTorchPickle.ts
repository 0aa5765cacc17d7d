import type { Finding } from '../../shared/finding.ts';
import { type PickleResult, runPickle } from '../pickle/runPickle.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, StorageExtent, TensorValue } from '../values/tensorValue.ts';
import { createProblemList, type ProblemList } from './problems.ts';
import { createStorageTable, parseStorageId, parseTextStorageId, type StorageTable } from './storageTable.ts';
import { createTorchHooks } from './torchHooks.ts';

/** Where one pickle stands in the bytes that hold it. */
export interface PicklePlace {
  readonly entry?: string;
  readonly start?: number;
  /** Whether other data may follow. */
  readonly mayContinue?: boolean;
}

/** The pickles of one container: they share storages and the list of what is wrong with them. */
export interface TorchPickles {
  readonly table: StorageTable;
  readonly problems: ProblemList;
  /** Tensors and arrays in the order in which they were described. */
  readonly described: ReadonlySet<TensorValue | NdarrayValue>;
  /** Runs one of the container's pickles. Errors: `pickle/*`. */
  run(bytes: Uint8Array, place: PicklePlace): PickleResult;
}

export interface TorchPickleOptions {
  /** Finds a storage's bytes by its key, where that is known before the pickle is read. */
  readonly locate?: (key: string) => StorageExtent | undefined;
  /** The value of a persistent id's fields, where the container knows more forms than `("storage", …)` with 5 fields. */
  readonly resolveId?: (fields: readonly PyValue[], table: StorageTable) => PyValue | undefined;
  /** The value of `torch.storage._load_from_bytes(bytes)`: a file of torch.save within the pickle. */
  readonly loadEmbedded?: (bytes: Uint8Array) => PyValue | undefined;
}

/** Prepares to read pickles whose persistent ids are `("storage", Type, key, location, numel)`. */
export function createTorchPickles(options: TorchPickleOptions): TorchPickles {
  const problems = createProblemList();
  const table = createStorageTable(options.locate ?? (() => undefined), problems);
  const described = new Set<TensorValue | NdarrayValue>();
  const resolveId = options.resolveId ?? resolveStorage;
  const hooks = createTorchHooks({
    problems,
    described,
    loadEmbedded: options.loadEmbedded,
    resolvePersistent(id, offset) {
      const text = typeof id === 'string' ? parseTextStorageId(id) : undefined;
      const fields = typeof id === 'object' && id?.kind === 'tuple' ? id.items : undefined;
      const value = text ? table.use(text) : fields && resolveId(fields, table);
      if (value === undefined) problems.add(undefined, malformedStorage(offset));
      return value;
    },
  });
  return {
    table,
    problems,
    described,
    run: (bytes, place) => runPickle(bytes, { ...place, hooks }),
  };
}

function resolveStorage(fields: readonly PyValue[], table: StorageTable): PyValue | undefined {
  const claim = parseStorageId(fields);
  return claim && table.use(claim);
}

function malformedStorage(offset: number): Finding {
  return {
    code: 'storage/malformed',
    severity: 'error',
    message: 'A persistent id does not describe a storage; it is shown as it is.',
    at: { offset },
    expected: "('storage', a storage class, key, location, number of elements)",
    found: 'something else',
  };
}
