import type { Channel, Frame } from './channel.ts';

/** The receiving half of every channel: keeps early frames, tells the end once. */
export interface ChannelInbox extends Pick<Channel, 'onFrame' | 'onClose'> {
  receive(frame: Frame): void;
  /** Later frames are dropped. Ending twice is no error. */
  end(reason?: Error): void;
  isOpen(): boolean;
}

export function createChannelInbox(): ChannelInbox {
  const early: Frame[] = [];
  const closeListeners: ((reason?: Error) => void)[] = [];
  let listener: ((frame: Frame) => void) | undefined;
  let ended: { readonly reason: Error | undefined } | undefined;

  return {
    receive(frame) {
      if (ended !== undefined) return;
      if (listener === undefined) early.push(frame);
      else listener(frame);
    },
    end(reason) {
      if (ended !== undefined) return;
      ended = { reason };
      for (const tell of closeListeners) tell(reason);
    },
    isOpen: () => ended === undefined,
    onFrame(next) {
      listener = next;
      for (const frame of early.splice(0)) next(frame);
    },
    onClose(tell) {
      if (ended === undefined) closeListeners.push(tell);
      else tell(ended.reason);
    },
  };
}
