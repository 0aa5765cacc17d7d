import type { ByteShare, TreemapBlock } from '../../shared/engineApi.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { KIND_CODE } from '../tree/kindCodes.ts';
import { readString } from '../tree/stringTable.ts';
import type { Tree } from '../tree/tree.ts';
import { isTensor } from '../values/isTensor.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { splitBlocks, type Division } from './splitBlocks.ts';
import { storedBytes, sumSubtrees } from './storedBytes.ts';
import { type KnownRoles, OTHER_TENSORS, roleOf, type TensorRole } from './tensorRoles.ts';

/** Blocks of a treemap: more are too small to be seen or hit. */
const MAX_BLOCKS = 400;
/** Roles that are told apart: optimizers keep two or three tensors per parameter, and their names are foreign text. */
const MAX_ROLES = 16;
/** Members of the root that get an area of their own. */
const MAX_TOPS = 32;

/** Where the bytes of a file are: as a list, and as areas. */
export interface ByteMap {
  readonly shares: readonly ByteShare[];
  readonly treemap: TreemapBlock;
}

/** Rows whose tensors have one role, with the bytes that each takes up in the file. */
interface RoleRows {
  readonly role: TensorRole;
  readonly rows: number[];
  tensors: number;
  bytes: number;
}

/** What a map of the bytes is drawn from. */
export interface MappedFile extends KnownRoles {
  readonly opened: OpenedFile;
  readonly tree: Tree;
}

/** Shares and areas of a file's bytes; both add up to its size. */
export function mapBytes(file: MappedFile): ByteMap {
  const { opened, tree } = file;
  const stored = storedBytes(tree);
  const roles = groupByRole(file, stored);
  const overhead = listOverhead(opened, roles);
  const layout = { tree, stored, facts: file.facts, ownerRows: findOwnerRows(tree, file.facts) };
  const divisions = roles.filter(({ bytes }) => bytes > 0).flatMap((group) => divide(layout, group));
  const blocks = splitBlocks(tree.index, divisions, MAX_BLOCKS - overhead.length);
  const containers = overhead.map(({ title, bytes }): TreemapBlock => ({ label: title, bytes, category: 'container' }));
  const { name, size } = opened.source;
  return {
    shares: [...roles.map(({ role, tensors, bytes }) => ({ ...role, count: tensors, bytes })), ...overhead],
    treemap: { label: name, bytes: size, category: 'container', children: [...blocks, ...containers] },
  };
}

/** Roles in the order in which the tree shows them first, weights before all others. */
function groupByRole(file: MappedFile, stored: Float64Array): RoleRows[] {
  const { tree } = file;
  const groups = new Map<string, RoleRows>();
  for (let node = 1; node < stored.length; node++) {
    const isCounted = tree.index.kind[node] === KIND_CODE.tensor && !tree.firstOf.has(node);
    const bytes = stored[node] ?? 0;
    if (!isCounted && bytes === 0) continue;
    const own = roleOf(tree, node, file);
    const role = groups.size < MAX_ROLES || groups.has(own.title) ? own : OTHER_TENSORS;
    const group = groups.get(role.title) ?? { role, rows: [], tensors: 0, bytes: 0 };
    groups.set(role.title, group);
    group.rows.push(node);
    group.tensors += isCounted ? 1 : 0;
    group.bytes += bytes;
  }
  return [...groups.values()].sort(
    (one, other) => Number(other.role.category === 'weights') - Number(one.role.category === 'weights'),
  );
}

/** The container's own bytes, and as the last one whatever no tensor and no part of the container claims. */
function listOverhead(opened: OpenedFile, roles: readonly RoleRows[]): ByteShare[] {
  const shares = opened.overhead.map((share): ByteShare => ({ ...share, category: 'container' }));
  const known = [...shares, ...roles].reduce((sum, { bytes }) => sum + bytes, 0);
  const rest = opened.source.size - known;
  if (rest > 0) shares.push({ title: 'not referenced', category: 'container', count: 1, bytes: rest });
  return shares;
}

