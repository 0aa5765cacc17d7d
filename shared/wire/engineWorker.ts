import type { FileId } from '../engineApi.ts';
import { isRecord } from '../record.ts';
import type { Channel } from './channel.ts';
import type { MessagePipe } from './messagePipe.ts';
import { createPortChannel } from './portChannel.ts';

/** What a granted id stands for, in the terms of the platform that reads it: a path, or Blobs. Only hosts make these. */
export interface ResourceGrant<Resource> {
  readonly file: FileId;
  readonly resource: Resource;
}

/**
 * An engine that runs elsewhere, as its host holds it. Its end, whatever the cause, closes the channel, and closing the
 * channel ends it at once, with everything that it holds open.
 */
export interface EngineWorker<Resource> {
  readonly channel: Channel;
  /** Tells the worker what ids stand for. It arrives before any frame that is sent later. */
  grant(grants: readonly ResourceGrant<Resource>[]): void;
}

/** The one message beside frames on a worker's pipe. */
interface GrantMessage<Resource> {
  readonly t: 'grant';
  readonly grants: readonly ResourceGrant<Resource>[];
}

/** The host's view of a worker, over a pipe that moves ArrayBuffers and whose end is the worker's: a thread, a Web Worker. */
export function engineWorkerOver<Resource>(pipe: MessagePipe): EngineWorker<Resource> {
  const channel = createPortChannel(pipe, { transfer: true });
  return {
    channel,
    grant(grants) {
      const message: GrantMessage<Resource> = { t: 'grant', grants };
      pipe.post(message, []);
    },
  };
}

/** The worker's view of its host: frames on the channel, grants beside it. */
export function createWorkerChannel<Resource>(
  pipe: MessagePipe,
  onGrant: (grant: ResourceGrant<Resource>) => void,
): Channel {
  return createPortChannel(pipe, {
    transfer: true,
    intercept(message) {
      if (!isGrantMessage<Resource>(message)) return false;
      for (const grant of message.grants) onGrant(grant);
      return true;
    },
  });
}

/** Only the host holds the other end of a worker's pipe, and no page's frame has this kind: that is check enough. */
function isGrantMessage<Resource>(message: unknown): message is GrantMessage<Resource> {
  return isRecord(message) && message['t'] === 'grant';
}
