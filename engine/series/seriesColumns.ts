import type { SeriesTree } from '../../shared/series.ts';
import { mergeSquares, NO_DIFFERENCE, normOf, relativeNorm, type ScaledSquares } from '../compare/differenceSummary.ts';
import { STEPS_PER_LOOK, type Steps } from '../steps.ts';
import type { SectionTensor, SeriesSection } from './seriesSections.ts';

/** Figures by node and checkpoint, as {@link SeriesTree} has them. */
export type SeriesColumns = Omit<SeriesTree, 'index'>;

/** What the tensors below a node add up to in one checkpoint; undefined while none is known. */
interface GroupSums {
  norm?: ScaledSquares;
  difference?: ScaledSquares;
  /** Of the checkpoint before, over the tensors that `difference` is over. */
  before?: ScaledSquares;
  nan?: number;
}

/**
 * The figures of all rows of a section. A tensor that stands under several names counts once in every group: a repeated row adds to
 * the groups below the one where it meets the row before it.
 */
export function* sumColumns({ tensors, named }: SeriesSection, checkpoints: number): Steps<SeriesColumns> {
  const { nodes } = named.tree.index;
  const unknown = () => new Float64Array(nodes * checkpoints).fill(Number.NaN);
  const columns = { l2: unknown(), relL2: unknown(), nan: unknown() };
  const rowBefore = findRowsBefore(tensors, named.nodeOf);
  for (let checkpoint = 0; checkpoint < checkpoints; checkpoint++) {
    const sums = yield* sumGroups({ tensors, named }, rowBefore, checkpoint);
    for (let node = 0; node < nodes; node++) {
      if (node % STEPS_PER_LOOK === 0) yield;
      const at = node * checkpoints + checkpoint;
      const tensor = tensors[named.tensorOf[node] ?? -1];
      const figures = tensor === undefined ? deriveFigures(sums.get(node)) : figuresOf(tensor, checkpoint);
      columns.l2[at] = figures.l2 ?? Number.NaN;
      columns.relL2[at] = figures.relL2 ?? Number.NaN;
      columns.nan[at] = figures.nan ?? Number.NaN;
    }
  }
  return { checkpoints, ...columns };
}

/** For rows whose tensors an earlier row shows too: the nearest such row. */
function findRowsBefore(tensors: readonly SectionTensor[], nodeOf: Uint32Array): ReadonlyMap<number, number> {
  const rows = tensors.map(({ series: { sameAs }, at }, place) => ({ tensor: sameAs ?? at, node: nodeOf[place] ?? 0 }));
  const last = new Map<number, number>();
  const before = new Map<number, number>();
  for (const { tensor, node } of rows.toSorted((a, b) => a.node - b.node)) {
    const known = last.get(tensor);
    if (known !== undefined) before.set(node, known);
    last.set(tensor, node);
  }
  return before;
}

function* sumGroups(
  { tensors, named }: SeriesSection,
  rowBefore: ReadonlyMap<number, number>,
  checkpoint: number,
): Steps<ReadonlyMap<number, GroupSums>> {
  const { parent, nodes } = named.tree.index;
  const groups = new Map<number, GroupSums>();
  const addTo = (node: number, sums: GroupSums): void => {
    const group = groups.get(node) ?? {};
    addSums(group, sums);
    groups.set(node, group);
  };
  const sumsAt = (node: number): GroupSums | undefined => {
    const tensor = tensors[named.tensorOf[node] ?? -1];
    return tensor === undefined ? groups.get(node) : sumsOf(tensor, checkpoint);
  };
  for (let node = nodes - 1; node > 0; node--) {
    if (node % STEPS_PER_LOOK === 0) yield;
    const sums = rowBefore.has(node) ? undefined : sumsAt(node);
    if (sums !== undefined) addTo(parent[node] ?? 0, sums);
  }
  for (const [node, before] of rowBefore) {
    const sums = sumsAt(node);
    if (sums === undefined) continue;
    for (let up = parent[node] ?? 0; up > before; up = parent[up] ?? 0) addTo(up, sums);
  }
  return groups;
}

function sumsOf({ series, isSummed }: SectionTensor, checkpoint: number): GroupSums {
  const nan = series.nan[checkpoint];
  const counted = nan === undefined ? {} : { nan };
  if (!isSummed) return counted;
  const [norm, before] = [series.squares[checkpoint], series.squares[checkpoint - 1]];
  const difference = series.differences[checkpoint];
  return { ...counted, ...(norm && { norm }), ...(before && difference && { before, difference }) };
}

function addSums(group: GroupSums, { norm, difference, before, nan }: GroupSums): void {
  if (norm !== undefined) group.norm = mergeSquares(group.norm ?? NO_DIFFERENCE, norm);
  if (difference !== undefined) group.difference = mergeSquares(group.difference ?? NO_DIFFERENCE, difference);
  if (before !== undefined) group.before = mergeSquares(group.before ?? NO_DIFFERENCE, before);
  if (nan !== undefined) group.nan = (group.nan ?? 0) + nan;
}

interface Figures {
  readonly l2: number | undefined;
  readonly relL2: number | undefined;
  readonly nan: number | undefined;
}

function deriveFigures({ norm, difference, before, nan }: GroupSums = {}): Figures {
  return {
    l2: norm && normOf(norm),
    relL2: difference && before && relativeNorm(difference, before),
    nan,
  };
}

function figuresOf({ series }: SectionTensor, checkpoint: number): Figures {
  return { l2: series.l2[checkpoint], relL2: series.relL2[checkpoint], nan: series.nan[checkpoint] };
}
