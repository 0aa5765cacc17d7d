import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startEngineThread, systemScheduler } from '../../engine/node/index.ts';
import { startServer, type RunningServer } from '../../server/startServer.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { bundleThread } from './bundleThread.ts';
import { connectSocket } from './connectSocket.ts';
import { connectOver, engineContract } from './engineContract.ts';

describe('the engine contract over a WebSocket and the server behind it', () => {
  let folder: string;
  let server: RunningServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'epochscope-contract-'));
    const script = await bundleThread(new URL('fakeEngineThread.ts', import.meta.url));
    server = await startServer({
      root: folder,
      open: [],
      page: folder,
      port: 0,
      version: '0.0.0',
      startHost: (client) =>
        createEngineHost({ client, startWorker: () => startEngineThread(script), scheduler: systemScheduler }),
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it.each(engineContract)('$title', async ({ run }) => {
    const { channel } = await connectSocket(server.url);
    const connection = connectOver(channel);
    await run(connection);
    connection.close();
  });
});
