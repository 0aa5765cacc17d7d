import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { compareCheckpoints, createDifferenceKernel, openFile, readSeries } from '../engine/index.ts';
import { FileSource, openFileSource } from '../engine/node/fileSource.ts';
import { ThreadPool } from '../engine/node/threadPool.ts';
import { yieldNow } from '../engine/node/yieldNow.ts';
import { benchCache, ROOT } from './benchCache.ts';
import { median } from './measureProcess.ts';
import { ensureCheckpoint, ensurePeers, type Peers } from './peers.ts';
import { printTable } from './printTable.ts';
import { medianOf, runTorch, type Parts } from './torchRun.ts';

/** Runs of each, in turns. */
const RUNS = 5;
/** Runs before those: the first fills the page cache, and V8 compiles what it sees often. How long the first took is told. */
const WARM_UPS = 5;
const TORCH_RUNS = 3;
const READERS = 2;
/** Checkpoints of the series. */
const SERIES = 5;
const FIRST_EPOCH = 39;
/** Bytes that must stay free on the disk beside a generated file. */
const SPARE_BYTES = 10e9;

/** From the issue that asked for it: two files of 909 MB; cost a byte of the series. */
const GOALS = { timesTorch: 4, linear: 1.5 };

/** `npm run bench -- diff`: two checkpoints compared, beside torch and reading alone; then a series of growing length. */
export async function runDiffBench(): Promise<void> {
  const peers = ensurePeers();
  if (typeof peers === 'string') {
    console.log(`Not measured. ${peers}`);
    return;
  }
  const files = ensureEpochs(peers);
  const [left, right] = files;
  if (left === undefined || right === undefined) {
    console.log('Not measured: torch could not write the checkpoints, or the disk is too full.');
    return;
  }
  const bench = new DiffBench();
  await bench.measureDiff(peers, [left, right]);
  await bench.measureSeries(files);
  await bench.close();
}

