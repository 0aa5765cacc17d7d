import { formatPathName } from '../../shared/pathStep.ts';
import type { PyValue } from '../values/pyValue.ts';
import { listTensors, type TensorList, type TensorPlace } from './listTensors.ts';

/** The places of tensors whose names are asked for; `sameAs` counts within them. */
export function selectTensors(root: PyValue, isSelected: (name: string) => boolean): TensorList {
  const { places, findings } = listTensors(root);
  const firsts = new Map<object, number>();
  const selected: TensorPlace[] = [];
  for (const { value, path } of places) {
    if (!isSelected(formatPathName(path))) continue;
    const sameAs = firsts.get(value);
    if (sameAs === undefined) firsts.set(value, selected.length);
    selected.push({ value, path, sameAs });
  }
  return { places: selected, findings };
}
