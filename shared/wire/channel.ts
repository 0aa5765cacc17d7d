/**
 * One frame between a client and an engine. Large answers are one `result` or `update` header and numbered `piece`s of at
 * most {@link PIECE_BYTES}; see encode.ts for how a value becomes JSON and buffers.
 */
export type Frame =
  | { readonly t: 'call'; readonly id: number; readonly method: string; readonly body: Body }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'update'; readonly id: number; readonly body: Body }
  | { readonly t: 'result'; readonly id: number; readonly body: Body }
  | { readonly t: 'error'; readonly id: number; readonly body: Body }
  /** The next bytes of the body that the last header frame with this id announced. */
  | { readonly t: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  /** The receiver has taken `count` more frames with this id (credit). */
  | { readonly t: 'ack'; readonly id: number; readonly count: number };

/** A value on the wire: JSON text, and how many bytes of buffers follow in pieces. */
export interface Body {
  readonly json: string;
  /** Lengths in bytes of the buffers that the JSON refers to, in order. They follow as pieces. */
  readonly buffers: readonly number[];
}

/** Bytes in one piece at most. */
export const PIECE_BYTES: number = 1 << 20;
/** Frames with payload that may be on their way unacknowledged, for one call. */
export const CREDIT_FRAMES = 8;

/** A two-way pipe that only moves frames: a MessagePort, a WebSocket, a Worker, or two arrays in a test. */
export interface Channel {
  send(frame: Frame): void;
  /** One listener at a time. Frames that arrive before it is set are kept. */
  onFrame(listener: (frame: Frame) => void): void;
  onClose(listener: (reason?: Error) => void): void;
  close(): void;
}
