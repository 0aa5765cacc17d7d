import type { Compared, ComparisonSubject } from '../store/runState.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatDuration } from '../ui/format/formatTime.ts';

/** The answer, if it is that of the comparison on screen. */
export function comparedOf(compared: Compared | undefined, subject: ComparisonSubject): Compared | undefined {
  const { left, right, align } = compared?.comparison ?? {};
  return left === subject.left && right === subject.right && align === subject.align ? compared : undefined;
}

/** What the comparison cost: `Both files compared, 3.12 MiB in 12 ms`. */
export function describeCompared({ overview: { cost } }: Compared): string {
  return `Both files compared, ${formatBytes(cost.bytesRead)} in ${formatDuration(cost.ms)}`;
}
