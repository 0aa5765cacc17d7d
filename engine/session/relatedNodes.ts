import type { RelatedNode } from '../../shared/engineApi.ts';
import { NodeFlag } from '../../shared/treeIndex.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { exact } from '../report/tensorEntry.ts';
import { nameOf } from '../tree/nodePath.ts';
import { readString } from '../tree/stringTable.ts';
import type { Tree } from '../tree/tree.ts';
import { isTensor, isTensorOrArray } from '../values/isTensor.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import { isReadableScalar, readScalar } from './readScalar.ts';
import { tryReading } from './tryReading.ts';

/** Rows that are listed of those that have to do with one. */
const MAX_RELATED = 100;

/** A row as others refer to it. */
export function relateNode(tree: Tree, node: number, role: string): RelatedNode {
  const value = tree.values[node];
  const common = { node, name: nameOf(tree, node), role };
  if (isTensorOrArray(value)) {
    return { ...common, dtype: value.dtype, shape: value.shape.map(exact) };
  }
  return { ...common, value: readString(tree.index.strings, tree.index.summary[node] ?? 0) };
}

/** Other rows with the same value, and those whose tensors lie in the same storage. */
export function findSharing(tree: Tree, node: number): RelatedNode[] {
  const { index, values, firstOf } = tree;
  const first = firstOf.get(node) ?? node;
  const storage = index.storage[node] ?? -1;
  const related: RelatedNode[] = [];
  for (let other = 1; other < index.nodes && related.length < MAX_RELATED; other++) {
    if (other === node) continue;
    if ((firstOf.get(other) ?? other) === first) {
      related.push(relateNode(tree, other, isTensor(values[node]) ? 'same tensor' : 'same value'));
    } else if (storage >= 0 && index.storage[other] === storage) {
      related.push(relateNode(tree, other, 'same storage'));
    }
  }
  return related;
}

/**
 * What the optimizer keeps for the parameter that a row shows: every member of its state, tensors and numbers. A tensor of
 * one element (`step`) is read, so that its value can be shown.
 */
export async function findMoments(
  checkpoint: OpenCheckpoint,
  node: number,
  signal: AbortSignal,
): Promise<RelatedNode[]> {
  const { tree, opened } = checkpoint;
  const related: RelatedNode[] = [];
  for (const moment of listMomentRows(checkpoint, node)) {
    const value = tree.values[moment];
    const role = readString(tree.index.strings, tree.index.label[moment] ?? 0);
    const text = await readShortValue(opened, value, signal);
    related.push({ ...relateNode(tree, moment, role), ...(text !== undefined && { value: text }) });
    if (related.length === MAX_RELATED) break;
  }
  return related;
}

async function readShortValue(
  opened: OpenedFile,
  value: PyValue | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  return isTensor(value) && isReadableScalar(value) ? tryReading(readScalar(opened, value, signal)) : undefined;
}

/** The members of the optimizer's state for one parameter: the siblings of the first tensor that it owns. */
function* listMomentRows({ tree, facts }: OpenCheckpoint, node: number): Generator<number> {
  const { index, values } = tree;
  const parameter = values[node];
  if (!isTensor(parameter)) return;
  const seen = new Set<number>();
  for (let row = 1; row < index.nodes; row++) {
    const value = values[row];
    if (((index.flags[row] ?? 0) & NodeFlag.moment) === 0 || !isTensor(value)) continue;
    if (facts.owners.get(value)?.match.entry?.tensor !== parameter) continue;
    const state = index.parent[row] ?? 0;
    if (seen.has(state)) continue;
    seen.add(state);
    for (let child = state + 1; child < (index.end[state] ?? 0); child = index.end[child] ?? index.nodes) yield child;
  }
}

/** The parameter that the optimizer's tensor of a row belongs to. */
export function findOwner({ tree, facts }: OpenCheckpoint, node: number): RelatedNode | undefined {
  const value = tree.values[node];
  const owner = isTensor(value) ? facts.owners.get(value) : undefined;
  const parameter = owner?.match.entry?.tensor;
  if (!owner || !parameter) return undefined;
  const row = tree.values.indexOf(parameter);
  return row < 0 ? undefined : relateNode(tree, row, owner.moment);
}
