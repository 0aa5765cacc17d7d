import { MATCH_STATUSES, type MatchDetail } from '../../shared/comparison.ts';
import type { RowFeed } from '../grid/rowFeed.ts';

/** Details of rows that cells show more of than the tree has: two shapes, two types. */
export interface MatchFeed extends RowFeed {
  readonly detailOf: (node: number) => MatchDetail | undefined;
}

/** Statuses of rows whose two sides look different. */
const PAIRED: ReadonlySet<number> = new Set(
  (['reshaped', 'retyped'] as const).map((status) => MATCH_STATUSES.indexOf(status)),
);

/** Asks for the details of reshaped and retyped rows once they are on screen; others show what the tree has of them. */
export function createMatchFeed(
  status: Uint8Array,
  isTensor: (node: number) => boolean,
  describe: (node: number) => Promise<MatchDetail>,
): MatchFeed {
  const details = new Map<number, MatchDetail>();
  const asked = new Set<number>();
  const listeners = new Set<() => void>();
  let version = 0;
  const ask = async (node: number): Promise<void> => {
    asked.add(node);
    try {
      details.set(node, await describe(node));
    } catch {
      // The row shows one shape; whoever selects it is told what is wrong.
      return;
    }
    version += 1;
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    stateOf: (node) => (details.has(node) ? 'known' : ''),
    watch(nodes) {
      for (const node of nodes) {
        if (PAIRED.has(status[node] ?? 0) && isTensor(node) && !asked.has(node)) void ask(node);
      }
    },
    detailOf: (node) => details.get(node),
  };
}
