import { formatPathName } from '../../shared/pathStep.ts';
import type { PyValue } from '../values/pyValue.ts';
import { finishSteps, stepThrough, type Steps } from '../steps.ts';
import { listTensorsInSteps, type TensorList, type TensorPlace } from './listTensors.ts';

/** The places of tensors whose names are asked for; `sameAs` counts within them. */
export function selectTensors(root: PyValue, isSelected: (name: string) => boolean): TensorList {
  return finishSteps(selectTensorsInSteps(root, isSelected));
}

/** {@link selectTensors} as interruptible work. */
export function* selectTensorsInSteps(root: PyValue, isSelected: (name: string) => boolean): Steps<TensorList> {
  const { places, findings } = yield* listTensorsInSteps(root);
  const firsts = new Map<object, number>();
  const selected: TensorPlace[] = [];
  yield* stepThrough(places, ({ value, path }) => {
    if (!isSelected(formatPathName(path))) return;
    const sameAs = firsts.get(value);
    if (sameAs === undefined) firsts.set(value, selected.length);
    selected.push({ value, path, sameAs });
  });
  return { places: selected, findings };
}
