import type { FileId } from '../../shared/engineApi.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { readFigures, type TensorFigures } from './tensorFigures.ts';
import { useReading, type Reading } from './useReading.ts';

export interface FiguresAnswer {
  readonly figures: ReadonlyMap<number, TensorFigures>;
  /** Why the first tensor without figures has none. */
  readonly why: string | undefined;
}

/** Names what questions about a node's values are about; a reloaded file is another subject. */
export function subjectOf(file: { readonly id: FileId; readonly generation: number }, node: number): string {
  return `${file.id}#${file.generation}#${node}`;
}

/**
 * Statistics of some tensors. They are asked for together and come under the numbers of the tensors' first nodes, which for a
 * repeated row is another one.
 */
export function useFigures(file: ReadyFile, nodes: readonly number[], bytes: number): Reading<FiguresAnswer> {
  const key = nodes.length === 0 ? undefined : subjectOf(file, 0) + nodes.join('+');
  return useReading({
    subject: key,
    bytes,
    read: async ({ signal, onProgress }) => {
      const figures = new Map<number, TensorFigures>();
      const result = await file.engine.computeStatistics(
        { file: file.id, nodes: Uint32Array.from(nodes) },
        {
          signal,
          onUpdate: (update) => {
            if (update.kind === 'progress') onProgress(update.progress);
            else for (const [node, row] of readFigures(update.batch)) figures.set(node, row);
          },
        },
      );
      return { figures, why: result.none[0]?.why };
    },
  });
}
