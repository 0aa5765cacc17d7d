import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import fastify, { type FastifyInstance } from 'fastify';
import { startEngineHost, systemScheduler, type FileResource } from '../engine/node/index.ts';
import { InspectError } from '../shared/inspectError.ts';
import type { Channel } from '../shared/wire/channel.ts';
import type { EngineHost } from '../shared/wire/engineHost.ts';
import { MAX_FRAME_BYTES } from '../shared/wire/frameCodec.ts';
import { SOCKET_PATH } from '../shared/wire/hello.ts';
import type { WebSocketLike } from '../shared/wire/webSocketChannel.ts';
import { createConnectionDesk } from './connectionDesk.ts';
import { guardRequests } from './guardRequests.ts';
import { findServedFiles, type ServedNames } from './servedFiles.ts';
import { createSessionToken } from './sessionToken.ts';

export interface ServerOptions extends ServedNames {
  /** TCP port on the loopback; 0 for any that is free. */
  readonly port: number;
  /** Folder of the built page. */
  readonly page: string;
  readonly version: string;
  /** Gives a connection its engine; tests use another one than the engine thread. */
  readonly startHost?: (client: Channel) => EngineHost<FileResource>;
}

export interface RunningServer {
  /** What to open in a browser. The fragment holds the token: it is sent to nobody and kept in no log. */
  readonly url: string;
  /** Closes every connection with its engine and files, then the port. */
  close(): Promise<void>;
}

/** TCP connections at once: a browser opens six, a WebSocket is one. */
const MAX_CONNECTIONS = 128;

/**
 * Serves the page and an engine to browsers on this machine, or at the near end of an SSH tunnel to it. Bound to 127.0.0.1.
 *
 * @throws InspectError `usage` when the port is taken, `source/*` when a name leads nowhere.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const token = createSessionToken();
  const served = await findServedFiles(options);
  const desk = createConnectionDesk({
    token,
    hello: { version: options.version, ...served.greeting },
    resources: served.resources,
    startHost: options.startHost ?? startEngineHost,
    scheduler: systemScheduler,
  });

  const server = fastify({ forceCloseConnections: true, bodyLimit: 1024 });
  server.server.maxConnections = MAX_CONNECTIONS;
  const closeSockets = trackSockets(server.server);
  guardRequests(server);
  await server.register(fastifyWebsocket, {
    options: { maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false },
  });
  server.get(SOCKET_PATH, { websocket: true }, (socket: WebSocketLike) => desk.receive(socket));
  await server.register(fastifyStatic, { root: options.page, dotfiles: 'deny', cacheControl: false });
  const origin = await listen(server, options.port);
  return {
    url: `${origin}/#token=${token.text}`,
    async close() {
      desk.close();
      closeSockets();
      await server.close();
    },
  };
}

/**
 * Node's server waits for every connection to end, and one that asked for a WebSocket ends when its other end likes. The
 * result ends them all, as soon as what was written has been sent.
 */
function trackSockets(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroySoon();
  };
}

async function listen(server: FastifyInstance, port: number): Promise<string> {
  try {
    return await server.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    await server.close();
    throw new InspectError(
      {
        code: 'usage',
        message: `Port ${port} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
        advice: 'Choose another with --port, or leave --port out for any that is free.',
      },
      { cause },
    );
  }
}
