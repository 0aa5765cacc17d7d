import type { Finding } from '../../shared/finding.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { StorageExtent } from '../values/tensorValue.ts';
import { createTorchPickles, type PicklePlace, type TorchPickleOptions, type TorchPickles } from './readTorchPickle.ts';
import { type OpenStorage, parseStorageId, type StorageTable } from './storageTable.ts';

/** The first pickle of a legacy file holds this number. */
export const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;
/** Before each storage stands its number of elements, as a 64-bit integer. */
const COUNT_BYTES = 8;

/** The pickles of a legacy file, and where its storages begin. */
export interface LegacyStream {
  readonly root: PyValue;
  readonly pickles: TorchPickles;
  readonly protocol: number;
  readonly byteOrder: 'little' | 'big';
  readonly version: string;
  /** Keys in the order in which the storages follow. */
  readonly keys: readonly string[];
  /** Offset behind the last pickle. */
  readonly end: number;
  readonly findings: readonly Finding[];
}

/**
 * Runs the five pickles that a legacy file begins with: magic, protocol version, system info, the object, storage keys.
 * Errors: `pickle/*` (`pickle/truncated` when `bytes` end too early), `format/unknown` without the magic number.
 */
export function parseLegacyStream(
  bytes: Uint8Array,
  loadEmbedded: TorchPickleOptions['loadEmbedded'],
  entry?: string,
): LegacyStream {
  const pickles = createTorchPickles({ resolveId: resolveLegacyId, ...(loadEmbedded && { loadEmbedded }) });
  const findings: Finding[] = [];
  let protocol = 0;
  let end = 0;
  const next = (): PyValue => {
    const place: PicklePlace = { start: end, mayContinue: true, ...(entry !== undefined && { entry }) };
    const result = pickles.run(bytes, place);
    ({ end, protocol } = result);
    findings.push(...result.findings);
    return result.root;
  };
  if (next() !== LEGACY_MAGIC) throw notLegacy();
  const version = next();
  const system = next();
  const root = next();
  const objectProtocol = protocol;
  const keys = readKeys(next(), end);
  return {
    root,
    pickles,
    protocol: objectProtocol,
    byteOrder: isBigEndian(system) ? 'big' : 'little',
    version: typeof version === 'number' ? String(version) : 'unknown',
    keys,
    end,
    findings,
  };
}

/**
 * Gives every storage its place: they follow the pickles in the order of the keys, each behind its count. `size` is where
 * the file ends, so that a cut file shows which storages are whole. Returns where the last one should end; undefined where that
 * cannot be known.
 */
export function placeStorages(stream: LegacyStream, size: number): number | undefined {
  const { table } = stream.pickles;
  let offset = stream.end;
  for (const key of stream.keys) {
    const storage = table.find(key);
    if (storage === undefined) {
      stream.pickles.problems.add(undefined, unknownStorage(key, offset));
      return undefined;
    }
    offset += COUNT_BYTES;
    storage.extent = clip(offset, Number(storage.bytes), size);
    offset += Number(storage.bytes);
  }
  for (const storage of table.storages) {
    if (storage.view === undefined) continue;
    const root = table.find(storage.view.rootKey);
    const start = root?.extent?.offset;
    if (start !== undefined) storage.extent = clip(start + storage.view.offset, Number(storage.bytes), size);
  }
  return offset;
}

function clip(offset: number, bytes: number, size: number): StorageExtent | undefined {
  if (offset > size || (offset === size && bytes > 0)) return undefined;
  const held = Math.min(bytes, size - offset);
  return { offset, bytes: held, compressed: false, size: held };
}

/**
 * Persistent ids of the legacy format: `("storage", Type, key, location, numel, view)`, where view is None or
 * `(key, offset, numel)` of a storage that is a part of this one, and `("module", class, file, source)`.
 */
function resolveLegacyId(fields: readonly PyValue[], table: StorageTable): PyValue | undefined {
  if (fields[0] === 'module') return fields[1];
  const claim = parseStorageId(fields);
  if (claim === undefined) return undefined;
  const root = table.use(claim);
  const view = fields[5];
  return typeof view === 'object' && view?.kind === 'tuple' ? findView(root, view.items, table) : root;
}

function findView(root: OpenStorage, view: readonly PyValue[], table: StorageTable): OpenStorage | undefined {
  const [key, offset, elements] = view;
  const itemSize = Number(root.bytes) / Math.max(1, Number(root.elements));
  if (typeof key !== 'string' || typeof offset !== 'number' || typeof elements !== 'number') return undefined;
  const fits = offset >= 0 && elements >= 0 && offset + elements <= Number(root.elements);
  if (!fits) return undefined;
  const part = table.use({ key, type: root.type, device: root.device, elements });
  part.view ??= { rootKey: root.key, offset: offset * itemSize };
  return part;
}

function readKeys(value: PyValue, offset: number): string[] {
  const items = typeof value === 'object' && value?.kind === 'list' ? value.items : undefined;
  const keys = items?.filter((item) => typeof item === 'string');
  if (keys !== undefined && keys.length === items?.length) return keys;
  throw new InspectError({
    code: 'pickle/type',
    message: 'The list of storage keys is damaged, so no storage can be found.',
    at: { offset },
    expected: 'a list of strings',
    found: 'something else',
    advice: 'Copy the file again.',
  });
}

/** `little_endian` of the third pickle. Every machine that torch runs on today writes True. */
function isBigEndian(system: PyValue): boolean {
  if (typeof system !== 'object' || system?.kind !== 'dict') return false;
  return system.values[system.keys.indexOf('little_endian')] === false;
}

function notLegacy(): InspectError {
  return new InspectError({
    code: 'format/unknown',
    message: 'The file does not begin with the magic number of torch.save.',
    expected: String(LEGACY_MAGIC),
  });
}

function unknownStorage(key: string, offset: number): Finding {
  return {
    code: 'storage/malformed',
    severity: 'error',
    message: `The file lists a storage ${key.slice(0, 40)} that its pickle never mentions: how long it is, and where the next one begins, is not known.`,
    at: { offset },
    expected: 'a key that a persistent id declares',
    found: key.slice(0, 40),
  };
}
