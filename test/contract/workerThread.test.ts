import { beforeAll, describe, it } from 'vitest';
import { startEngineThread } from '../../engine/node/startEngineThread.ts';
import { systemScheduler } from '../../engine/node/systemScheduler.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { createChannelPair } from '../../shared/wire/inProcessChannel.ts';
import { bundleThread } from './bundleThread.ts';
import { connectOver, engineContract } from './engineContract.ts';

describe('the engine contract over a worker thread and its host', () => {
  let script: URL;
  beforeAll(async () => {
    script = await bundleThread(new URL('fakeEngineThread.ts', import.meta.url));
  });

  it.each(engineContract)('$title', async ({ run }) => {
    const [page, client] = createChannelPair(structuredClone);
    createEngineHost({ client, startWorker: () => startEngineThread(script), scheduler: systemScheduler });
    const connection = connectOver(page);
    await run(connection);
    connection.close();
  });
});
