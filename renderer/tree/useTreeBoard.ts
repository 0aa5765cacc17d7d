import { useSyncExternalStore } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import type { TreeModel } from '../grid/treeModel.ts';
import { useBoard, type Board } from '../grid/useBoard.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';

/** The tree of a file. A view that goes by statistics is arranged anew whenever a question about them has ended. */
export function useTreeBoard(file: ReadyFile, model: TreeModel, statistics: FileStatistics): Board {
  const figures = useSyncExternalStore(statistics.subscribe, statistics.answers);
  return useBoard({
    key: file.id,
    model,
    arrange: (view) => file.engine.arrangeTree({ file: file.id, view }),
    figures,
  });
}
