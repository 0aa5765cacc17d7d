import type { HostApi } from '../../shared/hostApi.ts';
import { streamPieces } from '../tree/streamPieces.ts';
import type { Pair } from './pair.ts';

/** Offers a comparison as a file to save, as `epochscope diff --json` prints it. */
export async function saveComparison(
  host: Pick<HostApi, 'saveText'>,
  {
    engine,
    comparison,
    left,
    right,
  }: Pick<Pair, 'comparison' | 'left' | 'right'> & {
    readonly engine: Pick<Pair['engine'], 'exportComparison'>;
  },
): Promise<boolean> {
  const stem = (name: string): string => name.replace(/\.[^.]*$/u, '');
  return host.saveText(
    `${stem(left.name)}..${stem(right.name)}.diff.json`,
    streamPieces((context) => engine.exportComparison(comparison, context)),
  );
}
