import { InspectError } from '../inspectError.ts';
import { decodeBody } from './body.ts';
import { CREDIT_FRAMES, type Body, type Channel, type HeaderFrame, type PieceFrame } from './channel.ts';

/** Puts the bodies of one call back together, in one direction, and acknowledges what it has taken. */
export interface BodyReceiver {
  /**
   * Takes the next header or piece.
   *
   * @returns the value, when this frame completed one.
   * @throws InspectError `engine/protocol` for a body that is too large or bytes that no header announced.
   */
  take(frame: HeaderFrame | PieceFrame): ReceivedBody | undefined;
  /** Acknowledges nothing until the promise has settled: the sender runs out of credit and waits. */
  holdCredit(until: Promise<void>): void;
}

export interface ReceivedBody {
  readonly t: HeaderFrame['t'];
  readonly value: unknown;
}

/** Acknowledging every second half of the credit keeps the sender busy at a quarter of the messages. */
const ACK_EVERY: number = CREDIT_FRAMES / 2;

/** A receiver of frames with `id`. `maxBytes` bounds the buffers of one body. */
export function createBodyReceiver(id: number, channel: Channel, maxBytes: number): BodyReceiver {
  let current: { readonly t: HeaderFrame['t']; readonly filling: Filling } | undefined;
  let taken = 0;
  let holds = 0;

  function acknowledge(): void {
    if (holds > 0 || taken < ACK_EVERY) return;
    channel.send({ t: 'ack', id, count: taken });
    taken = 0;
  }
  function release(): void {
    holds -= 1;
    acknowledge();
  }

  return {
    take(frame) {
      if (frame.t === 'piece') {
        if (current === undefined) throw tooMany();
        current.filling.add(frame.bytes);
      } else {
        current = { t: frame.t, filling: fillBuffers(frame.body, maxBytes) };
      }
      taken += 1;
      acknowledge();
      if (!current.filling.isFull()) return undefined;
      const { t, filling } = current;
      current = undefined;
      return { t, value: filling.decode() };
    },
    holdCredit(until) {
      holds += 1;
      until.then(release, release);
    },
  };
}

interface Filling {
  add(bytes: Uint8Array): void;
  isFull(): boolean;
  decode(): unknown;
}

function fillBuffers({ json, buffers: lengths }: Body, maxBytes: number): Filling {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total > maxBytes) {
    throw new InspectError({
      code: 'engine/protocol',
      message: 'A message is larger than this side of the connection accepts.',
      expected: `at most ${maxBytes} bytes`,
      found: `${total} bytes`,
    });
  }
  const buffers = lengths.map((length) => new ArrayBuffer(length));
  let index = 0;
  let offset = 0;
  let received = 0;

  return {
    add(bytes) {
      let rest = bytes;
      while (rest.length > 0) {
        const target = buffers[index];
        if (target === undefined) throw tooMany();
        const part = rest.subarray(0, target.byteLength - offset);
        new Uint8Array(target).set(part, offset);
        rest = rest.subarray(part.length);
        offset += part.length;
        received += part.length;
        if (offset === target.byteLength) {
          index += 1;
          offset = 0;
        }
      }
    },
    isFull: () => received === total,
    decode: () => decodeBody(json, buffers),
  };
}

function tooMany(): InspectError {
  return new InspectError({
    code: 'engine/protocol',
    message: 'A message carries more bytes than its header announced.',
  });
}
