import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './benchCache.ts';
import { median } from './measureProcess.ts';
import type { Peers } from './peers.ts';

/** Seconds of a run in two parts: until the contents are known, and what is computed of them then. */
export interface Parts {
  readonly opening: number;
  readonly computing: number;
}

/** The medians of both parts. */
export function medianOf(runs: readonly Parts[]): Parts {
  return {
    opening: median(runs.map(({ opening }) => opening)),
    computing: median(runs.map(({ computing }) => computing)),
  };
}

/** Runs one of the bench's Python scripts over files; the first run, which fills the page cache and torch's own, does not count. */
export function runTorch(peers: Peers, script: string, files: readonly string[], runs: number): Parts {
  const args = [join(ROOT, 'bench', script), ...files, String(runs + 1)];
  const { stdout, status } = spawnSync(peers.python, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('torch failed; its message stands above');
  const { loading, seconds }: { readonly loading: readonly number[]; readonly seconds: readonly number[] } =
    JSON.parse(stdout);
  return { opening: median(loading.slice(1)), computing: median(seconds.slice(1)) };
}
