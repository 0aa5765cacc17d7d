import type { EngineApi, FileOverview, FolderEntry } from '../../shared/engineApi.ts';
import type { Counters } from '../../shared/inspectDocument.ts';

/** An engine that answers nothing but what a test gives it; any other question is a mistake of the test. */
export function stubEngine(answers: Partial<EngineApi>): EngineApi {
  const refuse = (method: string) => async (): Promise<never> => {
    throw new Error(`the test did not expect ${method}`);
  };
  return {
    open: refuse('open'),
    close: async () => undefined,
    checkSource: async () => ({ state: 'same' }),
    treeIndex: refuse('treeIndex'),
    arrangeTree: refuse('arrangeTree'),
    describeNode: refuse('describeNode'),
    formatValue: refuse('formatValue'),
    exportTree: refuse('exportTree'),
    computeStatistics: refuse('computeStatistics'),
    groupStatistics: refuse('groupStatistics'),
    exactHistogram: refuse('exactHistogram'),
    readSlice: refuse('readSlice'),
    readElements: refuse('readElements'),
    exportTensor: refuse('exportTensor'),
    compareFiles: refuse('compareFiles'),
    comparisonTree: refuse('comparisonTree'),
    arrangeComparison: refuse('arrangeComparison'),
    describeMatch: refuse('describeMatch'),
    compareHistograms: refuse('compareHistograms'),
    readDifferenceSlice: refuse('readDifferenceSlice'),
    comparedValues: refuse('comparedValues'),
    exportComparison: refuse('exportComparison'),
    readSeries: refuse('readSeries'),
    seriesTree: refuse('seriesTree'),
    arrangeSeries: refuse('arrangeSeries'),
    exportSeries: refuse('exportSeries'),
    findNodes: refuse('findNodes'),
    listFolder: refuse('listFolder'),
    peek: refuse('peek'),
    ...answers,
  };
}

/** The overview of a file without anything in it. */
export function emptyOverview(name: string, counters: Counters = {}): FileOverview {
  return {
    file: { name, bytes: 1024 },
    format: 'torch-zip',
    container: {},
    counters,
    counterChecks: [],
    topLevel: [],
    totals: { tensors: 0, storages: 0, stateDictTensors: 0, stateDictElements: 0, storageBytes: 0 },
    bytesByKind: [],
    dtypes: [],
    sharing: { distinct: 0, shared: 0, oversized: 0 },
    treemap: { label: '', bytes: 0, category: 'container' },
    findings: [],
    cost: { bytesRead: 0, reads: 0, ms: 0 },
  };
}

/** A checkpoint of a folder. */
export function checkpointEntry(folder: string, name: string, change: Partial<FolderEntry> = {}): FolderEntry {
  const modified = '2025-10-17T09:09:52.000Z';
  return { file: `${folder}/${name}`, name, kind: 'checkpoint', bytes: 1024, modified, ...change };
}
