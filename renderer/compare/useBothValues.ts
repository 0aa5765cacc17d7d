import type { MatchDetail } from '../../shared/comparison.ts';
import { useReading } from '../tensor/useReading.ts';
import { nameSubject, type MatchSubject } from './subject.ts';

/** Both values of an element that is pointed at, with every digit: `0.0123 → 0.0121`. Undefined until they are known. */
export function useBothValues(
  subject: MatchSubject,
  { left, right }: MatchDetail,
  element: number | undefined,
): string | undefined {
  const { pair } = subject;
  const isAsked = element !== undefined && left !== undefined && right !== undefined;
  const reading = useReading({
    subject: isAsked ? `${nameSubject(subject)}|${element}` : undefined,
    bytes: 0,
    read: async () => {
      const start = element ?? 0;
      const [before, after] = await Promise.all([
        pair.engine.readElements({ file: pair.left.id, node: left?.node ?? 0, start, count: 1 }),
        pair.engine.readElements({ file: pair.right.id, node: right?.node ?? 0, start, count: 1 }),
      ]);
      return `${before[0] ?? ''} → ${after[0] ?? ''}`;
    },
  });
  return reading.value;
}
