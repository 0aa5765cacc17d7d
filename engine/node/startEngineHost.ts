import type { Channel } from '../../shared/wire/channel.ts';
import { createEngineHost, type EngineHost } from '../../shared/wire/engineHost.ts';
import type { FileResource } from './fileResources.ts';
import { startEngineThread } from './startEngineThread.ts';
import { systemScheduler } from './systemScheduler.ts';

/** Gives the client at the other end of a channel an engine thread of its own, for as long as the channel is open. */
export function startEngineHost(client: Channel): EngineHost<FileResource> {
  return createEngineHost({ client, startWorker: () => startEngineThread(), scheduler: systemScheduler });
}
