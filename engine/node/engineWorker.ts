import { setMaxListeners } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createWorkerChannel } from '../../shared/wire/engineWorker.ts';
import { createSession } from '../session/createSession.ts';
import { validateCall } from '../session/paramSchemas.ts';
import { createFileResources } from './fileResources.ts';
import { createReductionPools } from './reductionPools.ts';
import { createSummaryFolder, findSummaryFolder } from './summaryFolder.ts';
import { systemScheduler } from './systemScheduler.ts';
import { pipeOfNodePort } from './threadPipe.ts';
import { yieldNow } from './yieldNow.ts';

// The script of an engine thread: one session, for the window or connection that its host belongs to.
if (parentPort === null) throw new Error('The engine worker is a script for a worker thread.');
// Every question about a file listens for its closing: many at once are no leak.
setMaxListeners(256);
const resources = createFileResources();
const pools = createReductionPools();
serveEngine({
  api: createSession({
    resources,
    clock: () => systemScheduler.now(),
    yieldNow,
    poolOver: (source) => pools.over(source),
    poolAcross: (sources) => pools.across(sources),
    summaries: createSummaryFolder(findSummaryFolder()),
  }),
  check: validateCall,
  channel: createWorkerChannel(pipeOfNodePort(parentPort), resources.grant),
  scheduler: systemScheduler,
});
