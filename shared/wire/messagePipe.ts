import { isRecord } from '../record.ts';

/** A way to move structured messages, as platforms offer it: a MessagePort, a Worker, a worker's own scope. */
export interface MessagePipe {
  post(message: unknown, transfer: ArrayBuffer[]): void;
  /** Called once, before anything is posted. `onEnd` may be called more than once. */
  listen(onMessage: (message: unknown) => void, onEnd: (reason?: Error) => void): void;
  /** Ends the pipe; the way to a worker ends the worker, whatever it is doing. */
  close(): void;
}

/** What a DOM MessagePort, a Web Worker and a Web Worker's own scope have in common; `shared` knows no DOM. */
export interface PortLike {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'error' | 'messageerror', listener: (event: unknown) => void): void;
  start?(): void;
  close?(): void;
  terminate?(): void;
}

/** A DOM port as a pipe. An error that a worker does not catch ends it: its state is not to be trusted any more. */
export function pipeOfPort(port: PortLike): MessagePipe {
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen(onMessage, onEnd) {
      port.addEventListener('message', ({ data }) => onMessage(data));
      port.addEventListener('close', () => onEnd());
      port.addEventListener('messageerror', () => onEnd(new Error('a message could not be read')));
      port.addEventListener('error', (event) => onEnd(new Error(textOf(event))));
      port.start?.();
    },
    close() {
      port.terminate?.();
      port.close?.();
    },
  };
}

function textOf(event: unknown): string {
  const message = isRecord(event) ? event['message'] : undefined;
  return typeof message === 'string' && message !== '' ? message : 'its script could not be loaded';
}
