import type {
  ChangedValue,
  ChangedValues,
  ComparedFile,
  ComparisonOverview,
  TensorSection,
} from '../../shared/comparison.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import type { Cost } from '../../shared/inspectDocument.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import { findLearningRate } from '../checkpoint/learningRate.ts';
import type { Comparison } from '../compare/compareCheckpoints.ts';
import { countStatuses, listComparisonFindings } from '../compare/comparisonFindings.ts';
import type { ComparisonRow, ComparisonRows } from '../compare/comparisonRows.ts';
import { isBookkeeping, type ValueChange } from '../compare/compareValues.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import type { PyValue } from '../values/pyValue.ts';
import { fullTypeName } from '../values/typeName.ts';
import type { ComparedCheckpoints } from './comparedCheckpoints.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';

/** Characters of one side of a changed value. */
const VALUE_LENGTH = 400;

interface Outcome {
  readonly comparison: Comparison;
  readonly sections: { readonly [Section in TensorSection]: ComparisonRows };
  /** One for each match, in their order. */
  readonly described: readonly ComparisonRow[];
  readonly cost: Cost;
}

/** What a comparison comes to, in numbers. */
export function describeComparison(pair: ComparedCheckpoints, outcome: Outcome): ComparisonOverview {
  const { comparison, sections, described, cost } = outcome;
  const values = listChanges(comparison, pair.align).length + comparison.values.more;
  const differs = [sections.tensors, sections.moments].some(({ columns }) => (columns.differing[0] ?? 0) > 0);
  return {
    left: describeSide(pair.left),
    right: describeSide(pair.right),
    same: !differs && values === 0,
    tensors: countRows(sections.tensors),
    moments: countRows(sections.moments),
    values,
    alignable: comparison.alignable,
    findings: locateFindings(comparison, sections, described),
    cost,
  };
}

function describeSide({ overview, facts }: OpenCheckpoint): ComparedFile {
  const learningRate = findLearningRate(facts.optimizers);
  return {
    name: overview.file.name,
    bytes: overview.file.bytes,
    format: overview.format,
    counters: overview.counters,
    ...(learningRate !== undefined && { learningRate }),
  };
}

function countRows({ rows }: ComparisonRows): ComparisonOverview['tensors'] {
  return countStatuses(rows.map(({ figures }) => figures));
}

function locateFindings(
  comparison: Comparison,
  sections: Outcome['sections'],
  described: readonly ComparisonRow[],
): ComparisonOverview['findings'] {
  const rowOf = (number: number): { readonly section?: TensorSection; readonly node?: number } => {
    const row = described[number];
    if (row === undefined) return {};
    for (const section of ['tensors', 'moments'] as const) {
      const node = sections[section].named.nodeOf[sections[section].rows.indexOf(row)];
      if (node !== undefined) return { section, node };
    }
    return {};
  };
  return listComparisonFindings(comparison, described)
    .filter(({ finding }) => finding.code !== 'tensor/unaligned')
    .map(({ finding, match }) => (match === undefined ? finding : { ...finding, ...rowOf(match) }));
}

/** Values that differ, without the bookkeeping that renamed modules change. */
function listChanges({ values }: Comparison, align: boolean): readonly ValueChange[] {
  return align ? values.changes.filter(({ path }) => !isBookkeeping(path)) : values.changes;
}

/** See `EngineApi.comparedValues`. */
export async function listChangedValues(comparison: Comparison, align: boolean, pacer: Pacer): Promise<ChangedValues> {
  const values: ChangedValue[] = [];
  const list = ({ path, before, after, typeOnly }: ValueChange): void => {
    const write = typeOnly === true ? fullTypeName : writeValue;
    values.push({
      name: formatPathName(path),
      ...(before !== undefined && { before: write(before) }),
      ...(after !== undefined && { after: write(after) }),
    });
  };
  await paceSteps(stepThrough(listChanges(comparison, align), list), pacer);
  return { values, more: comparison.values.more };
}

function writeValue(value: PyValue): string {
  const text = escapeControls(pythonRepr(value, VALUE_LENGTH));
  return text.length <= VALUE_LENGTH ? text : `${text.slice(0, VALUE_LENGTH - 1)}…`;
}
