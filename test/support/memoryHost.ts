import type { Grant, HostApi, RecentItem } from '../../shared/hostApi.ts';

/** A shell without a screen: what the page told it can be read back. */
export interface MemoryHost extends HostApi {
  readonly opened: readonly Grant[];
  readonly copied: readonly string[];
}

/** A host whose dialogs answer with the given grants. */
export function createMemoryHost(picked: readonly Grant[] = []): MemoryHost {
  const opened: Grant[] = [];
  const copied: string[] = [];
  const recents: RecentItem[] = [];
  return {
    kind: 'desktop',
    version: '0.0.0',
    opened,
    copied,
    pickFiles: async () => picked,
    pickFolder: async () => picked,
    grantDropped: async () => picked,
    grantPasted: async () => picked,
    sampleRun: async () => folderGrant('sample'),
    recents: async () => recents,
    grantRecent: async (id) => fileGrant(id),
    clearRecents: async () => {
      recents.length = 0;
    },
    rememberOpened: (grant) => opened.push(grant),
    onGrants: () => () => undefined,
    onCommand: () => () => undefined,
    setTheme: async () => undefined,
    copyText: async (text) => {
      copied.push(text);
    },
    saveText: async () => true,
    saveBytes: async () => true,
    savesByPiece: true,
    setTitle: () => undefined,
  };
}

export function fileGrant(file: string): Grant {
  return { file, name: file.slice(file.lastIndexOf('/') + 1), kind: 'file', engine: 'host' };
}

export function folderGrant(file: string): Grant {
  return { file, name: file, kind: 'folder', engine: 'host' };
}
