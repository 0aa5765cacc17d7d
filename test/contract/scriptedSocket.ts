import type { WebSocketLike } from '../../shared/wire/webSocketChannel.ts';

interface ScriptedEvent {
  readonly data: unknown;
  readonly code: number;
  readonly reason: string;
}

export interface ScriptedSocket {
  readonly socket: WebSocketLike & { bufferedAmount: number };
  readonly sent: unknown[];
  /** Close codes, in the order in which the near end closed. */
  readonly closed: (number | undefined)[];
  /** Plays the other end. */
  readonly emit: (type: string, event?: Partial<ScriptedEvent>) => void;
}

/** A socket whose other end is the test. */
export function createScriptedSocket(): ScriptedSocket {
  const listeners = new Map<string, ((event: ScriptedEvent) => void)[]>();
  const sent: unknown[] = [];
  const closed: (number | undefined)[] = [];
  const socket = {
    binaryType: 'blob',
    bufferedAmount: 0,
    send: (data: unknown) => sent.push(data),
    close: (code?: number) => closed.push(code),
    addEventListener: (type: string, listener: (event: ScriptedEvent) => void) => {
      listeners.set(type, [...(listeners.get(type) ?? []), listener]);
    },
  };
  function emit(type: string, event: Partial<ScriptedEvent> = {}): void {
    for (const listener of listeners.get(type) ?? []) listener({ data: undefined, code: 1000, reason: '', ...event });
  }
  return { socket, sent, closed, emit };
}
