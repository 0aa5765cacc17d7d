import type { CallContext, EngineApi, FileId, Progress } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { SeriesOverview } from '../../shared/series.ts';
import type { StrandPool } from '../compare/strandPool.ts';
import type { DifferenceKernel } from '../kernels/differenceKernel.ts';
import { createPacer, type Pace } from '../pacer.ts';
import type { SummaryCache } from '../series/checkpointSummary.ts';
import type { SeriesInput } from '../series/openCheckpoints.ts';
import { readSeries } from '../series/readSeries.ts';
import { arrangeTree } from '../tree/arrangeTree.ts';
import { exportDocument } from './exportDocument.ts';
import { orGiveUp } from './giveUp.ts';
import { keepSeries, type KeptSeries } from './keptSeries.ts';
import type { OpenSource, Resources } from './resources.ts';

export type SeriesQuestions = Pick<EngineApi, 'readSeries' | 'seriesTree' | 'arrangeSeries' | 'exportSeries'>;

export interface SeriesParts {
  readonly resources: Resources;
  readonly pace: Pace;
  readonly poolAcross: (sources: readonly OpenSource[]) => StrandPool;
  readonly kernel: () => DifferenceKernel;
  /** Where summaries of finished files are kept; absent where the platform has no such place. */
  readonly summaries?: SummaryCache;
}

/** Series whose questions are answered: a window shows one, and goes back to the one before. */
const KEPT_SERIES = 4;

/** Questions about rows of checkpoints. The last few series that were read are kept; their files are not held open. */
export function createSeriesQuestions(parts: SeriesParts): SeriesQuestions {
  const { pace } = parts;
  const keeper = new SeriesKeeper();
  const turns = new Turns();
  let made = 0;
  return {
    async readSeries({ files, remember }, context = {}) {
      const distinct = [...new Set(files)];
      const asked = { files: distinct, remember, series: String(++made) };
      const reading = turns.take(distinct, context.signal, async () => readFiles(parts, asked, context));
      const kept = await orGiveUp(reading, [context.signal]);
      keeper.add(kept);
      return kept.overview;
    },
    async seriesTree({ series, section }) {
      const { index, columns } = keeper.find(series).sections[section];
      return { index, ...columns };
    },
    async arrangeSeries({ series, section, view }) {
      return arrangeTree(keeper.find(series).sections[section].search, view);
    },
    async exportSeries({ series }, context = {}) {
      const { document, tensors } = keeper.find(series);
      const receiver = { onPiece: context.onUpdate ?? (() => {}), drained: context.drained };
      await orGiveUp(exportDocument(document(), receiver, createPacer(pace, context.signal)), [context.signal]);
      return { tensors };
    },
  };
}

interface AskedSeries {
  readonly files: readonly FileId[];
  readonly remember: boolean;
  readonly series: string;
}

async function readFiles(
  { resources, pace, poolAcross, kernel, summaries }: SeriesParts,
  { files, remember, series }: AskedSeries,
  { signal, onUpdate }: CallContext<Progress>,
): Promise<KeptSeries> {
  const began = pace.clock();
  const progress = { what: 'Reading the series', unit: 'bytes' } as const;
  onUpdate?.({ ...progress, done: 0 });
  const reading = await readSeries({
    inputs: files.map((file) => toInput(resources, file)),
    isSelected: () => true,
    poolAcross,
    kernel: kernel(),
    pace,
    onProgress: (done, total) => onUpdate?.({ ...progress, done, total }),
    ...(remember && summaries && { cache: summaries }),
    ...(signal && { signal }),
  });
  return keepSeries({ id: series, reading, ms: () => pace.clock() - began }, createPacer(pace, signal));
}

/** What is known of a file that cannot be opened is the last step of its id: the name, for an entry of a folder. */
function toInput(resources: Resources, file: FileId): SeriesInput {
  return {
    id: file,
    name: file.slice(file.lastIndexOf('/') + 1),
    open: (signal) => resources.open(file, signal),
  };
}

/** The series that were read last, the one that was used last at the end. */
class SeriesKeeper {
  readonly #kept = new Map<string, KeptSeries>();

  add(kept: KeptSeries): void {
    this.#kept.set(kept.overview.series, kept);
    for (const [series] of this.#kept) if (this.#kept.size > KEPT_SERIES) this.#kept.delete(series);
  }

  find(series: SeriesOverview['series']): KeptSeries {
    const kept = this.#kept.get(series);
    if (kept === undefined) {
      throw new InspectError({
        code: 'engine/closed',
        message: 'The series is not kept any more.',
        advice: 'Read it again.',
      });
    }
    this.#kept.delete(series);
    this.#kept.set(series, kept);
    return kept;
  }
}

/**
 * Readings of the same files take turns, also after one that was given up: what it finished is remembered by the time the next one
 * looks. Others do not wait, so that a mount that hangs stops nobody else.
 */
class Turns {
  readonly #taken = new Map<FileId, Promise<unknown>>();

  async take<Answer>(
    files: readonly FileId[],
    signal: AbortSignal | undefined,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    const before = new Set(files.flatMap((file) => this.#taken.get(file) ?? []));
    const turn = Promise.all(before).then(async () => {
      signal?.throwIfAborted();
      return work();
    });
    const settled = turn.catch(() => undefined);
    for (const file of files) this.#taken.set(file, settled);
    try {
      return await turn;
    } finally {
      for (const file of files) if (this.#taken.get(file) === settled) this.#taken.delete(file);
    }
  }
}
