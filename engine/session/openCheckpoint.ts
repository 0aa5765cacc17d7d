import type { FileOverview, Progress } from '../../shared/engineApi.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { analyzeCheckpoint } from '../checkpoint/analyzeCheckpoint.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import { listOptimizerTensors } from '../checkpoint/optimizerTensors.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { openFile } from '../formats/openFile.ts';
import { createPacer, type Pace } from '../pacer.ts';
import type { ReductionPool } from '../stats/reductionPool.ts';
import { buildTree } from '../tree/buildTree.ts';
import { createRowFigures } from '../tree/rowFigures.ts';
import { makeSearchable, type SearchableTree } from '../tree/searchableTree.ts';
import type { Tree } from '../tree/tree.ts';
import { mapBytes } from './byteMap.ts';
import { describeFile } from './describeFile.ts';
import { FileStatistics } from './fileStatistics.ts';
import type { OpenSource } from './resources.ts';

/** A checkpoint as a session holds it while it is open. */
export interface OpenCheckpoint {
  readonly source: OpenSource;
  readonly opened: OpenedFile;
  readonly facts: CheckpointFacts;
  readonly tree: Tree;
  readonly search: SearchableTree;
  readonly overview: FileOverview;
  readonly statistics: FileStatistics;
}

/** What opening a checkpoint takes beside the file. */
export interface OpeningParts {
  readonly pace: Pace;
  readonly poolOver: (source: OpenSource) => ReductionPool;
  readonly kernel: () => Kernel;
}

/** Opens a source: reads what tells the structure, never a tensor's payload, and makes the tree and the overview. */
export async function openCheckpoint(
  source: OpenSource,
  { pace, poolOver, kernel }: OpeningParts,
  context: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<OpenCheckpoint> {
  const began = pace.clock();
  const { signal, onProgress } = context;
  const pacer = createPacer(pace, signal);
  const counting = new CountingSource(source);
  onProgress({ what: 'Reading the structure', done: 0, total: source.size, unit: 'bytes' });
  const opened = await openFile(counting, { signal });
  await pacer.pause();
  const facts = analyzeCheckpoint(opened);
  await pacer.pause();
  const optimizerTensors = listOptimizerTensors(facts);
  const listed = [...opened.findings, ...facts.findings];
  const content = { root: opened.root, findings: listed, moments: optimizerTensors };
  const { tree, findingNodes, topNodes } = await buildTree(content, pacer, (rows) => {
    onProgress({ what: 'Laying out the tree', done: rows, unit: 'rows' });
  });
  const findings = listed.map((finding, place): FileOverview['findings'][number] => {
    const node = findingNodes[place];
    return node === undefined ? finding : { ...finding, node };
  });
  const bytes = mapBytes({ opened, facts, tree, optimizerTensors });
  await pacer.pause();
  const cost = { bytesRead: counting.bytesRead, reads: counting.reads, ms: pace.clock() - began };
  const overview = describeFile({ opened, facts, tree, topNodes, findings, bytes, cost });
  const statistics = new FileStatistics({ opened, tree, pool: poolOver(source), kernel, pace });
  const search = makeSearchable({ ...tree, figures: createRowFigures(tree, statistics.figures) });
  return { source, opened, facts, tree, search, overview, statistics };
}
