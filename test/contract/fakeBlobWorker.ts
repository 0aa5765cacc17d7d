import { pageScheduler } from '../../engine/web/pageScheduler.ts';
import { serveEngine } from '../../shared/wire/engineServer.ts';
import { createWorkerChannel } from '../../shared/wire/engineWorker.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { checkFakeQuestion, createFakeEngine } from './fakeEngine.ts';

/** A Web Worker's script: the fake engine behind the same plumbing as the real one. */
serveEngine({
  api: createFakeEngine(),
  check: checkFakeQuestion,
  channel: createWorkerChannel(pipeOfPort(self), () => undefined),
  scheduler: pageScheduler,
});
