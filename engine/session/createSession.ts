import type { EngineApi, SourceState } from '../../shared/engineApi.ts';
import { createLocalStrandPools, type StrandPool } from '../compare/strandPool.ts';
import { createDifferenceKernel } from '../kernels/differenceKernel.ts';
import { createKernel } from '../kernels/kernel.ts';
import { createPacer, type Pace } from '../pacer.ts';
import type { SummaryCache } from '../series/checkpointSummary.ts';
import { createLocalPools } from '../stats/localPool.ts';
import type { ReductionPool } from '../stats/reductionPool.ts';
import { arrangeTree } from '../tree/arrangeTree.ts';
import { findNodes } from '../tree/findNodes.ts';
import { createComparisonQuestions } from './comparisonQuestions.ts';
import { Comparisons } from './comparisons.ts';
import { checkNode, describeNode } from './describeNode.ts';
import { exportRows } from './exportRows.ts';
import { formatValue } from './formatValue.ts';
import { orGiveUp } from './giveUp.ts';
import { listFolder } from './listFolder.ts';
import { openCheckpoint, type OpenCheckpoint } from './openCheckpoint.ts';
import { OpenFiles } from './openFiles.ts';
import { peekFiles } from './peekFiles.ts';
import type { OpenSource, Resources } from './resources.ts';
import { createSeriesQuestions } from './seriesQuestions.ts';
import { countNode, exportNode, readNodeElements, readNodeSlice } from './tensorViews.ts';
import { valueAt } from './valueAt.ts';

/** What a platform lends to a session: files, a clock, and turns for others while it works. */
export interface SessionParts extends Pace {
  readonly resources: Resources;
  /** What reduces the tensors of a file: threads where the platform has them. Absent: this thread. */
  readonly poolOver?: (source: OpenSource) => ReductionPool;
  /** What compares several files. Absent: this thread. */
  readonly poolAcross?: (sources: readonly OpenSource[]) => StrandPool;
  /** Where summaries of checkpoints that were read are kept. */
  readonly summaries?: SummaryCache;
}

/**
 * The engine behind one window or connection: it answers {@link EngineApi} over the files that it opened, and holds nothing
 * else. Questions about a file that is not open are refused with `engine/closed`; closing a file gives up its questions.
 */
export function createSession(session: SessionParts): EngineApi {
  const { resources, clock, yieldNow, poolOver, poolAcross, summaries } = session;
  const pace: Pace = { clock, yieldNow };
  const local = createLocalPools(createKernel);
  const parts = { pace, poolOver: poolOver ?? ((source) => local.over(source)), kernel: keep(createKernel) };
  const localStrands = createLocalStrandPools(createDifferenceKernel);
  const comparing = {
    pace,
    // Not that of the local pools, whose buffers wait for reads.
    kernel: keep(createDifferenceKernel),
    poolAcross: poolAcross ?? ((sources) => localStrands.across(sources)),
  };
  const comparisons = new Comparisons(comparing);
  const files = new OpenFiles<OpenCheckpoint>({
    async open(file, signal, onProgress) {
      const source = await resources.open(file, signal);
      try {
        return await openCheckpoint(source, parts, { signal, onProgress });
      } catch (error) {
        await source.close();
        throw error;
      }
    },
    // Threads read by the descriptor: it stays until none does.
    async release(opened) {
      await Promise.all([opened.statistics.settle(), comparisons.settle(opened)]);
      await opened.source.close();
    },
  });
  return {
    open: async ({ file }, context) => (await files.open(file, context)).overview,
    close: ({ file }) => files.close(file),
    checkSource: ({ file }) => files.use(file, ({ source }): Promise<SourceState> => source.checkState()),
    treeIndex: ({ file }) => files.use(file, ({ tree }) => tree.index),
    arrangeTree: ({ file, view }) => files.use(file, ({ search }) => arrangeTree(search, view)),
    describeNode: ({ file, node }) => files.use(file, (opened, signal) => describeNode(opened, node, signal)),
    formatValue: ({ file, node, syntax, limit }) =>
      files.use(file, (opened) => {
        checkNode(opened, node);
        return formatValue(valueAt(opened.tree, node), syntax, limit);
      }),
    exportTree: ({ file, nodes, syntax }, context) =>
      files.use(
        file,
        async ({ tree }, signal) => {
          const onPiece = context?.onUpdate ?? (() => {});
          const request = { nodes, syntax, onPiece, drained: context?.drained };
          return { rows: await exportRows(tree, request, createPacer(pace, signal)) };
        },
        context?.signal,
      ),
    computeStatistics: ({ file, nodes }, context) =>
      files.use(file, ({ statistics }, signal) => statistics.compute(nodes, { ...context, signal }), context?.signal),
    groupStatistics: ({ file, nodes }) => files.use(file, ({ statistics }) => statistics.group(nodes)),
    exactHistogram: ({ file, ...asked }, context) =>
      files.use(file, (opened, signal) => countNode(opened, asked, { ...context, signal, pace }), context?.signal),
    readSlice: ({ file, ...asked }, context) =>
      files.use(file, (opened, signal) => readNodeSlice(opened, asked, { ...context, signal, pace }), context?.signal),
    readElements: ({ file, ...asked }) => files.use(file, (opened, signal) => readNodeElements(opened, asked, signal)),
    exportTensor: ({ file, ...asked }, context) =>
      files.use(file, (opened, signal) => exportNode(opened, asked, { ...context, signal, pace }), context?.signal),
    findNodes: ({ file, text, limit }) => files.use(file, ({ tree, search }) => findNodes(tree, search, text, limit)),
    ...createComparisonQuestions({ files, comparisons, pace }),
    ...createSeriesQuestions({ resources, ...comparing, ...(summaries && { summaries }) }),
    listFolder: ({ folder }, context = {}) => orGiveUp(listFolder(resources, folder, context), [context.signal]),
    peek: ({ files: asked }, context = {}) =>
      orGiveUp(peekFiles({ resources, whenOpened: () => files.whenOpened() }, asked, context), [context.signal]),
  };
}

/** A kernel that is made when it is first asked for: its memory is 16 MiB. */
function keep<Made>(make: () => Made): () => Made {
  let kernel: Made | undefined;
  return () => (kernel ??= make());
}
