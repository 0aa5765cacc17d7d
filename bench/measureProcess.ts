import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchCache, ROOT } from './benchCache.ts';

/** What one run of a process took. */
export interface ProcessCost {
  readonly seconds: number;
  /** Peak resident memory of the largest process of its tree. */
  readonly peakBytes: number;
  /** Bytes that it asked read() for, whether the page cache had them or not. Reads through a mapping are not among them. */
  readonly readBytes: number;
}

export interface MeasuredProcess extends ProcessCost {
  readonly output: string;
}

/** Runs a command to its end and measures it from outside, by bench/measure.py. Throws if it fails. */
export function measureProcess(command: readonly string[]): MeasuredProcess {
  const outputPath = join(benchCache(), 'output');
  const { stdout, status } = spawnSync('python3', [join(ROOT, 'bench', 'measure.py'), outputPath, ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = readFileSync(outputPath, 'utf8');
  const cost: ProcessCost & { readonly exitCode: number } = JSON.parse(stdout);
  if (status !== 0 || cost.exitCode !== 0) throw new Error(`${command.join(' ')} failed: ${output.slice(0, 2000)}`);
  return { ...cost, output };
}

/** Each figure's median over runs. */
export function medianCost(runs: readonly ProcessCost[]): ProcessCost {
  return {
    seconds: median(runs.map((run) => run.seconds)),
    peakBytes: median(runs.map((run) => run.peakBytes)),
    readBytes: median(runs.map((run) => run.readBytes)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('median of nothing');
  return (low + high) / 2;
}
