import { InspectError } from '../inspectError.ts';
import { isRecord } from '../record.ts';
import { PIECE_BYTES, type Frame } from './channel.ts';
import { readFrame } from './readFrame.ts';

/** Bytes of an encoded frame at most: a piece and its header, or a header with the longest text that is not a piece. */
export const MAX_FRAME_BYTES: number = PIECE_BYTES + (1 << 17);

const LENGTH_BYTES = 4;

/**
 * A frame as one binary message: the header's length (u32, little-endian), the header as JSON, the payload to the end. The
 * payload is a piece's bytes or a body's JSON text, which is not quoted a second time.
 */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  let header: object = frame;
  let payload: Uint8Array = new Uint8Array();
  if (frame.t === 'piece') {
    header = { t: frame.t, id: frame.id };
    payload = frame.bytes;
  } else if ('body' in frame) {
    const { body, ...rest } = frame;
    header = { ...rest, buffers: body.buffers };
    payload = encoder.encode(body.json);
  }
  const text = encoder.encode(JSON.stringify(header));
  const message = new Uint8Array(LENGTH_BYTES + text.length + payload.length);
  new DataView(message.buffer).setUint32(0, text.length, true);
  message.set(text, LENGTH_BYTES);
  message.set(payload, LENGTH_BYTES + text.length);
  return message;
}

/**
 * The frame of a binary message. A piece is a view into the message.
 *
 * @throws InspectError `engine/protocol` for anything that encodeFrame does not write.
 */
export function decodeFrame(message: ArrayBuffer): Frame {
  if (message.byteLength < LENGTH_BYTES || message.byteLength > MAX_FRAME_BYTES) {
    throw malformed(`${LENGTH_BYTES} to ${MAX_FRAME_BYTES} bytes`, `${message.byteLength} bytes`);
  }
  const headerBytes = new DataView(message).getUint32(0, true);
  if (headerBytes > message.byteLength - LENGTH_BYTES)
    throw malformed('a whole header', `${headerBytes} bytes announced`);
  const header = parseHeader(new Uint8Array(message, LENGTH_BYTES, headerBytes));
  const payload = new Uint8Array(message, LENGTH_BYTES + headerBytes);
  if (header['t'] === 'piece') return readFrame({ ...header, bytes: payload });
  if ('buffers' in header)
    return readFrame({ ...header, body: { json: readText(payload), buffers: header['buffers'] } });
  return readFrame(header);
}

function parseHeader(bytes: Uint8Array): { readonly [key: string]: unknown } {
  let header: unknown;
  try {
    header = JSON.parse(readText(bytes));
  } catch (cause) {
    throw malformed('a JSON header', 'something else', cause);
  }
  if (!isRecord(header)) throw malformed('a JSON object', typeof header);
  return header;
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('UTF-8', 'other bytes', cause);
  }
}

function malformed(expected: string, found: string, cause?: unknown): InspectError {
  return new InspectError(
    { code: 'engine/protocol', message: 'A message on the connection is no frame.', expected, found },
    { cause },
  );
}
