import type { TensorSection } from '../../shared/comparison.ts';
import type { Pair } from './pair.ts';

/** A row of a comparison, as questions about its values name it. */
export interface MatchSubject {
  readonly pair: Pair;
  readonly section: TensorSection;
  readonly node: number;
}

/** Names what values are about; a reload is another subject. */
export function nameSubject({ pair, section, node }: MatchSubject): string {
  return `${pair.key}|${section}|${node}`;
}
