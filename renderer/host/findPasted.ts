import type { EngineApi } from '../../shared/engineApi.ts';
import type { Grant } from '../../shared/hostApi.ts';
import { InspectError } from '../../shared/inspectError.ts';

/**
 * Finds what a pasted path names below the folder that is served. A relative path starts there; an absolute one must pass
 * through a folder with the served folder's name, since the page knows no other part of its path.
 *
 * @throws InspectError `source/outside-root` or `source/not-found`.
 */
export async function findPasted(engine: Pick<EngineApi, 'listFolder'>, root: Grant, text: string): Promise<Grant> {
  const names = namesBelowRoot(root, text);
  const name = names.at(-1);
  if (name === undefined) return root;
  const parent = [root.file, ...names.slice(0, -1)].join('/');
  let found: Grant | undefined;
  await engine.listFolder(
    { folder: parent },
    {
      onUpdate(entries) {
        const entry = entries.find((candidate) => candidate.name === name);
        if (entry === undefined) return;
        const kind = entry.kind === 'folder' ? 'folder' : 'file';
        found = { file: entry.file, name, kind, folder: names.at(-2) ?? root.name, engine: 'host' };
      },
    },
  );
  if (found !== undefined) return found;
  throw new InspectError({
    code: 'source/not-found',
    message: `${root.name} holds no ${names.join('/')}.`,
    advice: 'Check the path, or look for the file with Open…',
  });
}

/** The path's names below the root, in order; empty for the root itself. */
export function namesBelowRoot(root: Grant, text: string): readonly string[] {
  const path = unquote(text);
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const servesAll = root.name === '' || root.name === '/';
  if ((servesAll || !path.startsWith('/')) && !names.includes('..')) return names;
  const at = names.includes('..') ? -1 : names.lastIndexOf(root.name);
  if (at >= 0) return names.slice(at + 1);
  throw new InspectError({
    code: 'source/outside-root',
    message: `The path does not lead through ${root.name}, the folder that is served.`,
    found: path,
    advice: 'Start the server with a folder above the file, or drop the file into the page.',
  });
}

function unquote(text: string): string {
  const bare = text.trim().replace(/^(['"])(.*)\1$/, '$2');
  if (!bare.startsWith('file://')) return bare;
  return decodeURIComponent(bare.slice('file://'.length).replace(/^[^/]+/, ''));
}
