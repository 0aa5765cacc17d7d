// Compiles the kernels (AssemblyScript → WASM with SIMD) into a TypeScript file, so that every bundle and every test carries
// the same bytes inline and needs no file beside it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './bootstrap.mjs';

const SOURCE = 'engine/kernels/assembly/index.ts';
const OUTPUT = 'engine/kernels/generated/kernelWasm.ts';

export async function buildKernels() {
  const { default: asc } = await import('assemblyscript/asc');
  let wasm;
  const messages = asc.createMemoryStream();
  const { error } = await asc.main(
    [
      SOURCE,
      '-O3',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--importMemory',
      '--use',
      'abort=',
      '--outFile',
      'kernel.wasm',
    ],
    {
      baseDir: ROOT,
      stderr: messages,
      writeFile: (_name, contents) => {
        wasm = contents;
      },
    },
  );
  if (error) throw new Error(`the kernels do not compile:\n${messages.toString()}`);
  const output = join(ROOT, OUTPUT);
  const text = render(Buffer.from(wasm).toString('base64'));
  // The same text again would look like a change to whoever compares times.
  if (existsSync(output) && readFileSync(output, 'utf8') === text) return;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
}

function render(base64) {
  return `// Made by build/kernels.mjs from ${SOURCE}; not kept in git.
/** The compiled kernels. */
export function decodeKernelWasm(): Uint8Array<ArrayBuffer> {
  const text = atob('${base64}');
  return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
