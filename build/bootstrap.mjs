// Makes a fresh clone ready: the right Node, the dependencies, the build. Uses Node's built-ins only, because nothing else
// is there yet. Each step says what it does and is skipped when nothing changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const BUILD_INPUTS = [
  'shared',
  'engine',
  'server',
  'cli',
  'electron',
  'renderer',
  'build',
  'package-lock.json',
  'package.json',
];

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Stops with a sentence when Node is too old for the dependencies. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  say(`Epochscope needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}. See https://nodejs.org.`);
  process.exit(1);
}

/** Runs npm with the Node that runs this script, whatever the shell's PATH says. */
function npm(args) {
  const cli = process.env.npm_execpath;
  const result = cli
    ? spawnSync(process.execPath, [cli, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
    : spawnSync('npm', args, {
        cwd: ROOT,
        stdio: ['ignore', 'inherit', 'inherit'],
        shell: process.platform === 'win32',
      });
  if (result.status === 0) return;
  say(`npm ${args[0]} failed. Its own message stands above; a network that reaches the npm registry is needed once.`);
  process.exit(result.status ?? 1);
}

/** Installs the exact dependencies of package-lock.json, once per lock file. */
export function ensureDependencies() {
  const stamp = join(ROOT, 'node_modules', '.epochscope-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing dependencies (npm ci, about 350 MB, once) …');
  npm(['ci', '--ignore-scripts', '--loglevel=error', '--no-fund', '--no-audit']);
  writeFileSync(stamp, wanted);
}

/** A digest of names, sizes and times of everything that the build reads. */
function digestInputs() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const info = statSync(path);
    if (!info.isDirectory()) {
      hash.update(`${path}\0${info.size}\0${info.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) if (name !== 'node_modules') visit(join(path, name));
  };
  for (const input of BUILD_INPUTS) visit(join(ROOT, input));
  return hash.digest('hex');
}

/** Builds dist/ unless it was built from exactly these files. */
export async function ensureBuilt() {
  const stamp = join(ROOT, 'dist', '.stamp');
  const wanted = digestInputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  // Taken anew: a build may write generated sources.
  writeFileSync(stamp, digestInputs());
}

/** Everything that both README commands need first. */
export async function bootstrap() {
  requireNode();
  ensureDependencies();
  await ensureBuilt();
}
