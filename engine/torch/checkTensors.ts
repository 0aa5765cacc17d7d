import type { PyValue } from '../values/pyValue.ts';
import { walkValues } from '../values/walkValues.ts';
import { checkTensor } from './checkTensor.ts';
import type { ProblemList } from './problems.ts';

/** Checks every tensor that can be reached, once each. */
export function checkTensors(root: PyValue, problems: ProblemList): void {
  walkValues(root, {
    enter({ value, first }) {
      if (first === undefined && typeof value === 'object' && value?.kind === 'tensor') checkTensor(value, problems);
    },
  });
}
