import type { Channel, Frame } from './channel.ts';
import { createChannelInbox, type ChannelInbox } from './channelInbox.ts';

/**
 * Two ends of one channel inside one thread, for the command line and for tests. Frames arrive in a later microtask, as
 * they would from another thread. `copy` (structuredClone) shows in tests that no frame relies on shared objects.
 */
export function createChannelPair(copy: (frame: Frame) => Frame = (frame) => frame): [Channel, Channel] {
  const inboxes = [createChannelInbox(), createChannelInbox()] as const;

  function endBoth(): void {
    for (const inbox of inboxes) inbox.end();
  }
  function endOf(own: ChannelInbox, other: ChannelInbox): Channel {
    return {
      send(frame) {
        if (!own.isOpen()) return;
        const sent = copy(frame);
        queueMicrotask(() => other.receive(sent));
      },
      onFrame: (listener) => own.onFrame(listener),
      onClose: (listener) => own.onClose(listener),
      close: endBoth,
    };
  }

  return [endOf(inboxes[0], inboxes[1]), endOf(inboxes[1], inboxes[0])];
}
