import type { Channel, Frame } from './channel.ts';
import { createChannelInbox } from './channelInbox.ts';
import type { MessagePipe } from './messagePipe.ts';
import { readFrame } from './readFrame.ts';

export interface PortChannelOptions {
  /** Whether the pipe moves ArrayBuffers instead of copying them. An Electron MessagePortMain cannot. */
  readonly transfer: boolean;
  /** Sees every message first; true means that it was no frame and has been dealt with. */
  readonly intercept?: (message: unknown) => boolean;
}

/** Frames over a pipe for structured messages. A message that is no frame closes it, with the reason. */
export function createPortChannel(pipe: MessagePipe, { transfer, intercept }: PortChannelOptions): Channel {
  const inbox = createChannelInbox();

  function end(reason?: Error): void {
    if (!inbox.isOpen()) return;
    inbox.end(reason);
    pipe.close();
  }

  function receive(message: unknown): void {
    if (!inbox.isOpen() || intercept?.(message) === true) return;
    let frame: Frame;
    try {
      frame = readFrame(message);
    } catch (error) {
      end(error instanceof Error ? error : undefined);
      return;
    }
    inbox.receive(frame);
  }

  pipe.listen(receive, end);

  return {
    send(frame) {
      if (!inbox.isOpen()) return;
      if (frame.t !== 'piece') {
        pipe.post(frame, []);
        return;
      }
      // A copy, since posting a view would send all of the buffer behind it, and moving it would empty the sender's arrays.
      const bytes = frame.bytes.slice();
      pipe.post({ ...frame, bytes }, transfer ? [bytes.buffer] : []);
    },
    onFrame: (listener) => inbox.onFrame(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => end(),
  };
}
