import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CountingSource } from '../engine/bytes/countingSource.ts';
import { openFile } from '../engine/formats/openFile.ts';
import { openFileSource } from '../engine/node/fileSource.ts';
import { benchCache, ROOT } from './benchCache.ts';
import { writeManyTensors } from './manyTensors.ts';
import { measureProcess, median, medianCost, type ProcessCost } from './measureProcess.ts';
import { ensureCheckpoint, ensurePeers, type Peers } from './peers.ts';
import { printTable } from './printTable.ts';

/** Runs of each process; one more comes first and fills the page cache. */
const RUNS = 5;
const ENGINE_RUNS = 20;
/** Openings before those, so that the code is compiled as it is in a window that has been used. */
const ENGINE_WARM_UPS = 10;

/** What opening may cost, from the issue that asked for it: 974 MB, warm page cache. */
const GOALS = { engineMs: 30, inspectSeconds: 0.25, inspectPeakBytes: 120e6, inspectReadBytes: 1.5e6 };

/** A way to look inside a checkpoint, as a whole process. */
interface Reader {
  readonly title: string;
  command(file: string): readonly string[];
  /** Bytes of the file that were read through a mapping, from the reader's own output. */
  mappedBytes?(output: string): number;
}

interface Row extends ProcessCost {
  readonly title: string;
}

/** `npm run bench -- open`: what it costs to see what a 909 MB checkpoint holds, beside torch and Netron. */
export async function runOpenBench(): Promise<void> {
  const peers = ensurePeers();
  if (typeof peers === 'string') {
    console.log(`Not measured. ${peers}`);
    return;
  }
  const file = ensureCheckpoint(peers);
  if (file === undefined) {
    console.log('Not measured. torch could not write the checkpoint; its message stands above.');
    return;
  }
  const tiny = join(benchCache(), 'tiny.ckpt');
  await writeManyTensors(tiny, 1);

  const rows = listReaders(peers).map((reader) => measureReader(reader, { file, tiny }));
  const engine = await measureEngine(file);
  report({ file, rows, engine });
}

function listReaders(peers: Peers): readonly Reader[] {
  const torch = (mode: string): Reader => ({
    title: `torch.load, ${mode}`,
    command: (file) => [peers.python, join(ROOT, 'bench', 'loadTorch.py'), mode, file],
    mappedBytes: (output) => {
      const result: { readonly mappedBytes: number } = JSON.parse(output);
      return result.mappedBytes;
    },
  });
  const cli = join(ROOT, 'dist', 'cli.js');
  return [
    torch('full'),
    torch('mmap'),
    torch('meta'),
    {
      title: "Netron's reader",
      command: (file) => [process.execPath, join(ROOT, 'bench', 'readNetron.mjs'), peers.netron, file],
    },
    ...(existsSync(cli)
      ? [{ title: OURS, command: (file: string) => [process.execPath, cli, 'inspect', '--json', file] }]
      : []),
  ];
}

const OURS = 'epochscope inspect --json';

/** Bytes read are those beyond what the same command reads for a checkpoint of one tensor: its own program and libraries. */
function measureReader(reader: Reader, { file, tiny }: { readonly file: string; readonly tiny: string }): Row {
  const startup = measureProcess(reader.command(tiny)).readBytes;
  measureProcess(reader.command(file));
  const runs = Array.from({ length: RUNS }, () => {
    const run = measureProcess(reader.command(file));
    return { ...run, readBytes: run.readBytes - startup + (reader.mappedBytes?.(run.output) ?? 0) };
  });
  return { title: reader.title, ...medianCost(runs) };
}

interface EngineCost {
  readonly ms: number;
  readonly reads: number;
  readonly bytesRead: number;
}

/** Opening inside a running process, as the window does it: the code is warm, the file is opened anew each time. */
async function measureEngine(path: string): Promise<EngineCost> {
  const times: number[] = [];
  let cost = { reads: 0, bytesRead: 0 };
  for (let run = -ENGINE_WARM_UPS; run < ENGINE_RUNS; run++) {
    const started = performance.now();
    const source = await openFileSource(path);
    const counting = new CountingSource(source);
    await openFile(counting);
    if (run >= 0) times.push(performance.now() - started);
    cost = { reads: counting.reads, bytesRead: counting.bytesRead };
    await source.close();
  }
  return { ms: median(times), ...cost };
}

function report({
  file,
  rows,
  engine,
}: {
  readonly file: string;
  readonly rows: readonly Row[];
  readonly engine: EngineCost;
}): void {
  const ours = rows.find((row) => row.title === OURS);
  console.log(
    `\nOpening a checkpoint of ${megabytes(statSync(file).size)}: whole processes, page cache warm, median of ${RUNS}.`,
  );
  printTable([
    ['', 'time', '', 'peak memory', '', 'read', ''],
    ...rows.map((row) => [
      row.title,
      `${row.seconds.toFixed(2)} s`,
      ratio(row.seconds, ours?.seconds),
      megabytes(row.peakBytes),
      ratio(row.peakBytes, ours?.peakBytes),
      megabytes(row.readBytes),
      ratio(row.readBytes, ours?.readBytes),
    ]),
  ]);
  console.log(
    '× says how many times what inspect needs. Peak memory is that of the largest process. Read is what read() was asked for,\n' +
      'beyond what the same command reads for a checkpoint of one tensor; for mmap the pages of the mapping that were touched.',
  );
  console.log(
    `\nThe engine alone, median of ${ENGINE_RUNS} after ${ENGINE_WARM_UPS}: ${engine.ms.toFixed(1)} ms, ${engine.reads} reads, ${megabytes(engine.bytesRead)}.`,
  );
  console.log('\nGoals');
  printTable([
    goal('engine opens', engine.ms, GOALS.engineMs, (ms) => `${ms.toFixed(1)} ms`),
    ...(ours === undefined
      ? [['inspect', 'not measured: dist/cli.js is not built', '', '']]
      : [
          goal('inspect takes', ours.seconds, GOALS.inspectSeconds, (seconds) => `${seconds.toFixed(2)} s`),
          goal('inspect peaks at', ours.peakBytes, GOALS.inspectPeakBytes, megabytes),
          goal('inspect reads', ours.readBytes, GOALS.inspectReadBytes, megabytes),
        ]),
  ]);
}

function goal(title: string, value: number, most: number, format: (value: number) => string): readonly string[] {
  return [title, format(value), `at most ${format(most)}`, value <= most ? 'met' : 'MISSED'];
}

function ratio(value: number, ours: number | undefined): string {
  if (ours === undefined || ours <= 0) return '';
  const times = value / ours;
  return `${times < 10 ? times.toFixed(1) : Math.round(times)} ×`;
}

function megabytes(bytes: number): string {
  return bytes < 10e6 ? `${(bytes / 1e6).toFixed(2)} MB` : `${Math.round(bytes / 1e6)} MB`;
}
