import type { StatusCounts } from '../../shared/comparison.ts';
import type { Finding } from '../../shared/finding.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import { FindingList } from '../findingList.ts';
import type { ComparedMatch, Comparison } from './compareCheckpoints.ts';
import type { MatchFigures } from './describeMatch.ts';

export interface DescribedMatch {
  readonly match: ComparedMatch;
  readonly figures: MatchFigures;
}

/** A finding, and the number of the match that it is about. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly match?: number;
}

/** How many matches have each status. */
export function countStatuses(figures: Iterable<Pick<MatchFigures, 'status'>>): StatusCounts {
  const totals = { identical: 0, changed: 0, reshaped: 0, retyped: 0, added: 0, removed: 0, renamed: 0 };
  for (const { status } of figures) totals[status] += 1;
  return totals;
}

/** What is worth knowing about a comparison: errors of both files, then what came out of it. */
export function listComparisonFindings(
  comparison: Comparison,
  described: readonly DescribedMatch[],
): readonly LocatedFinding[] {
  const { left, right, values, alignable } = comparison;
  const findings = new FindingList();
  const matchOf = new Map<Finding, number>();
  const addAbout = (match: number, finding: Finding): void => {
    matchOf.set(finding, match);
    findings.add(finding);
  };
  for (const { source, findings: own } of [left, right]) {
    for (const finding of own) {
      if (finding.severity === 'error') findings.add({ ...finding, message: `${source.name}: ${finding.message}` });
    }
  }
  for (const finding of comparison.findings) findings.add(finding);
  for (const [number, { match, figures }] of described.entries()) {
    const path = (match.right ?? match.left)?.path ?? [];
    if (figures.newNan > 0) addAbout(number, describeNewNan(path, figures));
    if (figures.why !== undefined && figures.status !== 'identical')
      addAbout(number, describeUnknown(path, figures.why));
  }
  const retyped = described.filter(({ figures }) => figures.byValue).length;
  if (retyped > 0) {
    findings.add({
      code: 'tensor/retyped',
      severity: 'info',
      message: `${retyped} ${retyped === 1 ? 'tensor has' : 'tensors have'} another element type: values were compared, not bits.`,
    });
  }
  if (alignable > 0) {
    findings.add({
      code: 'tensor/unaligned',
      severity: 'info',
      message: `${alignable} ${alignable === 1 ? 'tensor has a partner' : 'tensors have partners'} under another prefix: --align brings them together.`,
    });
  }
  if (values.more > 0 || values.cut) {
    findings.add({
      code: 'pickle/expansion',
      severity: 'warning',
      message: values.cut
        ? 'The values share so much that not all of their places were compared.'
        : `${values.more} more values differ and are not listed.`,
    });
  }
  return findings.toArray().map((finding) => {
    const match = matchOf.get(finding);
    return { finding, ...(match !== undefined && { match }) };
  });
}

function describeNewNan(path: readonly PathStep[], { newNan, count }: MatchFigures): Finding {
  return {
    code: 'tensor/new-nan',
    severity: 'error',
    message: 'Elements became NaN.',
    at: { path },
    expected: 'numbers, as before',
    found: `${newNan} of ${count ?? 0}`,
  };
}

function describeUnknown(path: readonly PathStep[], why: string): Finding {
  return {
    code: 'tensor/not-compared',
    severity: 'warning',
    message: `A tensor could not be compared. ${why}`,
    at: { path },
  };
}
