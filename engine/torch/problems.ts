import type { Finding } from '../../shared/finding.ts';
import type { PyObject } from '../values/pyValue.ts';
import type { StorageValue, TensorValue } from '../values/tensorValue.ts';

/** What a problem is about. Its path is looked up once the whole value is known. */
export type ProblemSubject = TensorValue | StorageValue | PyObject;

export interface Problem {
  readonly subject: ProblemSubject | undefined;
  readonly finding: Finding;
}

/** Findings that are noticed while a value is still being built, so before anything has a path. */
export interface ProblemList {
  readonly problems: readonly Problem[];
  add(subject: ProblemSubject | undefined, finding: Finding): void;
}

/** A list that keeps at most `limit` problems; the rest are counted in one last finding by the caller. */
export function createProblemList(): ProblemList {
  const problems: Problem[] = [];
  return {
    problems,
    add(subject, finding) {
      problems.push({ subject, finding });
    },
  };
}
