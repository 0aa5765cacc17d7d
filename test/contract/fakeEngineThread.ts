import { parentPort } from 'node:worker_threads';
import { systemScheduler } from '../../engine/node/systemScheduler.ts';
import { pipeOfNodePort } from '../../engine/node/threadPipe.ts';
import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createWorkerChannel } from '../../shared/wire/engineWorker.ts';
import { createFakeEngine, checkFakeQuestion } from './fakeEngine.ts';

/** A worker thread's script: the fake engine behind the same plumbing as the real one. */
if (parentPort === null) throw new Error('This script runs in a worker thread.');
serveEngine({
  api: createFakeEngine(),
  check: checkFakeQuestion,
  channel: createWorkerChannel(pipeOfNodePort(parentPort), () => undefined),
  scheduler: systemScheduler,
});
