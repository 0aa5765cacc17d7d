// Writes docs/codes.md from the closed list in shared/codes.ts. With --check it only says whether the page is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './bootstrap.mjs';

const PAGE = join(ROOT, 'docs', 'codes.md');

function renderPage(source) {
  const rows = [...source.matchAll(/^ {2}'?([a-z/-]+)'?:\s+'((?:[^'\\]|\\.)*)',$/gm)].map(
    ([, code, meaning]) => `| \`${code}\` | ${meaning} |`,
  );
  return `# Codes of errors and findings

An error says that a question could not be answered; a finding is something worth knowing about a file that still opens. This page is
made from \`shared/codes.ts\` by \`node build/codesPage.mjs\`.

| code | meaning |
| --- | --- |
${rows.join('\n')}
`;
}

const page = renderPage(readFileSync(join(ROOT, 'shared', 'codes.ts'), 'utf8'));
if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
else if (readFileSync(PAGE, 'utf8') !== page) {
  say('docs/codes.md is not current: node build/codesPage.mjs');
  process.exit(1);
}
