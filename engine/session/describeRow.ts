import {
  MATCH_STATUSES,
  type ComparisonNode,
  type MatchDetail,
  type MatchedTensor,
  type MatchFigures,
} from '../../shared/comparison.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import { countStatuses } from '../compare/comparisonFindings.ts';
import type { ComparisonRow, ComparisonRows } from '../compare/comparisonRows.ts';
import { normOf, relativeNorm } from '../compare/differenceSummary.ts';
import type { RowSums } from '../compare/rowSums.ts';
import type { TensorPlace } from '../report/listTensors.ts';
import { exact } from '../report/tensorEntry.ts';
import { nameOf, pathOf } from '../tree/nodePath.ts';
import type { Tree } from '../tree/tree.ts';
import { describeMoments } from './momentChanges.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import type { HeldComparison } from './runComparison.ts';

type Row = Pick<ComparisonNode, 'section' | 'node'>;

/**
 * The pair that a row shows; undefined for a group.
 *
 * @throws InspectError `usage` for a number that is no row.
 */
export function findRow(held: HeldComparison, { section, node }: Row): ComparisonRow | undefined {
  const { rows, named } = held.sections[section];
  if (node < named.tree.index.nodes) return rows[named.tensorOf[node] ?? -1];
  throw new InspectError({
    code: 'usage',
    message: 'The comparison has no such row.',
    expected: `a number below ${named.tree.index.nodes}`,
    found: String(node),
  });
}

/** Everything known about one row of a comparison. Reads at most a few numbers of the optimizers' state. */
export async function describeRow(held: HeldComparison, place: Row, signal: AbortSignal): Promise<MatchDetail> {
  const { section, node } = place;
  const row = findRow(held, place);
  const rows = held.sections[section];
  const { columns, named } = rows;
  const common = {
    node,
    status: MATCH_STATUSES[columns.status[node] ?? 0] ?? 'identical',
    tensors: countStatuses(rowsBelow(rows, node)),
    findings: held.overview.findings.filter((finding) => finding.section === section && finding.node === node),
  };
  if (row === undefined) {
    const sums = rows.sums[node];
    const name = [formatPathName(named.prefix), nameOf(named.tree, node)].filter((part) => part !== '').join('.');
    return { ...common, name, ...(sums && { figures: groupFigures(sums) }), moments: [] };
  }
  const { left, right, by, certainty } = row.match;
  const why = explain(row);
  const figures = rowFigures(row);
  return {
    ...common,
    name: formatPathName(row.path),
    ...(left && { left: describeSide(held.left, left) }),
    ...(right && { right: describeSide(held.right, right) }),
    ...(by !== 'path' && { alignedBy: by, certainty }),
    ...(why !== undefined && { why }),
    ...(figures && { figures }),
    moments: section === 'tensors' ? await describeMoments(held, row, signal) : [],
  };
}

function* rowsBelow({ rows, named }: ComparisonRows, node: number): Generator<ComparisonRow['figures']> {
  const end = named.tree.index.end[node] ?? 0;
  for (let below = node; below < end; below++) {
    const row = rows[named.tensorOf[below] ?? -1];
    if (row !== undefined) yield row.figures;
  }
}

function describeSide({ tree }: OpenCheckpoint, place: TensorPlace): MatchedTensor {
  const { path, value } = place;
  return {
    node: findPlace(tree, place),
    name: formatPathName(path),
    dtype: value.dtype,
    shape: value.shape.map(exact),
  };
}

/** The row of a tensor at one of its places; its first row where what leads to that place is shown elsewhere. */
function findPlace(tree: Tree, { path, value }: TensorPlace): number {
  const wanted = JSON.stringify(path);
  const first = tree.values.indexOf(value);
  for (let node = first; node >= 0; node = tree.values.indexOf(value, node + 1)) {
    if (JSON.stringify(pathOf(tree, node)) === wanted) return node;
  }
  return Math.max(0, first);
}

/** Why there are no figures of both sides, although both are there. */
function explain({ match, figures }: ComparisonRow): string | undefined {
  if (match.left === undefined || match.right === undefined) return undefined;
  if (figures.status === 'reshaped') return 'The shapes differ, so there is no element to compare each element with.';
  if (match.outcome.kind === 'parts') {
    return figures.status === 'changed'
      ? 'The stored places differ, so the values are not compared one by one.'
      : 'There are no numbers to compare.';
  }
  return figures.why;
}

/** Absent without a partner, and where elements were not compared. */
function rowFigures({ match, figures }: ComparisonRow): MatchFigures | undefined {
  if (match.outcome.kind !== 'compared') return undefined;
  const { count = 0, changed = 0, newNan, byValue } = figures;
  const { l2, relL2, leftL2, rightL2, maxAbs, maxAbsAt, meanDelta, cosine } = figures;
  return {
    count,
    changed,
    ...(l2 !== undefined && { l2 }),
    ...(relL2 !== undefined && { relL2 }),
    ...(leftL2 !== undefined && { leftL2 }),
    ...(rightL2 !== undefined && { rightL2 }),
    ...(maxAbs !== undefined && { maxAbs }),
    ...(maxAbsAt !== undefined && { maxAbsAt }),
    ...(meanDelta !== undefined && { meanDelta }),
    ...(cosine !== undefined && { cosine }),
    newNan,
    byValue,
  };
}

function groupFigures({ difference, left, right, count, changed, newNan, maxAbs, byValue }: RowSums): MatchFigures {
  return {
    count,
    changed,
    l2: normOf(difference),
    relL2: relativeNorm(difference, left),
    leftL2: normOf(left),
    rightL2: normOf(right),
    maxAbs,
    newNan,
    byValue,
  };
}
