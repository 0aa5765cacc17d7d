/**
 * One frame between a client and an engine. A large value is one header frame (`call`, `update`, `result`, `error`) and
 * `piece`s of at most {@link PIECE_BYTES}; body.ts says how a value becomes JSON and buffers.
 *
 * Ids are chosen by the client, from 1 to {@link MAX_ID}. An `error` with the id 0 concerns the connection: the engine was
 * started again, and open files must be reopened.
 */
export type Frame =
  | { readonly t: 'call'; readonly id: number; readonly method: string; readonly body: Body }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'update'; readonly id: number; readonly body: Body }
  | { readonly t: 'result'; readonly id: number; readonly body: Body }
  | { readonly t: 'error'; readonly id: number; readonly body: Body }
  /** The next bytes of the body that the last header frame with this id announced. A piece may span several buffers. */
  | { readonly t: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  /** The receiver has taken `count` more header frames and pieces with this id (credit). */
  | { readonly t: 'ack'; readonly id: number; readonly count: number };

/** A frame that announces a body. */
export type HeaderFrame = Extract<Frame, { readonly body: Body }>;
export type PieceFrame = Extract<Frame, { readonly t: 'piece' }>;

/** A value on the wire: JSON text, and how many bytes of buffers follow in pieces. */
export interface Body {
  /** Empty where the text is long: then it is the first buffer, as UTF-8. */
  readonly json: string;
  /** Lengths in bytes of the buffers that the JSON refers to, in order. They follow as pieces, end to end. */
  readonly buffers: readonly number[];
}

/** Bytes in one piece at most. */
export const PIECE_BYTES: number = 1 << 20;
/** Frames with payload that may be on their way unacknowledged, for one call and direction. */
export const CREDIT_FRAMES = 8;
/** Largest id of a call. */
export const MAX_ID: number = 2 ** 31 - 1;

/** A two-way pipe that only moves frames: a MessagePort, a WebSocket, a Worker, or two arrays in a test. */
export interface Channel {
  /** Hands a frame over. A closed channel drops it. */
  send(frame: Frame): void;
  /** One listener at a time. Frames that arrive before it is set are kept. */
  onFrame(listener: (frame: Frame) => void): void;
  /** Called once, also when the channel is closed from this end, at once if it is closed already. */
  onClose(listener: (reason?: Error) => void): void;
  close(): void;
}
