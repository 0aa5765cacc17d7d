import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createWorkerChannel } from '../../shared/wire/engineWorker.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { createSession } from '../session/createSession.ts';
import { validateCall } from '../session/paramSchemas.ts';
import { createBlobResources } from './blobResources.ts';
import { pageScheduler } from './pageScheduler.ts';
import { yieldNow } from './yieldNow.ts';

// The script of a Web Worker: one session, over files that were dropped into its page. Nothing is uploaded.
const resources = createBlobResources();
serveEngine({
  api: createSession({ resources, clock: () => pageScheduler.now(), yieldNow }),
  check: validateCall,
  channel: createWorkerChannel(pipeOfPort(self), resources.grant),
  scheduler: pageScheduler,
});
