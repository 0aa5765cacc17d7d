import type { FileResource } from '../engine/node/index.ts';
import type { Channel } from '../shared/wire/channel.ts';
import type { EngineHost } from '../shared/wire/engineHost.ts';
import type { ResourceGrant } from '../shared/wire/engineWorker.ts';
import { CloseCode, readTokenMessage, type Hello } from '../shared/wire/hello.ts';
import type { Scheduler } from '../shared/wire/scheduler.ts';
import { createWebSocketChannel, type WebSocketLike } from '../shared/wire/webSocketChannel.ts';
import type { SessionToken } from './sessionToken.ts';

export interface ConnectionDeskOptions {
  readonly token: SessionToken;
  readonly hello: Hello;
  readonly resources: readonly ResourceGrant<FileResource>[];
  readonly startHost: (client: Channel) => EngineHost<FileResource>;
  readonly scheduler: Scheduler;
}

/** Lets pages in, one engine each, and turns away who has no token or comes when the house is full. */
export interface ConnectionDesk {
  receive(socket: WebSocketLike): void;
  /** Ends every connection. */
  close(): void;
}

/** Pages at once, each with an engine thread of its own. */
export const MAX_PAGES = 16;
/** Milliseconds that a page has to send its token. */
export const TOKEN_PATIENCE_MS = 5000;

export function createConnectionDesk(options: ConnectionDeskOptions): ConnectionDesk {
  const { token, hello, resources, startHost, scheduler } = options;
  const sockets = new Set<WebSocketLike>();

  function admit(socket: WebSocketLike): void {
    socket.send(JSON.stringify(hello));
    const host = startHost(createWebSocketChannel(socket, scheduler));
    host.grant(resources);
  }

  function receive(socket: WebSocketLike): void {
    // A socket without a listener for errors ends the process with its first one.
    socket.addEventListener('error', () => undefined);
    if (sockets.size >= MAX_PAGES) {
      socket.close(CloseCode.busy, 'too many windows');
      return;
    }
    sockets.add(socket);
    const cancelPatience = scheduler.after(TOKEN_PATIENCE_MS, () => socket.close(CloseCode.token, 'no token'));
    let introduced = false;
    socket.addEventListener('message', ({ data }) => {
      if (introduced) return;
      introduced = true;
      cancelPatience();
      if (token.matches(readTokenMessage(data))) admit(socket);
      else socket.close(CloseCode.token, 'wrong token');
    });
    socket.addEventListener('close', () => {
      cancelPatience();
      sockets.delete(socket);
    });
  }

  return {
    receive,
    close() {
      for (const socket of sockets) socket.close(CloseCode.goingAway, 'the server was stopped');
    },
  };
}
