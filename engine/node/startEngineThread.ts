import { Worker } from 'node:worker_threads';
import { engineWorkerOver, type EngineWorker } from '../../shared/wire/engineWorker.ts';
import type { FileResource } from './fileResources.ts';
import { pipeToThread } from './threadPipe.ts';

/** Set by the bundler: where the worker's bundle lies, seen from the file that runs. */
// oxlint-disable-next-line no-underscore-dangle -- a name that no source can have by accident
declare const __ENGINE_WORKER__: string | undefined;

/**
 * Memory of one engine thread. The tree of ten million tensors fits; a file that makes the reader want more loses its thread
 * instead of the machine. ArrayBuffers are not counted here: engine/limits.ts bounds them.
 */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 4096, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

/** Where the engine's worker lies: beside the bundle, inside an asar archive too. From sources: the built one. */
function locateEngineThread(): URL {
  const name = typeof __ENGINE_WORKER__ === 'string' ? __ENGINE_WORKER__ : '../../dist/engineWorker.js';
  return new URL(name, import.meta.url);
}

/** Starts a thread that runs the engine. `script` is another one in tests. */
export function startEngineThread(script: URL = locateEngineThread()): EngineWorker<FileResource> {
  const thread = new Worker(script, { name: 'engine', resourceLimits: RESOURCE_LIMITS });
  // An open window or connection keeps the process alive, not the thread behind it.
  thread.unref();
  return engineWorkerOver(pipeToThread(thread));
}
