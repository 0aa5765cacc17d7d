import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../shared/contentSecurityPolicy.ts';

export const APP_SCHEME = 'app';
/** Origin of the page, and the only one that main answers. */
export const APP_ORIGIN = 'app://epochscope';
export const APP_PAGE: string = `${APP_ORIGIN}/index.html`;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * The file below `root` that a request names, or undefined for anything else. A segment may hold letters, digits and `._-`
 * and must not start with a dot: no traversal, no hidden file, no escape can be written in it.
 */
export function resolveAppFile(root: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== APP_ORIGIN) return undefined;
  const segments = pathname.slice(1).split('/');
  if (!segments.every((segment) => /^[\w-][\w.-]*$/.test(segment))) return undefined;
  return join(root, ...segments);
}

/** Serves the built page from `root`, which may lie inside an asar archive, and nothing else. */
export async function serveAppFile(root: string, url: string): Promise<Response> {
  const file = resolveAppFile(root, url);
  const type = file && CONTENT_TYPES[extname(file)];
  if (file === undefined || type === undefined) return new Response(undefined, { status: 404 });
  try {
    const body = await readFile(file);
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      },
    });
  } catch {
    return new Response(undefined, { status: 404 });
  }
}
