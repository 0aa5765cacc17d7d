import { realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileError, type FileResource } from '../engine/node/index.ts';
import type { Grant } from '../shared/hostApi.ts';
import { InspectError } from '../shared/inspectError.ts';
import type { Hello } from '../shared/wire/hello.ts';
import type { ResourceGrant } from '../shared/wire/engineWorker.ts';

export interface ServedNames {
  /** The folder to serve. */
  readonly root: string;
  /** Files and folders to open at once; their names may lie outside the root, since the server's owner gave them. */
  readonly open: readonly string[];
  /** The folder of the sample run, where it is installed. */
  readonly sample?: string;
}

/** What every connection is granted: for the page as names, for its engine as paths. */
export interface ServedFiles {
  readonly greeting: Omit<Hello, 'version'>;
  readonly resources: readonly ResourceGrant<FileResource>[];
}

/**
 * Looks up what was named on the command line.
 *
 * @throws InspectError `source/*` when a name leads nowhere, or the root is no folder.
 */
export async function findServedFiles({ root, open, sample }: ServedNames): Promise<ServedFiles> {
  const served = await findGrant('root', root);
  if (served.grant.kind !== 'folder') throw notAFolder(root);
  const named = await Promise.all(
    open.map(async (path, i) => {
      const found = await findGrant(`named-${i}`, path);
      // The root itself keeps its one id, so that a page does not take it for two folders.
      return found.path === served.path ? served : found;
    }),
  );
  // An installation without samples is whole, too.
  const run = sample === undefined ? undefined : await findGrant('sample', sample).catch(() => undefined);
  const all = [served, ...named, ...(run === undefined ? [] : [run])];
  return {
    greeting: {
      root: served.grant,
      grants: named.map(({ grant }) => grant),
      ...(run && { sample: run.grant }),
    },
    resources: all.map(({ grant, path }) => ({ file: grant.file, resource: { path } })),
  };
}

interface Found {
  readonly grant: Grant;
  readonly path: string;
}

async function findGrant(file: string, name: string): Promise<Found> {
  try {
    const path = await realpath(name);
    const status = await stat(path);
    const kind = status.isDirectory() ? 'folder' : 'file';
    return { grant: { file, name: basename(path), kind, folder: basename(dirname(path)), engine: 'host' }, path };
  } catch (error) {
    throw fileError(error, name);
  }
}

function notAFolder(name: string): InspectError {
  return new InspectError({
    code: 'usage',
    message: `${basename(name)} is no folder, so it cannot be served.`,
    expected: 'a folder',
    found: 'a file',
    advice: 'Name the folder first and the file after it: epochscope serve FOLDER FILE.',
  });
}
