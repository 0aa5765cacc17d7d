/**
 * The engine's front door for shells that ask in-process. Everything here is pure: bytes come in through a `ByteSource`,
 * facts go out. Windows and browsers ask through `EngineApi` instead.
 */
export type { ByteSource } from './bytes/byteSource.ts';
export { CountingSource } from './bytes/countingSource.ts';
export { MemorySource } from './bytes/memorySource.ts';
export { analyzeCheckpoint } from './checkpoint/analyzeCheckpoint.ts';
export { compareCheckpoints } from './compare/compareCheckpoints.ts';
export { createLocalStrandPool, type StrandPool } from './compare/strandPool.ts';
export { openFile } from './formats/openFile.ts';
export type { OpenedFile } from './formats/openedFile.ts';
export { unsupported } from './formats/unsupported.ts';
export {
  createDiffDocument,
  type DiffDocument,
  type DiffEntry,
  type DiffSort,
  type DiffValue,
} from './report/diffDocument.ts';
export { createInspectDocument, type ExactInspectDocument } from './report/inspectDocument.ts';
export { outlineValues } from './report/outlineValues.ts';
export { createSeriesDocument, type SeriesDocument } from './report/seriesDocument.ts';
export { createStatsDocument, type StatsDocument, type StatsEntry } from './report/statsDocument.ts';
export { selectTensors } from './report/selectTensors.ts';
export { readSeries } from './series/readSeries.ts';
export { createDifferenceKernel } from './kernels/differenceKernel.ts';
export { createKernel } from './kernels/kernel.ts';
export { computeStatistics } from './stats/computeStatistics.ts';
export { FigureTable, type FigureRow } from './stats/figureTable.ts';
export { spreadHistograms } from './stats/groupFigures.ts';
export { createLocalPools } from './stats/localPool.ts';
export { exportNpy } from './tensorView/exportNpy.ts';
export { findTensor } from './tensorView/findTensor.ts';
export { matchGlob } from './tree/matchGlob.ts';
export { quoteCsv } from './values/csvCell.ts';
export type { Figure } from './values/exactFigure.ts';
export { stringifyJson, writeJson } from './values/jsonText.ts';
export { writeDocument } from './report/writeDocument.ts';
export { escapeControls } from '../shared/escapeControls.ts';
