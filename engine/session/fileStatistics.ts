import type { CallContext, StatisticsResult, StatisticsUpdate } from '../../shared/engineApi.ts';
import { ROW_BINS, type FigureBatch } from '../../shared/statistics.ts';
import { CountingSource } from '../bytes/countingSource.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { createPacer, type Pace } from '../pacer.ts';
import { computeStatistics } from '../stats/computeStatistics.ts';
import { FigureRows } from '../stats/figureRows.ts';
import { FigureTable } from '../stats/figureTable.ts';
import { groupFigures } from '../stats/groupFigures.ts';
import type { ReductionPool } from '../stats/reductionPool.ts';
import type { NumberedTensor } from '../stats/statisticsParameters.ts';
import { isCounter, listDistinctTensors } from '../tree/distinctTensors.ts';
import type { Tree } from '../tree/tree.ts';
import { FigureSender } from './figureSender.ts';

export interface FileStatisticsParts {
  readonly opened: OpenedFile;
  readonly tree: Tree;
  readonly pool: ReductionPool;
  /** For what is no plain run; shared, since it is used between two awaits only. */
  readonly kernel: () => Kernel;
  readonly pace: Pace;
}

/** The statistics of one open file: computed when asked for, kept while it is open. */
export class FileStatistics {
  /** Figures by the number of a tensor's first node. */
  readonly figures: FigureTable = new FigureTable();
  readonly #parts: FileStatisticsParts;
  /** Tensors that have no figures, and why. */
  readonly #none = new Map<number, string>();
  /** Computations under way, by the tensors that they will bring. They never reject. */
  readonly #pending = new Map<number, Promise<void>>();

  constructor(parts: FileStatisticsParts) {
    this.#parts = parts;
  }

  /** See `EngineApi.computeStatistics`. Tensors that another question is computing are waited for, not computed twice. */
  async compute(
    nodes: Uint32Array | undefined,
    context: CallContext<StatisticsUpdate> & { readonly signal: AbortSignal },
  ): Promise<StatisticsResult> {
    const { tree, pace } = this.#parts;
    const began = pace.clock();
    const sender = new FigureSender(context, pace.clock);
    const wanted = listDistinctTensors(tree, nodes);
    const cost = { bytesRead: 0, reads: 0 };
    let missing = wanted;
    for (;;) {
      await sender.send(this.figures.select(missing));
      missing = missing.filter((node) => !this.figures.has(node) && !this.#none.has(node));
      if (missing.length === 0) break;
      context.signal.throwIfAborted();
      const mine = missing.filter((node) => !this.#pending.has(node));
      if (mine.length === 0) await Promise.race(new Set(missing.flatMap((node) => this.#pending.get(node) ?? [])));
      else {
        const spent = await this.#computeMissing(mine, sender, context.signal);
        cost.bytesRead += spent.bytesRead;
        cost.reads += spent.reads;
        const sent = new Set(mine);
        missing = missing.filter((node) => !sent.has(node));
      }
    }
    await sender.flush();
    const none = wanted.flatMap((node) => {
      const why = this.#none.get(node);
      return why === undefined ? [] : [{ node, why }];
    });
    return { tensors: wanted.length - none.length, none, cost: { ...cost, ms: pace.clock() - began } };
  }

  /** Figures of groups from those of their tensors that are known; each distinct tensor once, integers left out. */
  group(nodes: Uint32Array): FigureBatch {
    const { tree } = this.#parts;
    const rows = new FigureRows();
    for (const node of nodes) {
      if (node >= tree.index.nodes) continue;
      const tensors = listDistinctTensors(tree, Uint32Array.of(node)).filter(
        (tensor) => !isCounter(tree.index, tensor),
      );
      const known = tensors.flatMap((tensor) => this.figures.row(tensor) ?? []);
      if (known.length > 0) rows.add(node, groupFigures(known));
    }
    return rows.toBatch();
  }

  /** Resolves when nothing reads from the file any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending.values());
  }

  async #computeMissing(nodes: readonly number[], sender: FigureSender, signal: AbortSignal): Promise<Spent> {
    const computing = this.#computeNow(nodes, sender, signal);
    const settled = computing.then(
      () => undefined,
      () => undefined,
    );
    for (const node of nodes) this.#pending.set(node, settled);
    try {
      return await computing;
    } finally {
      for (const node of nodes) this.#pending.delete(node);
    }
  }

  async #computeNow(nodes: readonly number[], sender: FigureSender, signal: AbortSignal): Promise<Spent> {
    const { opened, pool, kernel, pace } = this.#parts;
    const source = new CountingSource(opened.source);
    const { none, bytesRead, reads } = await computeStatistics({
      opened: { ...opened, source },
      tensors: nodes.flatMap((node) => this.#number(node)),
      bins: ROW_BINS,
      pool,
      kernel: kernel(),
      onFigures: async (batch) => {
        this.figures.add(batch);
        await sender.send(batch);
      },
      onProgress: (done, total) => sender.progress({ what: 'Computing statistics', done, total, unit: 'bytes' }),
      pacer: createPacer(pace, signal),
      signal,
    });
    for (const { tensor, why } of none) this.#none.set(tensor, why);
    for (const node of nodes) if (!this.figures.has(node) && !this.#none.has(node)) this.#none.set(node, UNREADABLE);
    return { bytesRead: bytesRead + source.bytesRead, reads: reads + source.reads };
  }

  #number(node: number): NumberedTensor[] {
    const value = this.#parts.tree.values[node];
    if (typeof value !== 'object' || (value?.kind !== 'tensor' && value?.kind !== 'ndarray')) return [];
    return [{ tensor: node, value }];
  }
}

type Spent = Omit<StatisticsResult['cost'], 'ms'>;

const UNREADABLE = 'The values do not lie where the file says.';
