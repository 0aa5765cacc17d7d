// Adds the optional platform binaries that a lock file written on another platform leaves out. Some registry mirrors do
// not hold every platform's build, so npm cannot resolve them there, writes a lock without them, and `npm ci` then refuses
// on the platforms that are missing. Run after every `npm install`: npm run lock
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCK = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The `os`, `cpu` and `libc` fields that a platform package's name stands for. */
export function platformOf(name) {
  const words = name
    .split('/')
    .at(-1)
    .replace(/^binding-/, '')
    .split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  const libc = os !== 'linux' ? undefined : words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
}

/** Adds the missing entries to a parsed lock file and returns their names. */
export function completeLock(lock) {
  const added = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const nested = `${place}/node_modules/${name}`;
      const top = `node_modules/${name}`;
      if (nested in lock.packages || top in lock.packages) continue;
      const platform = platformOf(name);
      if (platform === undefined) throw new Error(`no platform can be read from the package name ${name}`);
      lock.packages[top] = { version, ...platform, optional: true, ...(entry.dev && { dev: true }) };
      added.push(name);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  return added;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  const added = completeLock(lock);
  writeFileSync(LOCK, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(
    added.length === 0 ? 'package-lock.json names every platform.' : `Added ${added.length} platform packages.`,
  );
}
