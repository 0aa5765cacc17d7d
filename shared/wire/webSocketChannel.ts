import { InspectError } from '../inspectError.ts';
import type { Channel, Frame } from './channel.ts';
import { createChannelInbox } from './channelInbox.ts';
import { decodeFrame, encodeFrame } from './frameCodec.ts';
import { CloseCode, readHello, type Hello, type TokenMessage } from './hello.ts';
import type { Scheduler } from './scheduler.ts';

/** What the browser's WebSocket and Node's `ws` have in common; `shared` knows neither. */
export interface WebSocketLike {
  binaryType: string;
  /** Bytes handed over and not yet sent. */
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
}

/** Bytes that may wait inside the socket; more wait here, as frames that are not copied yet. */
const MAX_BUFFERED_BYTES: number = 4 << 20;
/** Milliseconds between two looks at a full socket, which has no event for having room again. */
const LOOK_AGAIN_MS = 10;

/** Frames over an open WebSocket, past its greeting. A message that is no frame closes it. */
export function createWebSocketChannel(socket: WebSocketLike, scheduler: Scheduler): Channel {
  const inbox = createChannelInbox();
  let waiting: Frame[] = [];
  let cancelLook: (() => void) | undefined;
  socket.binaryType = 'arraybuffer';

  function pump(): void {
    cancelLook = undefined;
    while (inbox.isOpen() && socket.bufferedAmount < MAX_BUFFERED_BYTES) {
      const frame = waiting.shift();
      if (frame === undefined) return;
      socket.send(encodeFrame(frame));
    }
    if (inbox.isOpen()) cancelLook = scheduler.after(LOOK_AGAIN_MS, pump);
  }

  function end(reason?: Error): void {
    waiting = [];
    cancelLook?.();
    inbox.end(reason);
  }

  socket.addEventListener('message', ({ data }) => {
    let frame: Frame;
    try {
      frame = readMessage(data);
    } catch (error) {
      // The code first: whoever hears of the end closes the channel once more, without one.
      socket.close(CloseCode.protocol, 'not a frame');
      end(error instanceof Error ? error : undefined);
      return;
    }
    inbox.receive(frame);
  });
  socket.addEventListener('close', (event) => end(closeError(event)));
  // The close event follows and says more; Node's sockets want a listener all the same.
  socket.addEventListener('error', () => undefined);

  return {
    send(frame) {
      if (!inbox.isOpen()) return;
      waiting.push(frame);
      if (cancelLook === undefined) pump();
    },
    onFrame: (listener) => inbox.onFrame(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      end();
      socket.close(CloseCode.normal);
    },
  };
}

/** A connection that the server has accepted. */
export interface ServerConnection {
  readonly hello: Hello;
  readonly channel: Channel;
}

/**
 * Introduces a page to its server over a WebSocket that is still connecting: the token first, then the server's greeting.
 *
 * @throws InspectError `engine/refused` when the server does not accept the page, `engine/closed` when it is not there.
 */
export function connectToServer(socket: WebSocketLike, token: string, scheduler: Scheduler): Promise<ServerConnection> {
  return new Promise((resolve, reject) => {
    let greeted = false;
    // Frames may follow the greeting at once.
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      const message: TokenMessage = { token };
      socket.send(JSON.stringify(message));
    });
    socket.addEventListener('message', ({ data }) => {
      if (greeted) return;
      greeted = true;
      const hello = readHello(data);
      if (hello !== undefined) {
        resolve({ hello, channel: createWebSocketChannel(socket, scheduler) });
        return;
      }
      reject(
        new InspectError({
          code: 'engine/protocol',
          message: 'The server greets in a way that this page does not know.',
        }),
      );
      socket.close(CloseCode.protocol, 'not a greeting');
    });
    socket.addEventListener('close', (event) => reject(closeError(event)));
    socket.addEventListener('error', () => undefined);
  });
}

function readMessage(data: unknown): Frame {
  if (data instanceof ArrayBuffer) return decodeFrame(data);
  throw new InspectError({ code: 'engine/protocol', message: 'A message on the connection is text, not a frame.' });
}

function closeError({ code, reason }: { readonly code: number; readonly reason: string }): InspectError {
  if (code === CloseCode.token) {
    return new InspectError({
      code: 'engine/refused',
      message: 'The server does not know this link: it was started again since, or the link is incomplete.',
      advice: 'Open the link that the server printed last.',
    });
  }
  if (code === CloseCode.busy) {
    return new InspectError({
      code: 'engine/refused',
      message: 'Too many windows are connected to this server.',
      advice: 'Close one of them, then load this page again.',
    });
  }
  return new InspectError({
    code: 'engine/closed',
    message: `The connection to the server ended${reason === '' ? '' : ` (${reason})`}.`,
    advice: 'Check that the server still runs, then load this page again.',
  });
}
