import type { PathStep } from '../../shared/pathStep.ts';
import { normOf, relativeNorm, type ScaledSquares } from '../compare/differenceSummary.ts';
import { pathKey } from '../compare/pairTensors.ts';
import type { Pacer } from '../pacer.ts';
import type { TensorPlace } from '../report/listTensors.ts';
import type { NdarrayValue, TensorValue } from '../values/pyValue.ts';
import { paceSteps, stepThrough } from '../steps.ts';
import type { CheckpointSummary, StepSummary, TensorSummary } from './checkpointSummary.ts';

type AnyTensor = TensorValue | NdarrayValue;

/** Files beside the one before of which differences stay in a summary. */
const OTHERS = 3;

/** Tensors of one file of a series, and what is known of them from an earlier look. */
export interface SeriesFile {
  readonly places: readonly TensorPlace[];
  /** Undefined where the platform cannot tell: nothing is remembered of such a file. */
  readonly identity: string | undefined;
  readonly known: CheckpointSummary | undefined;
}

/** A path through all files: figures are undefined where a file does not have it, or where the figure does not apply. */
export interface TensorSeries {
  readonly path: readonly PathStep[];
  /** Place of the series of the same tensors under another path, if that comes first. */
  readonly sameAs: number | undefined;
  /** By file. */
  readonly values: readonly (AnyTensor | undefined)[];
  readonly l2: readonly (number | undefined)[];
  /** Against the file before. */
  readonly relL2: readonly (number | undefined)[];
  readonly nan: readonly (number | undefined)[];
  /** Elements that are not what they were in the file before. */
  readonly changed: readonly (number | undefined)[];
  /** What `l2` and `relL2` come from, to be added up over groups: ‖a‖² by file, ‖b − a‖² against the file before. */
  readonly squares: readonly (ScaledSquares | undefined)[];
  readonly differences: readonly (ScaledSquares | undefined)[];
}

interface SeriesRow {
  readonly path: readonly PathStep[];
  readonly key: string;
  /** By file. */
  readonly values: (AnyTensor | undefined)[];
  /** Number of the row that has the same tensors in all files, if that comes first. */
  readonly sameAs: number | undefined;
  readonly tensors: (TensorSummary | undefined)[];
  readonly steps: (StepSummary | undefined)[];
}

/** All tensors by all files: paths in the order in which the files have them, and what is known of each so far. */
export class SeriesTable {
  readonly #rows: readonly SeriesRow[];
  readonly #files: readonly SeriesFile[];
  readonly #news = new Set<number>();

  private constructor(files: readonly SeriesFile[], rows: readonly SeriesRow[]) {
    this.#files = files;
    this.#rows = rows;
  }

  static async over(files: readonly SeriesFile[], pacer: Pacer): Promise<SeriesTable> {
    return new SeriesTable(files, await layOutRows(files, pacer));
  }

  /** Rows of tensors that no earlier row has. */
  get distinct(): readonly number[] {
    return this.#rows.flatMap(({ sameAs }, tensor) => (sameAs === undefined ? [tensor] : []));
  }

  valueAt(tensor: number, file: number): AnyTensor | undefined {
    return this.#rows[tensor]?.values[file];
  }

  /** Whether there is nothing left to learn of a tensor, in all files that have it. */
  isKnown(tensor: number): boolean {
    const row = this.#rows[tensor];
    return (
      row?.values.every((value, file) => {
        if (value === undefined) return true;
        const hasStep = row.steps[file] !== undefined || row.values[file - 1] === undefined;
        return row.tensors[file] !== undefined && hasStep;
      }) ?? true
    );
  }

  /** The runs among neighbouring files that must be read: what is unknown, and the file before it to compare with. */
  missingRuns(tensor: number, files: readonly number[]): number[][] {
    const row = this.#rows[tensor];
    const runs: number[][] = [];
    for (const [at, file] of files.entries()) {
      const isKnown = row?.tensors[file] !== undefined && (at === 0 || row.steps[file] !== undefined);
      if (isKnown) continue;
      const wanted = at === 0 ? [file] : [file - 1, file];
      const last = runs.at(-1);
      if (last !== undefined && last.at(-1) === wanted[0] && at > 0) last.push(file);
      else runs.push(wanted);
    }
    return runs;
  }

