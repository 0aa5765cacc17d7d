import type { MatchStatus } from '../../shared/comparison.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Cost, Counters, FileFacts, FormatName } from '../../shared/inspectDocument.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import { readCounters } from '../checkpoint/analyzeCheckpoint.ts';
import type { ComparedMatch, Comparison } from '../compare/compareCheckpoints.ts';
import { changedJson, isBookkeeping, type ValueChange } from '../compare/compareValues.ts';
import { countStatuses, type DescribedMatch, listComparisonFindings } from '../compare/comparisonFindings.ts';
import { describeMatch } from '../compare/describeMatch.ts';
import { rollUpModules } from '../compare/rollUpModules.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { finishSteps, stepThrough, type Steps } from '../steps.ts';
import { isSameShape } from '../torch/elementMath.ts';
import { exactCount, exactFigure, type Figure } from '../values/exactFigure.ts';
import type { ExactJson } from '../values/jsonText.ts';
import type { PyValue } from '../values/pyValue.ts';
import { fullTypeName } from '../values/typeName.ts';
import type { TensorPlace } from './listTensors.ts';
import { exact } from './tensorEntry.ts';

/** One of the two files. */
export interface DiffSide extends FileFacts {
  readonly format: FormatName;
  readonly counters: Counters;
}

/** A tensor as one side has it. */
export interface TensorBrief {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
}

/** A pair, or a tensor that only one side has; `null` where a figure does not apply. */
export interface DiffEntry {
  /** The left path, or that of an added tensor. */
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly status: MatchStatus;
  readonly count: Figure;
  readonly changed: Figure;
  readonly l2: Figure;
  readonly relL2: Figure;
  readonly maxAbs: Figure;
  readonly maxAbsAt: readonly number[] | null;
  readonly meanDelta: Figure;
  readonly cosine: Figure;
  /** Elements that became NaN; absent where none did. */
  readonly newNan?: Figure;
  /** Both types differ, so values and not bits were compared. */
  readonly byValue?: true;
  /** Both sides where they differ in path, dtype or shape; the one side of an added or removed tensor. */
  readonly before?: TensorBrief;
  readonly after?: TensorBrief;
  /** How a tensor of another path became the partner, and how sure that is. */
  readonly alignedBy?: 'prefix' | 'content' | 'name';
  readonly certainty?: number;
  /** Why there are no figures. */
  readonly why?: string;
}

/** A value that is no tensor; a side is absent where it has no such path. */
export interface DiffValue {
  readonly path: readonly PathStep[];
  readonly name: string;
  readonly before?: ExactJson;
  readonly after?: ExactJson;
}

/** Parameters below a name taken together: relative L2 of the concatenation. */
export interface DiffModule {
  readonly name: string;
  readonly tensors: number;
  readonly changed: number;
  readonly l2: Figure;
  readonly relL2: Figure;
}

export type DiffTotals = { readonly [Status in MatchStatus]: number } & {
  readonly tensors: number;
  readonly values: number;
};

/** What `epochscope diff --json` prints: schema `epochscope.diff/1`. */
export interface DiffDocument {
  readonly schema: 'epochscope.diff/1';
  readonly left: DiffSide;
  readonly right: DiffSide;
  /** Whether anything differs by more than the tolerance. */
  readonly same: boolean;
  readonly tensors: readonly DiffEntry[];
  readonly modules: readonly DiffModule[];
  readonly values: readonly DiffValue[];
  readonly totals: DiffTotals;
  readonly findings: readonly Finding[];
  readonly cost: Cost;
}

export type DiffSort = 'relL2' | 'maxAbs' | 'name';

export interface DiffOptions {
  /** The files' names as the document shows them: without their folders. */
  readonly names: readonly [left: string, right: string];
  readonly isSelected: (name: string) => boolean;
  /** Order of the tensors; that of the left file without it. */
  readonly sort?: DiffSort;
  /** Relative L2 up to which a change counts as none for `same`. */
  readonly tolerance: number;
  /** Whether bookkeeping of `state_dict()`, which names modules, is left out of the values. */
  readonly align: boolean;
  readonly cost: Cost;
}

/** Everything that `epochscope diff` tells about two files. */
export function createDiffDocument(comparison: Comparison, options: DiffOptions): DiffDocument {
  return finishSteps(createDiffDocumentInSteps(comparison, options));
}

