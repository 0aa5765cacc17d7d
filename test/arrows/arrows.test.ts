import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** A dependency that the architecture forbids. `compiler`: TypeScript refuses it too, not only the linter. */
interface Plant {
  readonly title: string;
  readonly file: string;
  readonly source: string;
  readonly compiler: boolean;
}

const PLANTS: readonly Plant[] = [
  { title: 'shared imports the engine', file: 'shared/planted.ts', source: from('../engine/stub.ts'), compiler: true },
  {
    title: 'shared imports a package',
    file: 'shared/planted.ts',
    source: fromPackage('fflate', 'gunzipSync'),
    compiler: false,
  },
  {
    title: 'shared reads the clock',
    file: 'shared/planted.ts',
    source: 'export const now: number = Date.now();\n',
    compiler: false,
  },
  {
    title: 'the engine imports Node',
    file: 'engine/planted.ts',
    source: fromPackage('node:fs', 'readFileSync'),
    compiler: true,
  },
  {
    title: 'the engine imports its Node part',
    file: 'engine/planted.ts',
    source: from('./node/stub.ts'),
    compiler: true,
  },
  {
    title: 'the engine imports its browser part',
    file: 'engine/zip/planted.ts',
    source: from('../web/stub.ts'),
    compiler: true,
  },
  {
    title: 'the engine uses the DOM',
    file: 'engine/planted.ts',
    source: 'export const page: unknown = document;\n',
    compiler: true,
  },
  {
    title: 'the engine uses process',
    file: 'engine/planted.ts',
    source: 'export const page: unknown = process;\n',
    compiler: true,
  },
  {
    title: 'the engine reads the clock',
    file: 'engine/planted.ts',
    source: 'export const now: number = Date.now();\n',
    compiler: false,
  },
  {
    title: 'the engine imports Electron',
    file: 'engine/planted.ts',
    source: fromPackage('electron', 'app'),
    compiler: false,
  },
  {
    title: 'the engine imports a server library',
    file: 'engine/planted.ts',
    source: fromPackage('fastify', 'fastify'),
    compiler: false,
  },
  {
    title: 'engine/node imports the browser part',
    file: 'engine/node/planted.ts',
    source: from('../web/stub.ts'),
    compiler: true,
  },
  {
    title: 'engine/node imports a shell',
    file: 'engine/node/planted.ts',
    source: from('../../server/stub.ts'),
    compiler: true,
  },
  {
    title: 'engine/web imports Node',
    file: 'engine/web/planted.ts',
    source: fromPackage('node:fs', 'readFileSync'),
    compiler: true,
  },
  {
    title: 'the renderer imports the engine',
    file: 'renderer/planted.ts',
    source: from('../engine/stub.ts'),
    compiler: true,
  },
  {
    title: 'the renderer imports Node',
    file: 'renderer/app/planted.ts',
    source: fromPackage('node:fs', 'readFileSync'),
    compiler: false,
  },
  {
    title: 'the renderer imports Electron',
    file: 'renderer/planted.ts',
    source: fromPackage('electron', 'ipcRenderer'),
    compiler: false,
  },
  {
    title: 'the preload imports the engine',
    file: 'electron/preload/planted.ts',
    source: from('../../engine/stub.ts'),
    compiler: true,
  },
  {
    title: 'the server imports the renderer',
    file: 'server/planted.ts',
    source: from('../renderer/stub.ts'),
    compiler: true,
  },
  {
    title: 'the server reaches past engine/index.ts',
    file: 'server/planted.ts',
    source: from('../engine/zip/stub.ts'),
    compiler: false,
  },
  {
    title: 'the command line imports the renderer',
    file: 'cli/planted.ts',
    source: from('../renderer/stub.ts'),
    compiler: true,
  },
  {
    title: 'the command line reaches past engine/index.ts',
    file: 'cli/planted.ts',
    source: from('../engine/zip/stub.ts'),
    compiler: false,
  },
  {
    title: 'the main process imports the renderer',
    file: 'electron/main/planted.ts',
    source: from('../../renderer/stub.ts'),
    compiler: true,
  },
];

function from(path: string): string {
  return `import { stub } from '${path}';\nexport const planted: number = stub;\n`;
}

function fromPackage(name: string, member: string): string {
  return `import { ${member} } from '${name}';\nexport const planted: unknown = ${member};\n`;
}

let tree = '';

/** A copy of the projects with one stub a folder, so that planting never touches the real sources. */
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'epochscope-arrows-'));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
  copyFileSync(join(ROOT, 'tsconfig.base.json'), join(tree, 'tsconfig.base.json'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
  const solution = readFileSync(join(ROOT, 'tsconfig.json'), 'utf8');
  const projects = [...solution.matchAll(/"path": "([^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path !== 'test' && path !== 'bench');
  for (const project of [...projects, 'engine/zip', 'renderer/app']) {
    mkdirSync(join(tree, project), { recursive: true });
    writeFileSync(join(tree, project, 'stub.ts'), 'export const stub: number = 1;\n');
  }
  for (const project of projects)
    copyFileSync(join(ROOT, project, 'tsconfig.json'), join(tree, project, 'tsconfig.json'));
  for (const layer of ['shared', 'engine'])
    copyFileSync(join(ROOT, layer, 'platform.d.ts'), join(tree, layer, 'platform.d.ts'));
  writeFileSync(
    join(tree, 'tsconfig.json'),
    JSON.stringify({ files: [], references: projects.map((path) => ({ path })) }),
  );
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

function runTool(script: string, args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: tree,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const compile = () => runTool('typescript/bin/tsc', ['-b']);
const lint = (file: string) => runTool('oxlint/bin/oxlint', ['-c', '.oxlintrc.json', file]);

describe('the arrows of the architecture', () => {
  it('lets the empty tree pass the compiler and the linter', () => {
    expect(compile()).toMatchObject({ status: 0 });
    expect(lint('.')).toMatchObject({ status: 0 });
  });

  it.each(PLANTS)('refuses that $title', ({ file, source, compiler }) => {
    const planted = join(tree, file);
    mkdirSync(dirname(planted), { recursive: true });
    writeFileSync(planted, source);
    try {
      const linted = lint(file);
      expect(linted.status, linted.output).not.toBe(0);
      expect(linted.output).toMatch(/no-restricted-(imports|globals)|no-undef/);
      if (!compiler) return;
      const compiled = compile();
      expect(compiled.status, compiled.output).not.toBe(0);
      expect(compiled.output).toContain(file);
    } finally {
      rmSync(planted);
    }
  });

  it('refuses an import cycle', () => {
    writeFileSync(
      join(tree, 'engine/a.ts'),
      "import type { B } from './b.ts';\nexport interface A { readonly b: B }\n",
    );
    writeFileSync(
      join(tree, 'engine/b.ts'),
      "import type { A } from './a.ts';\nexport interface B { readonly a: A }\n",
    );
    const { status, output } = lint('engine');
    for (const name of ['a.ts', 'b.ts']) rmSync(join(tree, 'engine', name));
    expect(status, output).not.toBe(0);
    expect(output).toContain('no-cycle');
  });
});
