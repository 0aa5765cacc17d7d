import type { Finding } from '../../shared/finding.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { pathOf, walkValues } from '../values/walkValues.ts';
import type { Problem } from './problems.ts';

/** Turns problems into findings that say where: the first path that leads to what a problem is about, or uses it. */
export function locateProblems(root: PyValue, problems: readonly Problem[]): Finding[] {
  if (problems.length === 0) return [];
  const wanted = new Set<object>(problems.flatMap(({ subject }) => subject ?? []));
  const paths = new Map<object, PathStep[]>();
  if (wanted.size > 0) {
    walkValues(root, {
      enter(visit) {
        if (visit.first !== undefined) return;
        for (const subject of subjectsAt(visit.value)) {
          if (wanted.delete(subject)) paths.set(subject, pathOf(visit));
        }
      },
    });
  }
  return problems.map(({ subject, finding }) => {
    const path = subject && paths.get(subject);
    return path === undefined ? finding : { ...finding, at: { ...finding.at, path } };
  });
}

/** What stands at a place: the value, and for a tensor its parts and storages, which have no place of their own. */
function subjectsAt(value: PyValue): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return value.kind === 'tensor' ? subjectsOf(value) : [value];
}

function subjectsOf(tensor: TensorValue): object[] {
  const { quantization } = tensor;
  const figures =
    quantization !== undefined && 'axis' in quantization ? [quantization.scales, quantization.zeroPoints] : [];
  const parts = [...(tensor.parts ?? []).map((part) => part.tensor), ...figures.filter((figure) => 'kind' in figure)];
  return [tensor, ...(tensor.storage ? [tensor.storage] : []), ...parts.flatMap(subjectsOf)];
}
