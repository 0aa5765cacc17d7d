import type { EngineApi, FileId, FileOverview } from '../../shared/engineApi.ts';

/** An open checkpoint as a view sees it. A new object (and `generation`) stands for every reload. */
export interface ReadyFile {
  readonly id: FileId;
  readonly name: string;
  /** The engine that reads this file: the host's, or the page's own for a file dropped into a browser. */
  readonly engine: EngineApi;
  readonly overview: FileOverview;
  /** Grows with every reload; part of the key of every question about the file. */
  readonly generation: number;
}

/** Props of a view of one file. It is mounted with `key={file.id}`, so that its own state never mixes two files. */
export interface ViewProps {
  readonly file: ReadyFile;
}
