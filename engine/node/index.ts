/** What shells need of the engine on Node: engine threads and their hosts. */
export { fileError } from './fileError.ts';
export { createFileResources, type FileResource } from './fileResources.ts';
export { startEngineHost } from './startEngineHost.ts';
export { startEngineThread } from './startEngineThread.ts';
export { systemScheduler } from './systemScheduler.ts';
