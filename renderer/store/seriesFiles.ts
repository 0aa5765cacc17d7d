import type { FileId } from '../../shared/engineApi.ts';
import { isPartName } from '../folder/writingFiles.ts';
import { compareNames } from '../folder/sortEntries.ts';
import type { AppState } from './appState.ts';
import { OPEN_FILES } from './runState.ts';
import { listMembers, type KnownCounters } from './trainingOrder.ts';

/** A file of a series as it is on disk. */
export interface SeriesFile {
  readonly file: FileId;
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601; empty where a file was opened by itself. */
  readonly modified: string;
}

/** What a series is made of. */
export interface SeriesFiles {
  /** Written to the end; by name, since their order is read from inside them. */
  readonly files: readonly SeriesFile[];
  /** Still being written. */
  readonly writing: readonly SeriesFile[];
}

/** The checkpoints of a folder, or the files that were opened by themselves. */
export function listSeriesFiles(known: KnownCounters & Pick<AppState, 'writing'>, folder: FileId): SeriesFiles {
  if (folder === OPEN_FILES) {
    const files = listMembers(known, folder).map(({ file, name }) => ({ file, name, bytes: 0, modified: '' }));
    return { files: files.toSorted((a, b) => compareNames(a.name, b.name)), writing: [] };
  }
  const entries = (known.folders.get(folder)?.entries ?? []).toSorted((a, b) => compareNames(a.name, b.name));
  const isWriting = ({ file }: SeriesFile): boolean => known.writing.has(file);
  return {
    files: entries.filter((entry) => entry.kind === 'checkpoint' && !isWriting(entry)),
    writing: entries.filter((entry) => isWriting(entry) && (entry.kind === 'checkpoint' || isPartName(entry.name))),
  };
}

/** Whether two lists hold the same files with the same content. */
export function isSameSeries(a: readonly SeriesFile[], b: readonly SeriesFile[]): boolean {
  return (
    a.length === b.length &&
    a.every((item, at) => {
      const other = b[at];
      return item.file === other?.file && item.bytes === other.bytes && item.modified === other.modified;
    })
  );
}