/** {@link createDiffDocument} as interruptible work. */
export function* createDiffDocumentInSteps(comparison: Comparison, options: DiffOptions): Steps<DiffDocument> {
  const described: DescribedMatch[] = [];
  yield* stepThrough(comparison.matches, (match) => described.push({ match, figures: describeMatch(match) }));
  const entries: DiffEntry[] = [];
  yield* stepThrough(sortMatches(described, options.sort), (one) => entries.push(describeEntry(one)));
  const modules: DiffModule[] = [];
  yield* stepThrough(yield* rollUpModules(comparison), (module) => {
    modules.push({ ...module, l2: exactFigure(module.l2), relL2: exactFigure(module.relL2) });
  });
  const values = comparison.values.changes.filter(
    ({ path }) => options.isSelected(formatPathName(path)) && !(options.align && isBookkeeping(path)),
  );
  const shown: DiffValue[] = [];
  yield* stepThrough(values, (change) => shown.push(describeValue(change)));
  const differs =
    values.length > 0 || comparison.values.more > 0 || described.some((one) => isDifference(one, options));
  return {
    schema: 'epochscope.diff/1',
    left: describeSide(comparison.left, options.names[0]),
    right: describeSide(comparison.right, options.names[1]),
    same: !differs,
    tensors: entries,
    modules,
    values: shown,
    totals: {
      ...countStatuses(described.map(({ figures }) => figures)),
      tensors: described.length,
      values: values.length + comparison.values.more,
    },
    findings: listComparisonFindings(comparison, described).map(({ finding }) => finding),
    cost: options.cost,
  };
}

function isDifference({ figures }: DescribedMatch, { tolerance }: DiffOptions): boolean {
  if (figures.status === 'identical') return false;
  const isWithin = figures.relL2 !== undefined && figures.relL2 <= tolerance && figures.newNan === 0;
  return !(figures.status === 'changed' && isWithin && tolerance > 0);
}

function describeSide({ source, format, root }: OpenedFile, name: string): DiffSide {
  const { size, modified } = source;
  return {
    name,
    bytes: size,
    ...(modified !== undefined && { modified }),
    format,
    counters: readCounters(root),
  };
}

/** Largest change first; what has no figure comes after what has one. */
function sortMatches(described: readonly DescribedMatch[], sort: DiffSort | undefined): readonly DescribedMatch[] {
  if (sort === undefined) return described;
  if (sort !== 'name') return described.toSorted((a, b) => (b.figures[sort] ?? -1) - (a.figures[sort] ?? -1) || 0);
  const names = new Map(described.map((one) => [one, nameOf(one.match)]));
  return described.toSorted((a, b) => ((names.get(a) ?? '') < (names.get(b) ?? '') ? -1 : 1));
}

function nameOf({ left, right }: ComparedMatch): string {
  return formatPathName((left ?? right)?.path ?? []);
}

function describeEntry({ match, figures }: DescribedMatch): DiffEntry {
  const { left, right, by, certainty } = match;
  const { status, maxAbsAt, newNan, byValue, why } = figures;
  const showsSides = left === undefined || right === undefined || by !== 'path' || isTold(left, right);
  return {
    path: (left ?? right)?.path ?? [],
    name: nameOf(match),
    status,
    count: figures.count === undefined ? null : exactCount(figures.count),
    changed: figures.changed === undefined ? null : exactCount(figures.changed),
    l2: exactFigure(figures.l2),
    relL2: exactFigure(figures.relL2),
    maxAbs: exactFigure(figures.maxAbs),
    maxAbsAt: maxAbsAt ?? null,
    meanDelta: exactFigure(figures.meanDelta),
    cosine: exactFigure(figures.cosine),
    ...(newNan > 0 && { newNan: exactCount(newNan) }),
    ...(byValue && { byValue }),
    ...(showsSides && left !== undefined && { before: describeTensor(left) }),
    ...(showsSides && right !== undefined && { after: describeTensor(right) }),
    ...(by !== 'path' && { alignedBy: by, certainty: Math.round(certainty * 1000) / 1000 }),
    ...(why !== undefined && { why }),
  };
}

function isTold(left: TensorPlace, right: TensorPlace): boolean {
  return left.value.dtype !== right.value.dtype || !isSameShape(left.value.shape, right.value.shape);
}

function describeTensor({ path, value }: TensorPlace): TensorBrief {
  return { path, name: formatPathName(path), dtype: value.dtype, shape: value.shape.map(exact) };
}

function describeValue({ path, before, after, typeOnly }: ValueChange): DiffValue {
  const json = (value: PyValue): ExactJson => (typeOnly === true ? { $type: fullTypeName(value) } : changedJson(value));
  return {
    path,
    name: formatPathName(path),
    ...(before !== undefined && { before: json(before) }),
    ...(after !== undefined && { after: json(after) }),
  };
}
