import { pageScheduler } from '../../engine/web/pageScheduler.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { engineWorkerOver } from '../../shared/wire/engineWorker.ts';
import { createChannelPair } from '../../shared/wire/inProcessChannel.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { connectOver, engineContract } from './engineContract.ts';

export interface ContractOutcome {
  readonly title: string;
  /** What was wrong; undefined where the case holds. */
  readonly error: string | undefined;
}

/** Walks the contract inside a page. `script` is the address of the bundled fakeBlobWorker.ts. */
export async function runWebWorkerContract(script: string): Promise<readonly ContractOutcome[]> {
  const outcomes: ContractOutcome[] = [];
  for (const { title, run } of engineContract) {
    const [page, client] = createChannelPair();
    const startWorker = () => engineWorkerOver(pipeOfPort(new Worker(script, { type: 'module' })));
    createEngineHost({ client, startWorker, scheduler: pageScheduler });
    const connection = connectOver(page);
    const error = await run(connection).then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    outcomes.push({ title, error });
    connection.close();
  }
  return outcomes;
}

// The one entry of a bundle that a test loads into a page of its own.
Object.assign(globalThis, { runWebWorkerContract });
