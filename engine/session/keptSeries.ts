import type { TensorSection } from '../../shared/comparison.ts';
import type { Finding } from '../../shared/finding.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { SeriesCheckpoint, SeriesOverview } from '../../shared/series.ts';
import { NodeFlag, type TreeIndex } from '../../shared/treeIndex.ts';
import { pathKey } from '../compare/pairTensors.ts';
import { FindingList } from '../findingList.ts';
import type { Pacer } from '../pacer.ts';
import {
  createSeriesDocument,
  describeSeriesTensor,
  type DescribedTensor,
  type SeriesDocument,
} from '../report/seriesDocument.ts';
import type { Series, SeriesMember } from '../series/describeSeries.ts';
import type { SeriesReading } from '../series/readSeries.ts';
import { sumColumns, type SeriesColumns } from '../series/seriesColumns.ts';
import { createSeriesRowFigures } from '../series/seriesRowFigures.ts';
import { layOutSections, type SeriesSection, type SeriesSections } from '../series/seriesSections.ts';
import { paceSteps, stepThrough, type Steps } from '../steps.ts';
import { makeSearchable, type SearchableTree } from '../tree/searchableTree.ts';

/** What a session keeps of a series: figures and names, no value of any file. */
export interface KeptSeries {
  readonly overview: SeriesOverview;
  readonly sections: { readonly [Section in TensorSection]: KeptSection };
  /** Tensors of the document. */
  readonly tensors: number;
  /** Everything that the command line prints; its list of tensors is made while it is gone through. */
  readonly document: () => object;
}

export interface KeptSection {
  readonly index: TreeIndex;
  readonly columns: SeriesColumns;
  readonly search: SearchableTree;
}

interface ReadParts {
  readonly id: string;
  readonly reading: SeriesReading;
  /** Milliseconds so far. */
  readonly ms: () => number;
}

/** Makes the trees of a series and everything that is answered from it. */
export async function keepSeries({ id, reading, ms }: ReadParts, pacer: Pacer): Promise<KeptSeries> {
  const { series, unreadable, remembered } = reading;
  const laidOut = await layOutSections(series, pacer);
  const findings = await paceSteps(locateFindings(series, laidOut), pacer);
  const keepSection = async (section: SeriesSection): Promise<KeptSection> => {
    const columns = await paceSteps(sumColumns(section, series.checkpoints.length), pacer);
    const { index, firstOf } = section.named.tree;
    const figures = createSeriesRowFigures(section, columns);
    return { index, columns, search: makeSearchable({ index, firstOf, figures }) };
  };
  const sections = { tensors: await keepSection(laidOut.tensors), moments: await keepSection(laidOut.moments) };
  const cost = { ...reading.cost, ms: ms() };
  const overview: SeriesOverview = {
    series: id,
    checkpoints: series.checkpoints.map(describeCheckpoint),
    unreadable: unreadable.map(({ id: file, name, error }) => ({ file, name, error: toErrorData(error) })),
    tensors: laidOut.tensors.tensors.length,
    moments: laidOut.moments.tensors.length,
    findings,
    remembered,
    cost,
  };
  const described = createSeriesDocument({ ...series, tensors: [] }, { unreadable, cost });
  const tensors = series.tensors.map(slimTensor);
  return { overview, sections, tensors: tensors.length, document: documentOf(described, tensors) };
}

/** A function of its own, so that what it keeps is what it names. */
function documentOf(described: SeriesDocument, tensors: readonly DescribedTensor[]): () => object {
  return () => ({ ...described, tensors: describeTensors(tensors) });
}

function* describeTensors(tensors: readonly DescribedTensor[]): Generator<object> {
  for (const tensor of tensors) yield describeSeriesTensor(tensor);
}

function slimTensor({ path, role, l2, relL2, nan, changed }: DescribedTensor): DescribedTensor {
  return { path, role, l2, relL2, nan, changed };
}

function describeCheckpoint({ id, ...member }: SeriesMember): SeriesCheckpoint {
  const { name, bytes, modified, epoch, globalStep, learningRate, findings } = member;
  return {
    file: id,
    name,
    bytes,
    ...(modified !== undefined && { modified }),
    ...(epoch !== undefined && { epoch }),
    ...(globalStep !== undefined && { globalStep }),
    ...(learningRate !== undefined && { learningRate }),
    findings,
  };
}

/** Findings with the rows that they point at, which get a flag. */
function* locateFindings({ findings }: Series, sections: SeriesSections): Steps<SeriesOverview['findings']> {
  const list = new FindingList();
  for (const finding of findings) list.add(finding);
  const listed = list.toArray();
  const wanted = new Set(listed.flatMap(({ at }) => (at?.path === undefined ? [] : pathKey(at.path))));
  const rows = new Map<string, { readonly section: TensorSection; readonly node: number }>();
  for (const { tensors, named } of [sections.tensors, sections.moments]) {
    yield* stepThrough(tensors, ({ series, section }, place) => {
      const key = pathKey(series.path);
      if (wanted.has(key)) rows.set(key, { section, node: named.nodeOf[place] ?? 0 });
    });
  }
  return listed.map((finding): Finding & { readonly section?: TensorSection; readonly node?: number } => {
    const row = finding.at?.path && rows.get(pathKey(finding.at.path));
    if (row === undefined) return finding;
    const { flags } = sections[row.section].named.tree.index;
    flags[row.node] = (flags[row.node] ?? 0) | NodeFlag.finding;
    return { ...finding, ...row };
  });
}
