import type { Channel, Frame } from '../../shared/wire/channel.ts';

/** What a client's channel has carried. */
export interface CreditWatch {
  /** Frames with payload that had arrived and were not acknowledged, for one question, at the worst moment. */
  readonly peakUnacknowledged: number;
  readonly pieces: number;
  readonly largestPiece: number;
}

/** The same channel, with an eye on how many frames its other end sends unasked. */
export function watchCredit(channel: Channel): { readonly channel: Channel; readonly watch: CreditWatch } {
  const watch = { peakUnacknowledged: 0, pieces: 0, largestPiece: 0 };
  const open = new Map<number, number>();

  function seeArrival(frame: Frame): void {
    if (frame.t === 'ack') return;
    const unacknowledged = (open.get(frame.id) ?? 0) + 1;
    open.set(frame.id, unacknowledged);
    watch.peakUnacknowledged = Math.max(watch.peakUnacknowledged, unacknowledged);
    if (frame.t !== 'piece') return;
    watch.pieces += 1;
    watch.largestPiece = Math.max(watch.largestPiece, frame.bytes.length);
  }

  return {
    watch,
    channel: {
      ...channel,
      send(frame) {
        if (frame.t === 'ack') open.set(frame.id, (open.get(frame.id) ?? 0) - frame.count);
        channel.send(frame);
      },
      onFrame(listener) {
        channel.onFrame((frame) => {
          seeArrival(frame);
          listener(frame);
        });
      },
    },
  };
}
