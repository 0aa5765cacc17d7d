import type { CallContext, Progress, StatisticsUpdate } from '../../shared/engineApi.ts';
import type { FigureBatch } from '../../shared/statistics.ts';
import { joinBatches } from '../stats/figureTable.ts';

/** Rows of one update at most, some 700 bytes each: less than a frame. */
const UPDATE_ROWS = 1000;
/** Milliseconds between two updates, while rows are fewer. */
const UPDATE_MS = 50;

/** Sends figures to whoever asked, gathered so that a thousand small tensors are no thousand messages. */
export class FigureSender {
  readonly #context: CallContext<StatisticsUpdate>;
  readonly #clock: () => number;
  #gathered: FigureBatch[] = [];
  #rows = 0;
  #sentAt: number;

  constructor(context: CallContext<StatisticsUpdate>, clock: () => number) {
    this.#context = context;
    this.#clock = clock;
    this.#sentAt = clock();
  }

  /** Resolves when the receiver can take more. */
  async send(batch: FigureBatch): Promise<void> {
    if (batch.tensors.length === 0) return;
    this.#gathered.push(batch);
    this.#rows += batch.tensors.length;
    if (this.#rows >= UPDATE_ROWS || this.#clock() - this.#sentAt >= UPDATE_MS) await this.flush();
  }

  progress(progress: Progress): void {
    this.#context.onUpdate?.({ kind: 'progress', progress });
  }

  async flush(): Promise<void> {
    if (this.#rows === 0) return;
    const batch = joinBatches(this.#gathered);
    this.#gathered = [];
    this.#rows = 0;
    this.#sentAt = this.#clock();
    this.#context.onUpdate?.({ kind: 'figures', batch });
    await this.#context.drained?.();
  }
}
