import { describe, it } from 'vitest';
import { systemScheduler } from '../../engine/node/systemScheduler.ts';
import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createChannelPair } from '../../shared/wire/inProcessChannel.ts';
import { connectOver, engineContract, type Connection } from './engineContract.ts';
import { createFakeEngine, checkFakeQuestion } from './fakeEngine.ts';

function connectInProcess(copy?: typeof structuredClone): Connection {
  const [client, server] = createChannelPair(copy);
  serveEngine({ api: createFakeEngine(), check: checkFakeQuestion, channel: server, scheduler: systemScheduler });
  return connectOver(client);
}

for (const [title, copy] of [
  ['by reference', undefined],
  ['by structured clone', structuredClone],
] as const) {
  describe(`the engine contract inside one thread, ${title}`, () => {
    it.each(engineContract.filter(({ needsHost }) => needsHost !== true))('$title', async ({ run }) => {
      const connection = connectInProcess(copy);
      await run(connection);
      connection.close();
    });
  });
}
