import type { EngineApi, FileId, Progress, StatisticsUpdate } from '../../shared/engineApi.ts';
import { toErrorData, type ErrorData } from '../../shared/inspectError.ts';
import type { FigureBatch } from '../../shared/statistics.ts';
import { STATISTIC_CONDITIONS, type StatisticCondition, type TreeIndex } from '../../shared/treeIndex.ts';
import { CONDITIONS, FigureTable } from './figureTable.ts';
import { createSettledRows, isRepeatedRow, isTensorRow, type SettledRows } from './settledRows.ts';

/** Milliseconds after the last scrolling before figures of what is visible are asked for. */
export const REST_MS = 250;
/** Bytes below a module's row up to which its figures are computed without being asked for. */
export const AUTOMATIC_BYTES: number = 2 ** 30;

/** What stands in place of a row's figures. `absent`: they do not apply; `unasked`: nobody computes them. */
export type RowState = 'known' | 'pending' | 'absent' | 'unasked';

/** A question about figures that is under way. */
export interface StatisticsRun {
  /** Asked for by a person, not by what is visible. */
  readonly asked: boolean;
  /** When it was asked, in milliseconds of the page's clock. */
  readonly began: number;
  /** Milliseconds from then to the latest progress. */
  readonly elapsed: number;
  readonly progress: Progress | undefined;
  /** Rows of tensors that the question brings, and how many of them are settled. */
  readonly tensors: number;
  readonly settled: number;
}

/** How far the statistics of a file are. */
export interface StatisticsReport {
  /** Distinct tensors, and those whose figures are known or cannot be. */
  readonly tensors: number;
  readonly settled: number;
  readonly run: StatisticsRun | undefined;
  /** What all answers so far cost. */
  readonly bytesRead: number;
  readonly ms: number;
  /** Why the last question had no answer. */
  readonly error: ErrorData | undefined;
}

export interface StatisticsFile {
  readonly id: FileId;
  readonly engine: Pick<EngineApi, 'computeStatistics' | 'groupStatistics'>;
}

interface Question {
  readonly asked: boolean;
  readonly began: number;
  readonly abort: AbortController;
  /** Undefined: the whole file. */
  readonly nodes: Uint32Array | undefined;
  readonly tensors: number;
  progress: Progress | undefined;
}

/**
 * The figures of one open file as a page holds them: asked for what is visible once scrolling rests, or by a person; one
 * question at a time. A question that nothing visible waits for any more is given up; what has come of it stays.
 */
