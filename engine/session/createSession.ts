import type { EngineApi, SourceState } from '../../shared/engineApi.ts';
import { createPacer, type Pace } from '../pacer.ts';
import { arrangeTree } from '../tree/arrangeTree.ts';
import { findNodes } from '../tree/findNodes.ts';
import { checkNode, describeNode } from './describeNode.ts';
import { exportRows } from './exportRows.ts';
import { formatValue } from './formatValue.ts';
import { orGiveUp } from './giveUp.ts';
import { listFolder } from './listFolder.ts';
import { openCheckpoint, type OpenCheckpoint } from './openCheckpoint.ts';
import { OpenFiles } from './openFiles.ts';
import { peekFiles } from './peekFiles.ts';
import type { Resources } from './resources.ts';
import { valueAt } from './valueAt.ts';

/** What a platform lends to a session: files, a clock, and turns for others while it works. */
export interface SessionParts extends Pace {
  readonly resources: Resources;
}

/**
 * The engine behind one window or connection: it answers {@link EngineApi} over the files that it opened, and holds nothing
 * else. Questions about a file that is not open are refused with `engine/closed`; closing a file gives up its questions.
 */
export function createSession({ resources, clock, yieldNow }: SessionParts): EngineApi {
  const pace: Pace = { clock, yieldNow };
  const files = new OpenFiles<OpenCheckpoint>({
    async open(file, signal, onProgress) {
      const source = await resources.open(file, signal);
      try {
        return await openCheckpoint(source, pace, { signal, onProgress });
      } catch (error) {
        await source.close();
        throw error;
      }
    },
    release: ({ source }) => source.close(),
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
    findNodes: ({ file, text, limit }) => files.use(file, ({ tree, search }) => findNodes(tree, search, text, limit)),
    listFolder: ({ folder }, context = {}) => orGiveUp(listFolder(resources, folder, context), [context.signal]),
    peek: ({ files: asked }, context = {}) =>
      orGiveUp(peekFiles({ resources, whenOpened: () => files.whenOpened() }, asked, context), [context.signal]),
  };
}
