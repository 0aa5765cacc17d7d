import type { Finding } from '../../shared/finding.ts';
import type { Cost } from '../../shared/inspectDocument.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import { FindingList } from '../findingList.ts';
import type { Series } from '../series/readSeries.ts';
import { exactCount, exactFigure, type Figure } from '../values/exactFigure.ts';

/** One checkpoint of the series. */
export interface SeriesFileEntry {
  /** The file's name without its folder. */
  readonly file: string;
  readonly bytes: number;
  readonly modified?: string;
  readonly epoch?: number | string;
  readonly globalStep?: number | string;
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
  /** Files that could not be opened. */
  readonly unreadable: readonly Finding[];
  readonly cost: Cost;
}

/** Everything that `epochscope series` tells about a row of checkpoints. */
export function createSeriesDocument(series: Series, { unreadable, cost }: SeriesDocumentOptions): SeriesDocument {
  const findings = new FindingList();
  for (const finding of [...unreadable, ...series.findings]) findings.add(finding);
  return {
    schema: 'epochscope.series/1',
    checkpoints: series.checkpoints.map(({ name, bytes, opened, counters, findings: own }) => ({
      file: name,
      bytes,
      ...(opened.source.modified !== undefined && { modified: opened.source.modified }),
      ...(counters.epoch !== undefined && { epoch: counters.epoch }),
      ...(counters.globalStep !== undefined && { globalStep: counters.globalStep }),
      findings: own,
    })),
    tensors: series.tensors.map(({ path, role, l2, relL2, nan, changed }) => ({
      path,
      name: formatPathName(path),
      ...(role !== undefined && { role }),
      l2: l2.map(exactFigure),
      relL2: relL2.map(exactFigure),
      nan: nan.map(countOf),
      changed: changed.map(countOf),
    })),
    findings: findings.toArray(),
    cost,
  };
}

function countOf(count: number | undefined): Figure {
  return count === undefined ? null : exactCount(count);
}
