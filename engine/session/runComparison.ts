import type { ComparisonOverview, TensorSection } from '../../shared/comparison.ts';
import type { Progress } from '../../shared/engineApi.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import { createSectionRule } from '../checkpoint/tensorSections.ts';
import { compareCheckpoints, type ComparedMatch, type Comparison } from '../compare/compareCheckpoints.ts';
import { arrangeRows, type ComparisonRow, type ComparisonRows } from '../compare/comparisonRows.ts';
import { describeMatch } from '../compare/describeMatch.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { createPacer, type Pace, type Pacer } from '../pacer.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import type { ComparedCheckpoints } from './comparedCheckpoints.ts';
import { describeComparison } from './describeComparison.ts';
import { measureLonely } from './lonelyNorms.ts';
import type { OpenSource } from './resources.ts';

/** What comparing takes beside the files. */
export interface ComparingParts {
  readonly pace: Pace;
  /** Over a row of files; threads where the platform has them. */
  readonly poolAcross: (sources: readonly OpenSource[]) => StrandPool;
  /** For what is no plain run; shared, since it is used between two awaits only. */
  readonly kernel: () => DifferenceKernel;
}

/** A comparison as a session holds it while both files are open. */
export interface HeldComparison extends ComparedCheckpoints {
  readonly comparison: Comparison;
  readonly sections: { readonly [Section in TensorSection]: ComparisonRows };
  readonly overview: ComparisonOverview;
}

/** Compares two open files, and arranges what comes of it. Errors: `source/*`, `zip/*`. */
export async function runComparison(
  pair: ComparedCheckpoints,
  { pace, poolAcross, kernel }: ComparingParts,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<HeldComparison> {
  const { left, right, align } = pair;
  const began = pace.clock();
  const pacer = createPacer(pace, signal);
  const sources = [new CountingSource(left.opened.source), new CountingSource(right.opened.source)] as const;
  const comparison = await compareCheckpoints({
    left: { ...left.opened, source: sources[0] },
    right: { ...right.opened, source: sources[1] },
    isSelected: () => true,
    align,
    // Norms of both sides are shown: what is equal is read too.
    trustCrc: false,
    pool: poolAcross([left.source, right.source]),
    kernel: kernel(),
    onProgress: (done, total) => onProgress({ what: 'Comparing', done, total, unit: 'bytes' }),
    signal,
    pacer,
  });
  const lonely = await measureLonely(pair, comparison.matches, { signal, pacer });
  const rows = await divideMatches(pair, comparison.matches, pacer);
  const described = rows.map(({ row }) => row);
  for (const [number, norms] of lonely.norms) {
    const row = described[number];
    if (row !== undefined) described[number] = { ...row, figures: { ...row.figures, ...norms } };
  }
  const sectionRows = (section: TensorSection) => described.filter((_, number) => rows[number]?.section === section);
  const sections = {
    tensors: await arrangeRows(sectionRows('tensors'), pacer),
    moments: await arrangeRows(sectionRows('moments'), pacer),
  };
  const cost = {
    bytesRead: sources.reduce((sum, source) => sum + source.bytesRead, comparison.cost.bytesRead + lonely.bytesRead),
    reads: sources.reduce((sum, source) => sum + source.reads, comparison.cost.reads + lonely.reads),
    ms: pace.clock() - began,
  };
  const overview = describeComparison(pair, { comparison, sections, described, cost });
  return { ...pair, comparison, sections, overview };
}

interface DividedRow {
  readonly section: TensorSection;
  readonly row: ComparisonRow;
}

/** Says for each pair in which section it stands, and where. */
async function divideMatches(
  { left, right }: ComparedCheckpoints,
  matches: readonly ComparedMatch[],
  pacer: Pacer,
): Promise<readonly DividedRow[]> {
  const rules = { left: createSectionRule(left.facts), right: createSectionRule(right.facts) };
  const rows: DividedRow[] = [];
  const divide = (match: ComparedMatch): void => {
    const places = [match.left && rules.left(match.left), match.right && rules.right(match.right)].filter(
      (place) => place !== undefined,
    );
    const kept = places.filter(({ section }) => section === 'moments');
    // A side that knows the parameter names the row.
    const named = kept.find(({ path }) => path !== match.left?.path && path !== match.right?.path);
    const path = (named ?? places[0])?.path ?? [];
    const value = (match.right ?? match.left)?.value;
    if (value === undefined) throw new RangeError('a tensor on one side');
    rows.push({
      section: kept.length > 0 ? 'moments' : 'tensors',
      row: { path, value, match, figures: describeMatch(match), isCounter: places.some((place) => place.isCounter) },
    });
  };
  await paceSteps(stepThrough(matches, divide), pacer);
  return rows;
}
