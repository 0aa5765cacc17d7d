import { WebSocket } from 'ws';
import { systemScheduler } from '../../engine/node/index.ts';
import { SOCKET_PATH } from '../../shared/wire/hello.ts';
import { connectToServer, type ServerConnection } from '../../shared/wire/webSocketChannel.ts';

/** Connects as the page behind a server's URL does. */
export function connectSocket(url: string): Promise<ServerConnection> {
  const { origin, host, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, { origin });
  return connectToServer(socket, hash.replace('#token=', ''), systemScheduler);
}
