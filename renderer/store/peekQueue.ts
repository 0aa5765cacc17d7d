import type { EngineApi, FileId, PeekResult } from '../../shared/engineApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';

import { createCollector } from './collectItems.ts';

/** Files that one question asks for: small, so that rows scrolled into view do not wait for those scrolled past. */
const BATCH = 16;

/** Reads counters for rows that come into view: the rows asked for last are read first, each file once. */
export interface PeekQueue {
  request(files: readonly FileId[]): void;
  /** Lets matching files be asked for again. */
  forget(matches: (file: FileId) => boolean): void;
}

/** A queue with one question under way at a time; results are handed on in the batches in which they arrive. */
export function createPeekQueue(
  engine: () => Pick<EngineApi, 'peek'>,
  onResults: (results: readonly PeekResult[]) => void,
): PeekQueue {
  const known = new Set<FileId>();
  let waiting: FileId[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    for (let files = waiting.splice(-BATCH); files.length > 0; files = waiting.splice(-BATCH)) {
      await ask(files.toReversed());
    }
    running = false;
  };
  const ask = async (files: readonly FileId[]): Promise<void> => {
    const missing = new Set(files);
    const collector = createCollector(onResults);
    const onUpdate = (result: PeekResult): void => {
      missing.delete(result.file);
      collector.add([result]);
    };
    try {
      await engine().peek({ files }, { onUpdate });
    } catch (error) {
      const { code, message } = toErrorData(error);
      collector.add([...missing].map((file) => ({ file, error: { code, message } })));
    }
    collector.flush();
  };
  return {
    request(files) {
      const fresh = files.filter((file) => !known.has(file));
      for (const file of fresh) known.add(file);
      // The batch is taken from the end: reversed, the first row asked for is the first one read.
      waiting = [...waiting, ...fresh.toReversed()];
      if (!running && waiting.length > 0) void run();
    },
    forget(matches) {
      for (const file of known) if (matches(file)) known.delete(file);
      waiting = waiting.filter((file) => !matches(file));
    },
  };
}
