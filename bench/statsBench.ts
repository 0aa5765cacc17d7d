import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { computeStatistics, createKernel, openFile, selectTensors } from '../engine/index.ts';
import { openFileSource } from '../engine/node/fileSource.ts';
import { ThreadPool } from '../engine/node/threadPool.ts';
import { benchCache, ROOT } from './benchCache.ts';
import { fitLine } from './fitLine.ts';
import { median } from './measureProcess.ts';
import { ensureCheckpoint, ensurePeers, type Peers } from './peers.ts';
import { printTable } from './printTable.ts';
import { medianOf, runTorch, type Parts } from './torchRun.ts';

/** Runs of each, in turns. */
const RUNS = 7;
/** Runs before those: the first fills the page cache, and V8 compiles what it sees often. How long the first took is told. */
const WARM_UPS = 5;
const TORCH_RUNS = 3;
const READERS = 2;
const SIZES = [10e6, 100e6, 1e9, 4e9];
/** Bytes that must stay free on the disk beside a generated file. */
const SPARE_BYTES = 10e9;

/** From the issue that asked for it. */
const GOALS = { timesTorch: 8, shareOfReads: 0.4, linear: 1.5 };

/** The row of many small tensors; the others differ in their size alone. */
const CHECKPOINT = 'Lightning';

interface Row {
  readonly title: string;
  readonly bytes: number;
  /** Seconds of the first run of all. */
  readonly first: number;
  readonly ours: Parts;
  readonly torch: Parts;
  /** Seconds. */
  readonly reads: number;
}

/** `npm run bench -- stats`: statistics of whole files, beside torch and beside reading alone. */
export async function runStatsBench(): Promise<void> {
  const peers = ensurePeers();
  if (typeof peers === 'string') {
    console.log(`Not measured. ${peers}`);
    return;
  }
  const bench = new StatsBench(peers);
  const rows: Row[] = [];
  const checkpoint = ensureCheckpoint(peers);
  if (checkpoint !== undefined) rows.push(await bench.measure(CHECKPOINT, checkpoint));
  for (const bytes of SIZES) {
    const path = ensureTensors(peers, bytes);
    if (path === undefined) console.log(`${bytes / 1e6} MB not measured: the disk is too full, or torch failed.`);
    else rows.push(await bench.measure(`${bytes / 1e6} MB`, path));
  }
  await bench.close();
  report(rows);
}

class StatsBench {
  readonly #peers: Peers;
  readonly #threads = new ThreadPool({ script: pathToFileURL(join(ROOT, 'dist', 'statisticsThread.js')) });
  readonly #kernel = createKernel();
  readonly #readers = Array.from(
    { length: READERS },
    () => new Worker(pathToFileURL(join(ROOT, 'bench', 'plainReads.mjs'))),
  );

  constructor(peers: Peers) {
    this.#peers = peers;
  }

  async measure(title: string, path: string): Promise<Row> {
    const ours: Parts[] = [];
    const reads: number[] = [];
    for (let run = 0; run < WARM_UPS + RUNS; run++) {
      reads.push(await time(() => this.#readPlainly(path)));
      ours.push(await this.#compute(path));
    }
    const torch = runTorch(this.#peers, 'torchStats.py', [path], TORCH_RUNS);
    return {
      title,
      bytes: statSync(path).size,
      first: ours[0] === undefined ? Number.NaN : sumOf(ours[0]),
      ours: medianOf(ours.slice(WARM_UPS)),
      torch,
      reads: median(reads.slice(WARM_UPS)),
    };
  }

  async close(): Promise<void> {
    await this.#threads.close();
    await Promise.all(this.#readers.map((reader) => reader.terminate()));
  }

  /** As the window does it when a file is opened and its statistics are asked for. */
  async #compute(path: string): Promise<Parts> {
    const began = performance.now();
    const source = await openFileSource(path);
    const opened = await openFile(source);
    const known = performance.now();
    const { places } = selectTensors(opened.root, () => true);
    let figures = 0;
    await computeStatistics({
      opened,
      tensors: places.map(({ value }, tensor) => ({ tensor, value })),
      bins: 128,
      pool: this.#threads.over(source),
      kernel: this.#kernel,
      onFigures: (batch) => {
        figures += batch.tensors.length;
      },
    });
    const done = performance.now();
    await source.close();
    if (figures !== places.length) throw new Error(`${figures} of ${places.length} tensors have figures`);
    return { opening: (known - began) / 1000, computing: (done - known) / 1000 };
  }

  async #readPlainly(path: string): Promise<void> {
    const { size } = statSync(path);
    await Promise.all(
      this.#readers.map(async (reader, first) => {
        const done = once(reader, 'message');
        // oxlint-disable-next-line require-post-message-target-origin -- a thread's port has no origin
        reader.postMessage({ path, size, first, step: READERS });
        await done;
      }),
    );
  }
}

