// Opens one file with the reader of Netron's Python package, the way its desktop application does: a file stream that reads
// on request. Usage: node readNetron.mjs FOLDER_OF_NETRON FILE. Prints what it found as JSON.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const load = (name) => import(new URL(`${name}.js`, pathToFileURL(`${folder}/`)));
const { ModelFactoryService } = await load('view');
const { FileStream } = await load('node');

const stats = statSync(file);
const host = {
  environment: () => null,
  require: (id) => load(id.replace('./', '')),
  worker: () => null,
  event: () => undefined,
  exception: (error) => {
    throw error;
  },
};
const context = {
  identifier: basename(file),
  stream: new FileStream(file, 0, stats.size, stats.mtimeMs),
  tags: new Map(),
  entries: new Map(),
  asset: async (name) => readFileSync(`${folder}/${name}`, 'utf8'),
  require: (id) => load(id.replace('./', '')),
  error: () => undefined,
};
const started = performance.now();
const model = await new ModelFactoryService(host).open(context);
process.stdout.write(`${JSON.stringify({ ms: performance.now() - started, format: model.format })}\n`);