/** What the areas of all roles are laid out by. */
interface Layout {
  readonly tree: Tree;
  readonly stored: Float64Array;
  readonly facts: CheckpointFacts;
  readonly ownerRows: ReadonlyMap<TensorValue, number>;
}

function divide(layout: Layout, group: RoleRows): readonly Division[] {
  if (group.role.category === 'weights') return divideWeights(layout, group);
  return [divideByOwner(layout, group) ?? divideByRow(layout, group)];
}

/** One division for each member of the root that holds weights; one for all where the root itself is the state dict. */
function divideWeights({ tree, stored }: Layout, group: RoleRows): readonly Division[] {
  const { index } = tree;
  const sums = sumRows(index.parent, group.rows, stored);
  const tops: number[] = [];
  for (let node = 1; node < index.nodes; node = index.end[node] ?? index.nodes) {
    if ((sums[node] ?? 0) > 0) tops.push(node);
  }
  const isPart = (top: number): boolean => index.kind[top] === KIND_CODE.module || index.kind[top] === KIND_CODE.tensor;
  const isFlat = tops.length > MAX_TOPS || tops.some(isPart);
  const nodeFor = (row: number): number | undefined => (row === 0 ? undefined : row);
  if (isFlat) return [{ label: 'weights', category: 'weights', sums, top: 0, nodeFor }];
  return tops.map((top) => {
    const label = readString(index.strings, index.label[top] ?? 0);
    return { label, category: 'weights', sums, top, nodeFor };
  });
}

/**
 * Moments laid out like the weights that they belong to; undefined where an owner is not known. A block of one moment leads to it; one
 * of a module's moments, which no row holds together, to the module whose parameters they are.
 */
function divideByOwner({ tree, stored, facts, ownerRows }: Layout, { role, rows }: RoleRows): Division | undefined {
  const momentOf = new Map<number, number>();
  const moved = new Float64Array(stored.length);
  for (const row of rows) {
    const value = tree.values[row];
    const owner = isTensor(value) ? facts.owners.get(value) : undefined;
    const ownerRow = owner?.match.entry && ownerRows.get(owner.match.entry.tensor);
    if (ownerRow === undefined) return undefined;
    momentOf.set(ownerRow, row);
    moved[ownerRow] = (moved[ownerRow] ?? 0) + (stored[row] ?? 0);
  }
  const [first = 0] = rows;
  const holder = tree.index.parent[tree.index.parent[first] ?? 0] ?? 0;
  const sums = sumSubtrees(tree.index.parent, moved);
  return {
    label: role.title,
    category: role.category,
    sums,
    top: 0,
    nodeFor: (row) => (row === 0 ? holder : (momentOf.get(row) ?? row)),
  };
}

function divideByRow({ tree, stored }: Layout, { role, rows }: RoleRows): Division {
  const sums = sumRows(tree.index.parent, rows, stored);
  const nodeFor = (row: number): number | undefined => (row === 0 ? rows[0] : row);
  return { label: role.title, category: role.category, sums, top: 0, nodeFor };
}

function sumRows(parent: Int32Array, rows: readonly number[], stored: Float64Array): Float64Array {
  const own = new Float64Array(stored.length);
  for (const row of rows) own[row] = stored[row] ?? 0;
  return sumSubtrees(parent, own);
}

/** The row of each parameter that owns a moment. */
function findOwnerRows({ index, values, firstOf }: Tree, facts: CheckpointFacts): ReadonlyMap<TensorValue, number> {
  const wanted = new Set([...facts.owners.values()].flatMap(({ match }) => match.entry?.tensor ?? []));
  const rows = new Map<TensorValue, number>();
  for (let node = 1; node < index.nodes && rows.size < wanted.size; node++) {
    const value = values[node];
    if (isTensor(value) && wanted.has(value) && !firstOf.has(node)) rows.set(value, node);
  }
  return rows;
}
