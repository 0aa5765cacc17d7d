import type { EncodedBody } from './body.ts';
import { CREDIT_FRAMES, PIECE_BYTES, type Body, type Channel, type Frame } from './channel.ts';

/** Sends the bodies of one call in one direction, never more than the receiver has credit for. */
export interface FrameSender {
  /** Queues a body behind those before it. `header` wraps it in its header frame. */
  push(header: (body: Body) => Frame, encoded: EncodedBody): void;
  /** The receiver has taken `count` more frames. */
  addCredit(count: number): void;
  /** Resolves when everything queued so far has been handed to the channel. */
  drained(): Promise<void>;
  /** Drops what is queued and lifts the credit: the receiver gave up, so it acknowledges nothing any more. */
  abandon(): void;
}

/** A sender of frames that all carry `id`. */
export function createFrameSender(id: number, channel: Channel): FrameSender {
  let queue: Generator<Frame>[] = [];
  let waiting: (() => void)[] = [];
  let credit = CREDIT_FRAMES;

  function pump(): void {
    while (credit > 0) {
      const [current] = queue;
      if (current === undefined) break;
      const next = current.next();
      if (next.done === true) {
        queue.shift();
        continue;
      }
      credit -= 1;
      channel.send(next.value);
    }
    if (queue.length === 0) wakeAll();
  }

  function wakeAll(): void {
    const resolvers = waiting;
    waiting = [];
    for (const resolve of resolvers) resolve();
  }

  return {
    push(header, encoded) {
      queue.push(bodyFrames(header, id, encoded));
      pump();
    },
    addCredit(count) {
      // Never above the agreed number, whatever the other end says, unless the credit was lifted.
      credit = Math.min(credit + count, Math.max(credit, CREDIT_FRAMES));
      pump();
    },
    drained() {
      if (queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    abandon() {
      queue = [];
      credit = Number.POSITIVE_INFINITY;
      wakeAll();
    },
  };
}

/** The frames of one body, made when they are sent: a queued result costs no second copy of its bytes. */
function* bodyFrames(header: (body: Body) => Frame, id: number, { body, buffers }: EncodedBody): Generator<Frame> {
  yield header(body);
  let parts: Uint8Array[] = [];
  let size = 0;
  for (const buffer of buffers) {
    for (let offset = 0; offset < buffer.length;) {
      const part = buffer.subarray(offset, offset + PIECE_BYTES - size);
      parts.push(part);
      size += part.length;
      offset += part.length;
      if (size === PIECE_BYTES) {
        yield { t: 'piece', id, bytes: joinParts(parts, size) };
        parts = [];
        size = 0;
      }
    }
  }
  if (size > 0) yield { t: 'piece', id, bytes: joinParts(parts, size) };
}

function joinParts(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const joined = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
