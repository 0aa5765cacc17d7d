import { pageScheduler } from '../../engine/web/pageScheduler.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { engineWorkerOver } from '../../shared/wire/engineWorker.ts';
import { createChannelPair } from '../../shared/wire/inProcessChannel.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { connectOver } from './engineContract.ts';
import { walkContract, type ContractOutcome } from './walkContract.ts';

/** Walks the contract inside a page. `script` is the address of the bundled fakeBlobWorker.ts. */
async function runWebWorkerContract(script: string): Promise<readonly ContractOutcome[]> {
  const startWorker = () => engineWorkerOver(pipeOfPort(new Worker(script, { type: 'module' })));
  return walkContract(async () => {
    const [page, client] = createChannelPair();
    createEngineHost({ client, startWorker, scheduler: pageScheduler });
    return connectOver(page);
  });
}

// The one entry of a bundle that a test loads into a page of its own.
Object.assign(globalThis, { runWebWorkerContract });
