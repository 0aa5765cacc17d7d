import { clipboard, dialog, type OpenDialogOptions } from 'electron';
import { homedir } from 'node:os';
import {
  array,
  boolean,
  instance,
  integer,
  maxLength,
  number,
  picklist,
  pipe,
  strictTuple,
  string,
  union,
} from 'valibot';
import type { Grant, ThemeChoice } from '../../shared/hostApi.ts';
import type { HostCallName, HostCalls } from '../../shared/hostCalls.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { describeGrant } from './grantBook.ts';
import { readPastedPaths } from './pastedPaths.ts';
import type { RecentFiles } from './recentFiles.ts';
import type { SchemaOf } from './storedJson.ts';
import type { WindowSession } from './windowSession.ts';

/** What the answers need from the application around them. */
export interface Shell {
  readonly recents: RecentFiles;
  readonly sampleRun: string;
  /** Grants paths to a window and remembers them as recent. */
  openPaths(session: WindowSession, paths: readonly string[]): Promise<readonly Grant[]>;
  clearRecents(): void;
  rememberTheme(theme: ThemeChoice): void;
}

type Answered<Value> = undefined extends Value ? Value | void : Value;
type Answer<Name extends HostCallName> = (
  session: WindowSession,
  ...params: HostCalls[Name]['params']
) => Answered<HostCalls[Name]['value']> | Promise<Answered<HostCalls[Name]['value']>>;

/** How each question of the page is checked and answered. The compiler demands an entry for every one. */
export type HostAnswers = {
  readonly [Name in HostCallName]: {
    readonly params: SchemaOf<HostCalls[Name]['params']>;
    readonly answer: Answer<Name>;
  };
};

/** Longest text or run of bytes that is taken in one call, in characters or bytes: a clipboard or a piece of a file. */
const TEXT_LIMIT = 1 << 26;
const TEXT = pipe(string(), maxLength(TEXT_LIMIT));
const BYTES = pipe(instance(Uint8Array), maxLength(TEXT_LIMIT));
const NAME = pipe(string(), maxLength(1024));
const PATHS = pipe(array(pipe(string(), maxLength(4096))), maxLength(4096));
const NUMBER = pipe(number(), integer());

const NOTHING = strictTuple([]);

const FILE_FILTERS = [
  { name: 'Checkpoints', extensions: ['ckpt', 'pt', 'pth', 'bin', 'safetensors', 'pkl', 'pickle'] },
  { name: 'All files', extensions: ['*'] },
];

export function makeHostAnswers(shell: Shell): HostAnswers {
  const pick = async (session: WindowSession, options: OpenDialogOptions): Promise<readonly Grant[]> => {
    const { filePaths } = await dialog.showOpenDialog(session.window, options);
    return shell.openPaths(session, filePaths);
  };
  return {
    connectEngine: { params: NOTHING, answer: (session) => session.connectEngine() },
    pickFiles: {
      params: NOTHING,
      answer: (session) =>
        pick(session, {
          title: 'Open checkpoints',
          properties: ['openFile', 'multiSelections'],
          filters: FILE_FILTERS,
        }),
    },
    pickFolder: {
      params: NOTHING,
      answer: (session) => pick(session, { title: 'Open a folder of checkpoints', properties: ['openDirectory'] }),
    },
    grantDropped: {
      params: strictTuple([PATHS]),
      answer: (session, paths) => shell.openPaths(session, paths),
    },
    grantPasted: {
      params: strictTuple([TEXT]),
      answer: async (session, text) => {
        const copied = await clipboard.readText();
        const paths = copied.trim() === text.trim() ? readPastedPaths(copied, homedir()) : undefined;
        return shell.openPaths(session, paths ?? []);
      },
    },
    sampleRun: {
      params: NOTHING,
      answer: async (session) => only((await session.grant([shell.sampleRun])).map(describeGrant)),
    },
    recents: { params: NOTHING, answer: () => shell.recents.items },
    grantRecent: {
      params: strictTuple([NAME]),
      answer: async (session, id) => {
        const path = shell.recents.pathOf(id);
        if (path === undefined) {
          throw new InspectError({ code: 'usage', message: 'This entry is no longer in the list of recent files.' });
        }
        return only(await shell.openPaths(session, [path]));
      },
    },
    clearRecents: { params: NOTHING, answer: () => shell.clearRecents() },
    listenForGrants: { params: NOTHING, answer: (session) => session.listen() },
    setTheme: {
      params: strictTuple([picklist(['system', 'light', 'dark'])]),
      answer: (_session, theme) => shell.rememberTheme(theme),
    },
    copyText: { params: strictTuple([TEXT]), answer: (_session, text) => clipboard.writeText(text) },
    beginSave: {
      params: strictTuple([NAME]),
      answer: async (session, suggestedName) => {
        const { filePath } = await dialog.showSaveDialog(session.window, {
          defaultPath: suggestedName.replaceAll(/[\\/]/g, '_'),
          properties: ['showOverwriteConfirmation', 'createDirectory'],
        });
        return filePath ? session.saves.begin(filePath) : undefined;
      },
    },
    appendSave: {
      params: strictTuple([NUMBER, union([TEXT, BYTES])]),
      answer: (session, save, piece) => session.saves.append(save, piece),
    },
    endSave: {
      params: strictTuple([NUMBER, boolean()]),
      answer: (session, save, keep) => session.saves.end(save, keep),
    },
    setTitle: {
      params: strictTuple([NAME]),
      answer: (session, title) => session.window.setTitle(title),
    },
  };
}

/** The grant of the one path that was asked for. */
function only([grant]: readonly Grant[]): Grant {
  if (grant === undefined) throw new Error('one path was granted and no grant came back');
  return grant;
}
