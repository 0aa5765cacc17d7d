import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchCache, ROOT } from './benchCache.ts';

/** The programs that a benchmark compares with, ready to run. */
export interface Peers {
  /** A Python that imports torch and netron. */
  readonly python: string;
  /** Netron's JavaScript, as modules that Node loads. */
  readonly netron: string;
}

/**
 * Installs torch and Netron's package into an environment of their own in the cache, once. Returns a sentence instead where
 * that is not possible.
 */
export function ensurePeers(): Peers | string {
  if (process.platform !== 'linux') return 'Measuring reads and memory of other programs needs Linux (/proc).';
  if (!succeeds('python3', ['-c', 'import venv']))
    return 'python3 with its venv module is needed to run torch; there is none.';
  const environment = join(benchCache(), 'venv');
  const python = join(environment, 'bin', 'python');
  if (!succeeds(python, ['-c', 'import torch, netron'])) {
    console.log(`Installing torch, numpy and netron into ${environment} (several GB, once) …`);
    const made = succeeds('python3', ['-m', 'venv', environment]);
    if (!made || !succeeds(python, ['-m', 'pip', 'install', '--quiet', 'torch', 'numpy', 'netron'])) {
      return 'torch could not be installed with pip; its message stands above.';
    }
  }
  return { python, netron: copyNetron(python) };
}

/** A checkpoint of 909 MB, written once. Undefined if torch failed. */
export function ensureCheckpoint(peers: Peers): string | undefined {
  const path = join(benchCache(), 'epoch=39-step=9680.ckpt');
  if (existsSync(path)) return path;
  console.log(`Writing a checkpoint of 909 MB to ${path} …`);
  const part = `${path}.part`;
  if (!succeeds(peers.python, [join(ROOT, 'bench', 'makeCheckpoint.py'), part])) return undefined;
  renameSync(part, path);
  return path;
}

/** Node takes the package's `.js` files for CommonJS where they lie; beside a package.json of ours they are modules. */
function copyNetron(python: string): string {
  const folder = join(benchCache(), 'netron');
  if (existsSync(join(folder, 'package.json'))) return folder;
  const script = 'import netron, os; print(os.path.dirname(netron.__file__), end="")';
  const { stdout } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  mkdirSync(folder, { recursive: true });
  cpSync(stdout, folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  return folder;
}

function succeeds(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}
