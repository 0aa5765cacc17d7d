import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Pasted text with more lines is taken for text, not for paths. */
const LINE_LIMIT = 64;

/**
 * The absolute paths in text that a person copied: one a line, as a terminal or a file manager writes them (quotes, `~/`,
 * `file://` URLs). Undefined when a line is none, so that pasted prose opens nothing.
 */
export function readPastedPaths(text: string, home: string): string[] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.length > LINE_LIMIT) return undefined;
  const paths = lines.map((line) => readPath(line, home));
  return paths.every((path) => path !== undefined) ? paths : undefined;
}

function readPath(line: string, home: string): string | undefined {
  const bare = /^(['"])(.*)\1$/.exec(line)?.[2] ?? line;
  if (bare.includes('\0')) return undefined;
  if (bare.startsWith('file:')) return readFileUrl(bare);
  if (bare === '~' || bare.startsWith('~/')) return join(home, bare.slice(1));
  return isAbsolute(bare) ? bare : undefined;
}

function readFileUrl(text: string): string | undefined {
  try {
    return fileURLToPath(text);
  } catch {
    return undefined;
  }
}
