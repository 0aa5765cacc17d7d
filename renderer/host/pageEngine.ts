import type { BlobResource } from '../../shared/blobResource.ts';
import type { EngineApi, FileId } from '../../shared/engineApi.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { createEngineHost } from '../../shared/wire/engineHost.ts';
import { engineWorkerOver, type EngineWorker } from '../../shared/wire/engineWorker.ts';
import { createChannelPair } from '../../shared/wire/inProcessChannel.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { browserScheduler } from './browserScheduler.ts';

/** The page's own engine: it reads dropped files where they are, in a Web Worker. Nothing is uploaded. */
export interface PageEngine {
  readonly engine: EngineApi;
  grant(file: FileId, resource: BlobResource<Blob>): void;
}

/** Starts the Web Worker, and again whenever it has to be replaced. */
export function startPageEngine(onReplaced: () => void): PageEngine {
  const [client, server] = createChannelPair();
  const host = createEngineHost({ client: server, startWorker: startBlobWorker, scheduler: browserScheduler });
  return {
    engine: createEngineClient(client, { onReplaced }),
    grant: (file, resource) => host.grant([{ file, resource }]),
  };
}

function startBlobWorker(): EngineWorker<BlobResource<Blob>> {
  const worker = new Worker(new URL('../../engine/web/blobWorker.ts', import.meta.url), { type: 'module' });
  return engineWorkerOver(pipeOfPort(worker));
}
