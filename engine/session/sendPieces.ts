import type { CallContext } from '../../shared/engineApi.ts';
import type { Pacer } from '../pacer.ts';

/** Characters of one update: large enough to be quick, small enough for one frame. */
const UPDATE_LENGTH = 65_536;

/** Sends text that comes in small pieces, in larger ones, as fast as the receiver takes it. */
export async function sendPieces(
  pieces: Iterable<string>,
  { onUpdate, drained }: Pick<CallContext<string>, 'onUpdate' | 'drained'>,
  pacer: Pacer,
): Promise<void> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length >= UPDATE_LENGTH) {
      onUpdate?.(text);
      text = '';
      await drained?.();
    }
    if (pacer.isDue()) await pacer.pause();
  }
  if (text !== '') onUpdate?.(text);
}
