import { NodeFlag } from '../../shared/treeIndex.ts';
import type { Tree } from '../tree/tree.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { StorageValue } from '../values/tensorValue.ts';

/**
 * Bytes of the file that the value of each row occupies itself: what its storages take up, counted for the first row that
 * uses them. Over all rows they sum to the file's payload, whatever tensors share, leave out or repeat.
 */
export function storedBytes({ index, values }: Tree): Float64Array {
  const stored = new Float64Array(index.nodes);
  const counted = new Set<StorageValue>();
  // A file that is one bare value shows the root's value in row 1.
  for (let node = 1; node < index.nodes; node++) {
    if (((index.flags[node] ?? 0) & NodeFlag.repeated) !== 0) continue;
    for (const storage of storagesOf(values[node])) {
      if (counted.has(storage)) continue;
      counted.add(storage);
      // Bytes that stand inside a pickle are part of it.
      const bytes = storage.extent?.held ? 0 : (storage.extent?.bytes ?? 0);
      stored[node] = (stored[node] ?? 0) + bytes;
    }
  }
  return stored;
}

const NONE: readonly StorageValue[] = [];

/** The storages of a tensor, its parts' included; a storage itself. */
export function storagesOf(value: PyValue | undefined): readonly StorageValue[] {
  if (typeof value !== 'object' || value === null) return NONE;
  if (value.kind === 'storage') return [value];
  if (value.kind !== 'tensor') return NONE;
  const own = value.storage ? [value.storage] : NONE;
  const { parts, quantization } = value;
  if (!parts && !quantization) return own;
  const scales = quantization && 'scales' in quantization ? [quantization.scales, quantization.zeroPoints] : [];
  const tensors = [...(parts ?? []).map(({ tensor }) => tensor), ...scales.filter((scale) => 'kind' in scale)];
  return [...own, ...tensors.flatMap(storagesOf)];
}

/** Sums a figure over every subtree: the result at a row is its own figure and those of all rows below. */
export function sumSubtrees(parent: Int32Array, own: Float64Array): Float64Array {
  const sums = own.slice();
  for (let node = sums.length - 1; node > 0; node--) {
    const above = parent[node] ?? 0;
    sums[above] = (sums[above] ?? 0) + (sums[node] ?? 0);
  }
  return sums;
}