  keepTensor(tensor: number, file: number, summary: TensorSummary): void {
    const row = this.#rows[tensor];
    if (row !== undefined) row.tensors[file] = summary;
    this.#news.add(file);
  }

  /** `summary` is against the file before. */
  keepStep(tensor: number, file: number, summary: StepSummary): void {
    const row = this.#rows[tensor];
    if (row !== undefined) row.steps[file] = summary;
    this.#news.add(file);
  }

  /**
   * What is known of a file now, for a cache: of these tensors and of others from an earlier look. Undefined if nothing is new.
   * Differences from the file before are left out where that file `changed` while it was read.
   */
  async summarize(file: number, changed: ReadonlySet<number>, pacer: Pacer): Promise<CheckpointSummary | undefined> {
    if (!this.#news.has(file)) return undefined;
    const known = this.#files[file]?.known;
    const before = changed.has(file - 1) ? undefined : this.#files[file - 1]?.identity;
    const tensors = new Map(known?.tensors);
    const steps = new Map(before === undefined ? [] : known?.steps.get(before));
    await paceSteps(
      stepThrough(this.#rows, (row) => {
        const [tensor, step] = [row.tensors[file], row.steps[file]];
        if (row.sameAs === undefined && tensor !== undefined) tensors.set(row.key, tensor);
        if (row.sameAs === undefined && step !== undefined) steps.set(row.key, step);
      }),
      pacer,
    );
    // Of other files that it was compared with, the last few are kept.
    const others = [...(known?.steps ?? [])].filter(([identity]) => identity !== before).slice(-OTHERS);
    return { tensors, steps: new Map([...others, ...(before === undefined ? [] : [[before, steps] as const])]) };
  }

  /** The figures of all paths. */
  *series(): Generator<TensorSeries> {
    for (const { path, values, sameAs, ...own } of this.#rows) {
      const { tensors, steps } = sameAs === undefined ? own : (this.#rows[sameAs] ?? own);
      yield {
        path,
        sameAs,
        values,
        l2: tensors.map((summary) => summary && normOf(summary.norm)),
        nan: tensors.map((summary) => summary?.nan),
        relL2: steps.map((step, file) => {
          const before = tensors[file - 1];
          return step && before && relativeNorm(step.difference, before.norm);
        }),
        changed: steps.map((step) => step?.changed),
        squares: tensors.map((summary) => summary?.norm),
        differences: steps.map((step) => step?.difference),
      };
    }
  }
}

async function layOutRows(files: readonly SeriesFile[], pacer: Pacer): Promise<readonly SeriesRow[]> {
  const byPath = new Map<string, { readonly path: readonly PathStep[]; readonly values: (AnyTensor | undefined)[] }>();
  for (const [file, { places }] of files.entries()) {
    await paceSteps(
      stepThrough(places, ({ path, value }) => {
        const key = pathKey(path);
        const row = byPath.get(key) ?? { path, values: Array.from({ length: files.length }, () => undefined) };
        row.values[file] = value;
        byPath.set(key, row);
      }),
      pacer,
    );
  }
  const numbers = new Map<AnyTensor, number>();
  const numberOf = (value: AnyTensor | undefined): number => {
    if (value === undefined) return -1;
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  };
  const firsts = new Map<string, number>();
  const rows: SeriesRow[] = [];
  await paceSteps(
    stepThrough(byPath, ([key, { path, values }]) => {
      const identity = values.map(numberOf).join();
      const sameAs = firsts.get(identity);
      if (sameAs === undefined) firsts.set(identity, rows.length);
      rows.push({ path, key, values, sameAs, ...recall(files, key) });
    }),
    pacer,
  );
  return rows;
}

function recall(files: readonly SeriesFile[], key: string): Pick<SeriesRow, 'tensors' | 'steps'> {
  return {
    tensors: files.map(({ known }) => known?.tensors.get(key)),
    steps: files.map(({ known }, file) => {
      const before = files[file - 1]?.identity;
      return before === undefined ? undefined : known?.steps.get(before)?.get(key);
    }),
  };
}
