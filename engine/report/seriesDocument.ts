import type { Finding } from '../../shared/finding.ts';
import type { Cost } from '../../shared/inspectDocument.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import { FindingList } from '../findingList.ts';
import type { SeriesMember, SeriesTensor } from '../series/describeSeries.ts';
import type { UnreadableFile } from '../series/openCheckpoints.ts';
import { exactCount, exactFigure, type Figure } from '../values/exactFigure.ts';

/** One checkpoint of the series. */
export interface SeriesFileEntry {
  /** The file's name without its folder. */
  readonly file: string;
  readonly bytes: number;
  readonly modified?: string;
  readonly epoch?: number | string;
  readonly globalStep?: number | string;
  /** Of the first parameter group, where the file states one. */
  readonly learningRate?: Figure;
  readonly findings: readonly Finding[];
}

/** A tensor through the series: lists run over the checkpoints; `null` where one does not have it. */
export interface SeriesTensorEntry {
  readonly path: readonly PathStep[];
  readonly name: string;
  /** Absent for what is neither a weight of the state dict nor a moment of an optimizer. */
  readonly role?: 'weight' | 'moment';
  readonly l2: readonly Figure[];
  /** Against the checkpoint before. */
  readonly relL2: readonly Figure[];
  readonly nan: readonly Figure[];
  /** Elements that are not what they were in the checkpoint before. */
  readonly changed: readonly Figure[];
}

/** What `epochscope series --json` prints: schema `epochscope.series/1`. */
export interface SeriesDocument {
  readonly schema: 'epochscope.series/1';
  /** In the order of the step inside. */
  readonly checkpoints: readonly SeriesFileEntry[];
  readonly tensors: readonly SeriesTensorEntry[];
  readonly findings: readonly Finding[];
  readonly cost: Cost;
}

export interface SeriesDocumentOptions {
  /** Files that could not be read. */
  readonly unreadable: readonly Pick<UnreadableFile, 'name' | 'error'>[];
  readonly cost: Cost;
}

/** What the document needs of a series: no value of any file. */
export interface DescribedSeries {
  readonly checkpoints: readonly Omit<SeriesMember, 'facts' | 'epoch' | 'globalStep'>[];
  readonly tensors: readonly DescribedTensor[];
  readonly findings: readonly Finding[];
}

export type DescribedTensor = Pick<SeriesTensor, 'path' | 'role' | 'l2' | 'relL2' | 'nan' | 'changed'>;

/** Everything that `epochscope series` tells about a row of checkpoints. */
export function createSeriesDocument(
  series: DescribedSeries,
  { unreadable, cost }: SeriesDocumentOptions,
): SeriesDocument {
  const findings = new FindingList();
  for (const finding of [...unreadable.map(describeUnreadable), ...series.findings]) findings.add(finding);
  return {
    schema: 'epochscope.series/1',
    checkpoints: series.checkpoints.map(({ name, bytes, modified, counters, learningRate, findings: own }) => ({
      file: name,
      bytes,
      ...(modified !== undefined && { modified }),
      ...(counters.epoch !== undefined && { epoch: counters.epoch }),
      ...(counters.globalStep !== undefined && { globalStep: counters.globalStep }),
      ...(learningRate !== undefined && { learningRate: exactFigure(learningRate) }),
      findings: own,
    })),
    tensors: series.tensors.map(describeSeriesTensor),
    findings: findings.toArray(),
    cost,
  };
}

/** A tensor as the document has it. */
export function describeSeriesTensor({ path, role, l2, relL2, nan, changed }: DescribedTensor): SeriesTensorEntry {
  return {
    path,
    name: formatPathName(path),
    ...(role !== undefined && { role }),
    l2: l2.map(exactFigure),
    relL2: relL2.map(exactFigure),
    nan: nan.map(countOf),
    changed: changed.map(countOf),
  };
}

function describeUnreadable({ name, error }: Pick<UnreadableFile, 'name' | 'error'>): Finding {
  const { message, at, expected, found } = toErrorData(error);
  return {
    code: 'series/unreadable',
    severity: 'error',
    message: `${name} cannot be read: ${message}`,
    ...(at && { at }),
    ...(expected !== undefined && { expected }),
    ...(found !== undefined && { found }),
  };
}

function countOf(count: number | undefined): Figure {
  return count === undefined ? null : exactCount(count);
}
