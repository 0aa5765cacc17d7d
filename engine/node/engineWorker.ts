import { parentPort } from 'node:worker_threads';
import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createWorkerChannel } from '../../shared/wire/engineWorker.ts';
import { createKernel } from '../kernels/kernel.ts';
import { createSession } from '../session/createSession.ts';
import { validateCall } from '../session/paramSchemas.ts';
import { createLocalPools } from '../stats/localPool.ts';
import { createFileResources } from './fileResources.ts';
import { FileSource } from './fileSource.ts';
import { systemScheduler } from './systemScheduler.ts';
import { pipeOfNodePort } from './threadPipe.ts';
import { ThreadPool } from './threadPool.ts';
import { yieldNow } from './yieldNow.ts';

// The script of an engine thread: one session, for the window or connection that its host belongs to.
if (parentPort === null) throw new Error('The engine worker is a script for a worker thread.');
const resources = createFileResources();
const threads = new ThreadPool();
const local = createLocalPools(createKernel);
serveEngine({
  api: createSession({
    resources,
    clock: () => systemScheduler.now(),
    yieldNow,
    poolOver: (source) => (source instanceof FileSource ? threads.over(source) : local.over(source)),
  }),
  check: validateCall,
  channel: createWorkerChannel(pipeOfNodePort(parentPort), resources.grant),
  scheduler: systemScheduler,
});