function sumOf({ opening, computing }: Parts): number {
  return opening + computing;
}

async function time(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function ensureTensors(peers: Peers, bytes: number): string | undefined {
  const path = join(benchCache(), `tensors-${bytes / 1e6}MB.pt`);
  if (existsSync(path)) return path;
  const { bavail, bsize } = statfsSync(benchCache());
  if (bavail * bsize < bytes + SPARE_BYTES) return undefined;
  const part = `${path}.part`;
  const { status } = spawnSync(peers.python, [join(ROOT, 'bench', 'makeTensors.py'), part, String(bytes)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) renameSync(part, path);
  else rmSync(part, { force: true });
  return status === 0 ? path : undefined;
}

function report(rows: readonly Row[]): void {
  const rate = (row: Row, seconds: number) => `${(row.bytes / seconds / 1e9).toFixed(2)} GB/s`;
  console.log(
    '\nStatistics of every tensor: extremes, mean, std, norm, counts of NaN, infinities and zeros, quantiles, histogram of 128 bins.\n' +
      `Page cache warm, median of ${RUNS} after ${WARM_UPS} that do not count (torch: ${TORCH_RUNS} after 1).`,
  );
  printTable([
    [
      '',
      'Epochscope',
      'torch, 2 threads',
      'reads alone',
      'times torch',
      'of reads',
      'opening',
      'torch.load',
      'first run',
    ],
    ...rows.map((row) => [
      row.title,
      rate(row, row.ours.computing),
      rate(row, row.torch.computing),
      rate(row, row.reads),
      `${timesTorch(row).toFixed(1)} ×`,
      `${Math.round(shareOfReads(row) * 100)} %`,
      `${(row.ours.opening * 1000).toFixed(1)} ms`,
      `${(row.torch.opening * 1000).toFixed(0)} ms`,
      `${row.first.toFixed(2)} s`,
    ]),
  ]);
  console.log(
    'Rates are those of an open file: Epochscope plans, reads and computes, torch computes (mmap=True); its histogram has no quantiles.\n' +
      'Reads alone: 4 MiB at a time on 2 threads.',
  );
  reportLine(rows.filter(({ title }) => title !== CHECKPOINT));
  const large = rows.filter(({ bytes }) => bytes > 500e6);
  const perByte = rows.map(({ bytes, ours }) => sumOf(ours) / bytes);
  console.log('\nGoals');
  printTable([
    goal('times torch, at least', Math.min(...large.map(timesTorch)), GOALS.timesTorch, 1),
    goal('share of reads, at least', Math.min(...large.map(shareOfReads)), GOALS.shareOfReads, 1),
    goal('cost a byte, largest to smallest, at most', Math.max(...perByte) / Math.min(...perByte), GOALS.linear, -1),
  ]);
}

function timesTorch({ ours, torch }: Row): number {
  return torch.computing / ours.computing;
}

function shareOfReads({ ours, reads }: Row): number {
  return reads / ours.computing;
}

/** What a file costs whatever its size, and what each byte costs beyond. */
function reportLine(rows: readonly Row[]): void {
  if (rows.length < 3) return;
  const { intercept, rate, deviation } = fitLine(rows.map(({ bytes, ours }) => ({ bytes, seconds: sumOf(ours) })));
  console.log(
    `Over ${rows.length} sizes: ${(intercept * 1000).toFixed(2)} ms and ${(rate / 1e9).toFixed(2)} GB/s beyond, ` +
      `every size within ${Math.ceil(deviation * 100)} % of that.`,
  );
}

function goal(title: string, value: number, bound: number, direction: 1 | -1): readonly string[] {
  const isMet = (value - bound) * direction >= 0;
  return [title, String(bound), value.toFixed(2), isMet ? 'met' : 'MISSED'];
}
