import { InspectError } from '../inspectError.ts';
import { isRecord } from '../record.ts';
import { CREDIT_FRAMES, MAX_ID, PIECE_BYTES, type Body, type Frame } from './channel.ts';

/** Buffers of one body at most; the index of a tree has fifteen. */
const MAX_BUFFERS = 4096;
/** Characters of a method name at most. */
const MAX_METHOD_CHARS = 64;

/**
 * Checks that a message from the other side of a boundary is a frame, whoever sent it.
 *
 * @throws InspectError `engine/protocol`, after which the channel is of no use.
 */
export function readFrame(message: unknown): Frame {
  if (!isRecord(message)) throw notAFrame('an object', typeof message);
  const { t, id, method, body, bytes, count } = message;
  // Only the engine's word on the connection itself has the id 0, see channel.ts.
  if (!isCount(id, MAX_ID) || (id === 0 && t !== 'error')) throw notAFrame(`an id from 1 to ${MAX_ID}`, String(id));
  switch (t) {
    case 'call':
      if (typeof method !== 'string' || method.length > MAX_METHOD_CHARS) throw notAFrame('a method', typeof method);
      return { t, id, method, body: readBody(body) };
    case 'update':
    case 'result':
    case 'error':
      return { t, id, body: readBody(body) };
    case 'cancel':
      return { t, id };
    case 'piece':
      if (!(bytes instanceof Uint8Array) || bytes.length > PIECE_BYTES)
        throw notAFrame('a piece of 1 MiB at most', typeof bytes);
      return { t, id, bytes };
    case 'ack':
      if (!isCount(count, CREDIT_FRAMES)) throw notAFrame(`1 to ${CREDIT_FRAMES} frames taken`, String(count));
      return { t, id, count };
    default:
      throw notAFrame('a known kind of frame', String(t));
  }
}

function readBody(value: unknown): Body {
  if (!isRecord(value)) throw notAFrame('a body', typeof value);
  const { json, buffers } = value;
  if (typeof json !== 'string' || json.length > PIECE_BYTES) throw notAFrame('a text of 1 MiB at most', typeof json);
  if (!isLengths(buffers)) throw notAFrame(`the lengths of at most ${MAX_BUFFERS} buffers`, typeof buffers);
  return { json, buffers };
}

function isLengths(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= MAX_BUFFERS && value.every((item) => isCount(item, MAX_LENGTH));
}

/** Sums of {@link MAX_BUFFERS} lengths stay exact. */
const MAX_LENGTH: number = 2 ** 40;

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}

function notAFrame(expected: string, found: string): InspectError {
  return new InspectError({
    code: 'engine/protocol',
    message: 'A message is no frame of the engine contract.',
    expected,
    found,
  });
}