class DiffBench {
  readonly #threads = new ThreadPool({ script: pathToFileURL(join(ROOT, 'dist', 'statisticsThread.js')) });
  readonly #kernel = createDifferenceKernel();
  readonly #readers = Array.from(
    { length: READERS },
    () => new Worker(pathToFileURL(join(ROOT, 'bench', 'plainReads.mjs'))),
  );

  async measureDiff(peers: Peers, files: readonly string[]): Promise<void> {
    const bytes = sizeOf(files);
    const [changed, same]: [Parts[], Parts[]] = [[], []];
    const reads: number[] = [];
    const readAll = async (): Promise<void> => {
      for (const file of files) await this.#readPlainly(file);
    };
    for (let run = 0; run < WARM_UPS + RUNS; run++) {
      reads.push(await time(readAll));
      changed.push(await this.#compare(files));
      same.push(await this.#compare([files[0] ?? '', files[0] ?? '']));
    }
    const ours = medianOf(changed.slice(WARM_UPS));
    const torch = runTorch(peers, 'torchDiff.py', files, TORCH_RUNS);
    console.log(
      `\nTwo checkpoints of ${Math.round(bytes / 2e6)} MB compared: changed bits, L2, relative L2, largest change and where, mean change, cosine, new NaN.\n` +
        `Over both files, page cache warm, median of ${RUNS} after ${WARM_UPS} that do not count (torch: ${TORCH_RUNS} after 1).`,
    );
    const rows = [
      ['Epochscope, every element changed', ours],
      ['Epochscope, nothing changed', medianOf(same.slice(WARM_UPS))],
      ['torch, 2 threads, mmap', torch],
      ['reads alone', { opening: 0, computing: median(reads.slice(WARM_UPS)) }],
    ] as const;
    printTable([
      ['', 'opening', 'comparing', 'rate', 'times torch'],
      ...rows.map(([title, { opening, computing }]) => [
        title,
        opening === 0 ? '' : `${opening.toFixed(3)} s`,
        `${computing.toFixed(3)} s`,
        `${(bytes / computing / 1e9).toFixed(2)} GB/s`,
        `${(torch.computing / computing).toFixed(1)} ×`,
      ]),
    ]);
    const [first] = changed;
    const fromPaths = sumOf(torch) / sumOf(ours);
    console.log(
      'Once the files are open, Epochscope plans, reads and computes in float64, torch in float32. ' +
        `From the paths on: ${sumOf(ours).toFixed(3)} s and ${sumOf(torch).toFixed(3)} s, ${fromPaths.toFixed(1)} ×.\n` +
        `The first comparison of all took ${first === undefined ? '?' : sumOf(first).toFixed(2)} s.`,
    );
    const times = torch.computing / ours.computing;
    console.log('\nGoal');
    printTable([goal('times torch, at least', times, GOALS.timesTorch, times >= GOALS.timesTorch)]);
  }

  /** The cost of 1 to n checkpoints, and of a byte in each. */
  async measureSeries(files: readonly string[]): Promise<void> {
    const rows: { readonly count: number; readonly bytes: number; readonly seconds: number }[] = [];
    for (let run = 0; run < WARM_UPS; run++) await this.#follow(files.slice(0, 1));
    for (let count = 1; count <= files.length; count++) {
      const some = files.slice(0, count);
      await this.#follow(some);
      const times: number[] = [];
      for (let run = 0; run < RUNS; run++) times.push(await time(() => this.#follow(some)));
      rows.push({ count, bytes: sizeOf(some), seconds: median(times) });
    }
    console.log('\nA series of checkpoints: norm, change and NaN of every tensor. Nothing cached but pages.');
    printTable([
      ['checkpoints', 'bytes', 'time', 'rate'],
      ...rows.map(({ count, bytes, seconds }) => [
        String(count),
        `${(bytes / 1e9).toFixed(2)} GB`,
        `${seconds.toFixed(3)} s`,
        `${(bytes / seconds / 1e9).toFixed(2)} GB/s`,
      ]),
    ]);
    const perByte = rows.map(({ bytes, seconds }) => seconds / bytes);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined || last === first) return;
    const slope = (last.seconds - first.seconds) / (last.count - first.count);
    console.log(
      `Each further checkpoint: ${slope.toFixed(3)} s; 40 of them: ${(first.seconds + 39 * slope).toFixed(1)} s.`,
    );
    const spread = Math.max(...perByte) / Math.min(...perByte);
    console.log('\nGoal');
    printTable([goal('cost a byte, largest to smallest, at most', spread, GOALS.linear, spread <= GOALS.linear)]);
  }

  async close(): Promise<void> {
    await this.#threads.close();
    await Promise.all(this.#readers.map((reader) => reader.terminate()));
  }

  /** As the command line does it. */
  async #compare(files: readonly string[]): Promise<Parts> {
    return this.#withFiles(files, async (sources) => {
      const began = performance.now();
      const [left, right] = await Promise.all(sources.map((source) => openFile(source)));
      if (left === undefined || right === undefined) throw new Error('two files');
      const opened = performance.now();
      const { matches } = await compareCheckpoints({
        left,
        right,
        isSelected: () => true,
        align: false,
        trustCrc: false,
        pool: this.#threads.across(sources),
        kernel: this.#kernel,
      });
      const done = performance.now();
      const compared = matches.filter(({ outcome }) => outcome.kind === 'compared').length;
      if (compared < matches.length) throw new Error(`${compared} of ${matches.length} tensors were compared`);
      return { opening: (opened - began) / 1000, computing: (done - opened) / 1000 };
    });
  }

  async #follow(files: readonly string[]): Promise<void> {
    await readSeries({
      inputs: files.map((path) => ({ id: path, name: path, open: () => openFileSource(path) })),
      isSelected: () => true,
      poolAcross: (sources) => this.#threads.across(sources.filter((source) => source instanceof FileSource)),
      kernel: this.#kernel,
      pace: { clock: () => performance.now(), yieldNow },
    });
  }

  async #withFiles<Result>(
    paths: readonly string[],
    work: (sources: readonly FileSource[]) => Promise<Result>,
  ): Promise<Result> {
    const sources = await Promise.all(paths.map((path) => openFileSource(path)));
    try {
      return await work(sources);
    } finally {
      await Promise.all(sources.map((source) => source.close()));
    }
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

/** The checkpoint of the other benchmarks, and the epochs after it, written once. As many as the disk has room for. */
function ensureEpochs(peers: Peers): readonly string[] {
  const files: string[] = [];
  const first = ensureCheckpoint(peers);
  if (first === undefined) return files;
  files.push(first);
  for (let epoch = FIRST_EPOCH + 1; epoch < FIRST_EPOCH + SERIES; epoch++) {
    const path = join(benchCache(), `epoch=${epoch}-step=${242 * (epoch + 1)}.ckpt`);
    if (!existsSync(path) && !writeEpoch(peers, path, epoch, statSync(first).size)) break;
    files.push(path);
  }
  return files;
}

function writeEpoch(peers: Peers, path: string, epoch: number, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(benchCache());
  if (bavail * bsize < bytes + SPARE_BYTES) return false;
  console.log(`Writing ${basename(path)} …`);
  const part = `${path}.part`;
  const script = join(ROOT, 'bench', 'makeCheckpoint.py');
  const { status } = spawnSync(peers.python, [script, part, String(epoch)], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) renameSync(part, path);
  else rmSync(part, { force: true });
  return status === 0;
}

async function time(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

function goal(title: string, value: number, bound: number, isMet: boolean): readonly string[] {
  return [title, String(bound), value.toFixed(2), isMet ? 'met' : 'MISSED'];
}
