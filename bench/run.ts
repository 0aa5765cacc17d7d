import { runDiffBench } from './diffBench.ts';
import { runOpenBench } from './openBench.ts';
import { runStatsBench } from './statsBench.ts';
import { runTreeBench } from './treeBench.ts';

/** Benchmarks by name. Each prints a table and resolves; one that cannot run here says why. */
const BENCHES: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['open', runOpenBench],
  ['stats', runStatsBench],
  ['tree', runTreeBench],
  ['diff', runDiffBench],
]);

const bench = BENCHES.get(process.argv[2] ?? '');
if (bench === undefined) {
  console.error(`Usage: npm run bench -- ${[...BENCHES.keys()].join('|')}`);
  process.exitCode = 2;
} else {
  await bench();
}
