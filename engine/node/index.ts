/** What shells need of the engine on Node: hosts of engine threads, and sources for questions asked in-process. */
export { createFileResources, type FileResource, type FileResources } from './fileResources.ts';
export { fileError } from './fileError.ts';
export { openFileSource, type FileSource, type FileSourceOptions } from './fileSource.ts';
export { startEngineHost } from './startEngineHost.ts';
export { startEngineThread } from './startEngineThread.ts';
export { systemScheduler } from './systemScheduler.ts';
