import { ArrowLeftRight, Equal, Minus, MoveDiagonal, Plus, Triangle, Type, type LucideIcon } from 'lucide-react';
import { MATCH_STATUSES, type MatchStatus, type StatusCounts } from '../../shared/comparison.ts';

/** How a status is drawn and what it is called. */
export interface StatusLook {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What happened beyond a change of values stands out. */
  readonly tone: 'accent' | 'quiet' | 'warn';
}

export const STATUS_LOOKS: Readonly<Record<MatchStatus, StatusLook>> = {
  identical: { icon: Equal, title: 'Every element is the same, bit for bit', tone: 'quiet' },
  changed: { icon: Triangle, title: 'Some elements differ', tone: 'accent' },
  reshaped: { icon: MoveDiagonal, title: 'The shapes differ', tone: 'warn' },
  retyped: { icon: Type, title: 'The element types differ', tone: 'warn' },
  added: { icon: Plus, title: 'Only in B', tone: 'accent' },
  removed: { icon: Minus, title: 'Only in A', tone: 'warn' },
  renamed: { icon: ArrowLeftRight, title: 'Found under another name', tone: 'accent' },
};

/** In the order in which they are counted on screen: what there is most of first. */
export const STATUS_ORDER: readonly MatchStatus[] = [
  'changed',
  ...MATCH_STATUSES.filter((status) => status !== 'changed'),
];

/** Tensors of all statuses together. */
export function countAll(counts: StatusCounts): number {
  return MATCH_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}
