/**
 * The engine's front door for shells that ask in-process. Everything here is pure: bytes come in through a `ByteSource`,
 * facts go out. Windows and browsers ask through `EngineApi` instead.
 */
export type { ByteSource } from './bytes/byteSource.ts';
export { CountingSource } from './bytes/countingSource.ts';
export { MemorySource } from './bytes/memorySource.ts';
export { analyzeCheckpoint } from './checkpoint/analyzeCheckpoint.ts';
export { openFile } from './formats/openFile.ts';
export type { OpenedFile } from './formats/openedFile.ts';
export { unsupported } from './formats/unsupported.ts';
export { createInspectDocument, type ExactInspectDocument } from './report/inspectDocument.ts';
export { outlineValues } from './report/outlineValues.ts';
export { writeDocument } from './report/writeDocument.ts';
export { escapeControls } from '../shared/escapeControls.ts';
