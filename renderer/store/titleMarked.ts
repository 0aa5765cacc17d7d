import type { AppState } from './appState.ts';
import { countersOf, orderByTraining } from './trainingOrder.ts';

/** `Compare 35 and 39`, for two marked files; undefined where there are not two. */
export function titleMarked(state: AppState): string | undefined {
  const { marks } = state;
  if (marks.length !== 2) return undefined;
  const epochs = orderByTraining(state, marks).map((file) => countersOf(state, file).epoch);
  const [first, second] = epochs;
  const isTold = first !== undefined && second !== undefined && first !== second;
  return isTold ? `Compare ${first} and ${second}` : 'Compare the two';
}
