import type { FileOverview } from '../../shared/engineApi.ts';
import type { Cost, Totals } from '../../shared/inspectDocument.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { describeTopLevel } from '../report/topLevel.ts';
import { tensorBytes, tensorElements } from '../torch/tensorSize.ts';
import { KIND_CODE } from '../tree/kindCodes.ts';
import { StepKind, type Tree } from '../tree/tree.ts';
import { isTensor } from '../values/isTensor.ts';
import type { StorageValue, TensorValue } from '../values/tensorValue.ts';
import type { ByteMap } from './byteMap.ts';
import { storagesOf } from './storedBytes.ts';

/** What {@link describeFile} puts together. */
export interface FileParts {
  readonly opened: OpenedFile;
  readonly facts: CheckpointFacts;
  readonly tree: Tree;
  /** Rows of what the root holds, in the order of the top level. */
  readonly topNodes: readonly number[];
  readonly findings: FileOverview['findings'];
  readonly bytes: ByteMap;
  readonly cost: Cost;
}

/** Everything that the overview of a file shows. */
export function describeFile(parts: FileParts): FileOverview {
  const { opened, facts, tree, topNodes, findings, bytes, cost } = parts;
  const { source, format, container, root } = opened;
  const tensors = listTensors(tree);
  return {
    file: {
      name: source.name,
      bytes: source.size,
      ...(source.modified !== undefined && { modified: source.modified }),
    },
    format,
    container,
    counters: facts.counters,
    counterChecks: facts.counterChecks,
    topLevel: describeTopLevel(root, facts.sections).map((entry, place) => ({
      ...entry,
      node: entry.key === undefined ? rowOfRoot(tree) : (topNodes[place] ?? 0),
    })),
    totals: countTotals(opened, facts, tensors),
    ...(facts.parameters && { parameters: facts.parameters }),
    bytesByKind: bytes.shares,
    dtypes: sumDtypes(facts.stateDictTensors.size > 0 ? facts.stateDictTensors : tensors),
    sharing: countSharing(opened.storages, tensors),
    treemap: bytes.treemap,
    findings,
    cost,
  };
}

/** The row of a root that is no mapping: its only row where it is one bare value, else the root itself. */
function rowOfRoot({ steps, index }: Tree): number {
  return steps[1] === StepKind.inner && index.kind[1] !== KIND_CODE.module ? 1 : 0;
}

/** Distinct tensors, in the order of the tree. */
function listTensors({ index, values, firstOf }: Tree): readonly TensorValue[] {
  const tensors: TensorValue[] = [];
  for (let node = 1; node < index.nodes; node++) {
    if (index.kind[node] !== KIND_CODE.tensor || firstOf.has(node)) continue;
    const value = values[node];
    if (isTensor(value)) tensors.push(value);
  }
  return tensors;
}

function countTotals({ storages }: OpenedFile, facts: CheckpointFacts, tensors: readonly TensorValue[]): Totals {
  let stateDictElements = 0;
  for (const tensor of facts.stateDictTensors) stateDictElements += Number(tensorElements(tensor));
  return {
    tensors: tensors.length,
    storages: storages.length,
    stateDictTensors: facts.stateDictTensors.size,
    stateDictElements,
    storageBytes: storages.reduce((sum, { bytes }) => sum + Number(bytes), 0),
  };
}

function sumDtypes(tensors: Iterable<TensorValue>): FileOverview['dtypes'] {
  const sums = new Map<string, { dtype: string; tensors: number; elements: number; bytes: number }>();
  for (const tensor of tensors) {
    const sum = sums.get(tensor.dtype) ?? { dtype: tensor.dtype, tensors: 0, elements: 0, bytes: 0 };
    sums.set(tensor.dtype, sum);
    sum.tensors++;
    sum.elements += Number(tensorElements(tensor));
    sum.bytes += Number(tensorBytes(tensor));
  }
  return [...sums.values()].sort((one, other) => other.bytes - one.bytes);
}

/** Storages by how tensors use them. What tensors show of a storage is counted once each, so views may sum to more. */
function countSharing(storages: readonly StorageValue[], tensors: readonly TensorValue[]): FileOverview['sharing'] {
  const users = new Map<StorageValue, { count: number; bytes: number }>();
  for (const tensor of tensors) {
    for (const storage of storagesOf(tensor)) {
      const use = users.get(storage) ?? { count: 0, bytes: 0 };
      users.set(storage, use);
      use.count++;
      use.bytes += Number(tensorBytes(tensor));
    }
  }
  const uses = storages.map((storage) => ({ storage, use: users.get(storage) ?? { count: 0, bytes: 0 } }));
  return {
    distinct: storages.length,
    shared: uses.filter(({ use }) => use.count > 1).length,
    oversized: uses.filter(({ storage, use }) => use.count > 0 && use.bytes < Number(storage.bytes)).length,
  };
}