export class FileStatistics {
  readonly table: FigureTable;
  readonly #file: StatisticsFile;
  readonly #index: TreeIndex;
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #rows: SettledRows;
  /** By node, for groups and repeated rows: 1 while their sums are asked for, 2 when they have come. */
  readonly #sums: Uint8Array;
  readonly #conditions: Record<StatisticCondition, number> = {
    'has-nan': 0,
    constant: 0,
    'all-zero': 0,
    'tiny-std': 0,
  };
  #visible: Uint32Array = new Uint32Array();
  /** A row that is described beside the others, visible or not. */
  #described: number | undefined;
  #automatic = true;
  /** A person gave up what is visible. */
  #paused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #question: Question | undefined;
  #spent: { readonly bytesRead: number; readonly ms: number } = { bytesRead: 0, ms: 0 };
  #error: ErrorData | undefined;
  #report: StatisticsReport | undefined;
  #version = 0;
  #answers = 0;

  constructor(file: StatisticsFile, index: TreeIndex, clock: () => number = () => performance.now()) {
    this.#file = file;
    this.#index = index;
    this.#clock = clock;
    this.#rows = createSettledRows(index);
    this.#sums = new Uint8Array(index.nodes);
    this.table = new FigureTable(index.nodes);
  }

  /** Grows whenever anything here changes: the snapshot of an external store. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Questions answered or given up: rows that are arranged by figures are out of date when it has grown. */
  readonly answers = (): number => this.#answers;

  /** The same object until something changes. */
  readonly report = (): StatisticsReport => {
    const { tensors, settled } = this.#rows;
    this.#report ??= { tensors, settled, run: this.#describeRun(), ...this.#spent, error: this.#error };
    return this.#report;
  };

  get isComplete(): boolean {
    return this.#rows.settled === this.#rows.tensors;
  }

  /** Distinct tensors that are known to satisfy a condition. */
  countOf(condition: StatisticCondition): number {
    return this.#conditions[condition];
  }

  stateOf(node: number): RowState {
    if (this.table.has(node)) return 'known';
    if (!this.#hasFigures(node) || this.#sums[node] === 2) return 'absent';
    const isSummed = this.#isSummed(node);
    if (this.#rows.openBelow(node) === 0) return isSummed ? 'pending' : 'absent';
    const isAsked = this.#question !== undefined && covers(this.#index, this.#question.nodes, node);
    return isAsked || this.#isExpected(node) ? 'pending' : 'unasked';
  }

  /** Tells which rows are visible. `automatic`: whether their figures are computed unasked. */
  watch(nodes: Uint32Array, automatic: boolean): void {
    if (automatic === this.#automatic && isSame(nodes, this.#visible)) return;
    this.#visible = nodes;
    this.#automatic = automatic;
    this.#paused = false;
    this.#lookAgain();
  }

  /** Tells which row is described in full: it counts as visible. */
  describe(node: number | undefined): void {
    if (node === this.#described) return;
    this.#described = node;
    this.#lookAgain();
  }

  /** What is visible has changed: gives up what nobody waits for any more, and asks anew once it rests. */
  #lookAgain(): void {
    const question = this.#question;
    if (question && !question.asked && !this.#isWaitedFor(question)) question.abort.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#askForVisible();
    }, REST_MS);
  }

  /** Nothing is visible any more. What a person asked for goes on. */
  leave(): void {
    this.watch(new Uint32Array(), this.#automatic);
  }

  /** Computes the figures below some nodes; undefined: of the whole file. Takes the place of what is under way. */
  compute(nodes?: Uint32Array): void {
    this.#question?.abort.abort();
    this.#paused = false;
    this.#ask(nodes, true);
  }

  /** Gives up what is under way; nothing begins by itself until other rows are visible. Whether there was anything. */
  cancel(): boolean {
    if (!this.#question) return false;
    this.#paused = true;
    this.#question.abort.abort();
    return true;
  }

  /** Asks the next question about visible rows: sums that are ready, then tensors, then whole modules. */
  #askForVisible(): void {
    this.#sumReady();
    if (this.#question || this.#paused) return;
    const expected = this.#watched().filter((node) => this.#isExpected(node));
    const tensors = expected.filter((node) => isTensorRow(this.#index, node));
    if (expected.length > 0) this.#ask(tensors.length > 0 ? tensors : expected, false);
  }

  #watched(): Uint32Array {
    return this.#described === undefined ? this.#visible : Uint32Array.of(...this.#visible, this.#described);
  }

  #sumReady(): void {
    const ready = this.#watched().filter((node) => this.#isSummed(node) && this.#isReady(node));
    if (ready.length > 0) void this.#sum(ready);
  }

  /** Sums of groups come from what the engine knows: no byte is read. */
  async #sum(nodes: Uint32Array): Promise<void> {
    for (const node of nodes) this.#sums[node] = 1;
    try {
      this.table.add(await this.#file.engine.groupStatistics({ file: this.#file.id, nodes }));
    } catch (error) {
      this.#error = toErrorData(error);
    }
    for (const node of nodes) this.#sums[node] = 2;
    this.#tell();
  }

  #ask(rows: Uint32Array | undefined, asked: boolean): void {
    const nodes = rows && keepTopmost(this.#index, rows);
    const tensors = this.#countOpen(nodes);
    const abort = new AbortController();
    const question = { asked, began: this.#clock(), abort, nodes, tensors, progress: undefined };
    this.#question = question;
    this.#error = undefined;
    this.#tell();
    void this.#answer(question);
  }

  async #answer(question: Question): Promise<void> {
    const { nodes, abort } = question;
    const onUpdate = (update: StatisticsUpdate): void => {
      if (update.kind === 'figures') this.#take(update.batch);
      else question.progress = update.progress;
      this.#tell();
    };
    try {
      const params = { file: this.#file.id, ...(nodes && { nodes }) };
      const { cost } = await this.#file.engine.computeStatistics(params, { signal: abort.signal, onUpdate });
      this.#spent = { bytesRead: this.#spent.bytesRead + cost.bytesRead, ms: this.#spent.ms + cost.ms };
      // What has no figures now has none.
      for (const node of nodes ?? [0]) this.#rows.settleBelow(node);
    } catch (error) {
      if (!abort.signal.aborted) this.#error = toErrorData(error);
    }
    this.#answers += 1;
    if (this.#question === question) {
      this.#question = undefined;
      // While rows move, they are asked for when they have come to rest.
      if (this.#timer === undefined) this.#askForVisible();
    }
    this.#tell();
  }

  #take(batch: FigureBatch): void {
    this.table.add(batch);
    for (const node of batch.tensors) {
      const figures = this.#rows.settle(node) ? this.table.read(node) : undefined;
      for (const name of STATISTIC_CONDITIONS) if (figures && CONDITIONS[name](figures)) this.#conditions[name] += 1;
    }
    this.#sumReady();
  }

  #describeRun(): StatisticsRun | undefined {
    if (!this.#question) return undefined;
    const { asked, began, progress, tensors, nodes } = this.#question;
    const elapsed = this.#clock() - began;
    return { asked, began, elapsed, progress, tensors, settled: tensors - this.#countOpen(nodes) };
  }

  #countOpen(nodes: Uint32Array = Uint32Array.of(0)): number {
    return nodes.reduce((sum, node) => sum + this.#rows.openBelow(node), 0);
  }

  #tell(): void {
    this.#report = undefined;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Whether figures of a row are computed because it is visible. */
  #isExpected(node: number): boolean {
    if (!this.#automatic || this.#paused || this.#error || this.#rows.openBelow(node) === 0) return false;
    return isTensorRow(this.#index, node) || (this.#index.bytes[node] ?? 0) <= AUTOMATIC_BYTES;
  }

  #isWaitedFor({ nodes }: Question): boolean {
    return this.#watched().some((node) => this.#isExpected(node) && covers(this.#index, nodes, node));
  }

  /** Groups, and rows that repeat a tensor: the figures of both come from those of other rows. */
  #isSummed(node: number): boolean {
    return isTensorRow(this.#index, node) ? isRepeatedRow(this.#index, node) : this.#hasFigures(node);
  }

  #isReady(node: number): boolean {
    return this.#sums[node] === 0 && this.#rows.openBelow(node) === 0;
  }

  #hasFigures(node: number): boolean {
    return isTensorRow(this.#index, node) || (this.#index.tensors[node] ?? 0) > 0;
  }
}

/** Whether a question about some nodes (undefined: all) brings the figures of a node. */
function covers(index: TreeIndex, nodes: Uint32Array | undefined, node: number): boolean {
  return nodes === undefined || nodes.some((asked) => asked <= node && node < (index.end[asked] ?? 0));
}

/** Nodes in the order of the file, without those that lie below others. */
function keepTopmost(index: TreeIndex, nodes: Uint32Array): Uint32Array {
  let end = 0;
  return nodes.toSorted().filter((node) => {
    if (node < end) return false;
    end = index.end[node] ?? 0;
    return true;
  });
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((node, i) => node === b[i]);
}
