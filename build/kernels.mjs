// Compiles the kernels (AssemblyScript → WASM with SIMD) into a TypeScript file, so that every bundle and every test carries
// the same bytes inline and needs no file beside it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  mkdirSync(join(ROOT, 'engine/kernels/generated'), { recursive: true });
  writeFileSync(join(ROOT, OUTPUT), render(Buffer.from(wasm).toString('base64')));
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
