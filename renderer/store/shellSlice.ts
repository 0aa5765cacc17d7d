import type { Grant } from '../../shared/hostApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import type { AppState, ShellSlice } from './appState.ts';
import type { Services } from './services.ts';

type Set = (change: (state: AppState) => Partial<AppState>) => void;

/** What stands around the files: dialogs, notices, recent files, commands of views. */
export function createShellSlice(set: Set, get: () => AppState, services: Services): ShellSlice {
  const { host } = services;
  const report = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => get().setNotice(toErrorData(error)));
  };
  const pick = async (kind: 'file' | 'folder'): Promise<readonly Grant[]> => {
    const grants = await (kind === 'file' ? host.pickFiles() : host.pickFolder());
    if (grants === undefined) get().setOverlay(kind === 'file' ? 'pick-file' : 'pick-folder');
    return grants ?? [];
  };
  return {
    overlay: undefined,
    notice: undefined,
    lost: undefined,
    recents: [],
    viewCommands: new Map(),
    setOverlay: (overlay) => set(() => ({ overlay })),
    setNotice: (notice) => set(() => ({ notice })),
    setLost: (lost) => set(() => ({ lost })),
    pick: (kind) => get().acceptGrants(pick(kind)),
    openSample: () => get().acceptGrants(host.sampleRun().then((grant) => [grant])),
    openRecent: (id) => get().acceptGrants(host.grantRecent(id).then((grant) => [grant])),
    clearRecents: () => report(host.clearRecents().then(() => get().refreshRecents())),
    refreshRecents: () => report(host.recents().then((recents) => set(() => ({ recents })))),
    acceptGrants: (grants, use = (granted) => get().openGrants(granted)) =>
      report(
        grants.then((granted) => {
          if (granted.length === 0) return;
          set(() => ({ notice: undefined, overlay: undefined }));
          use(granted);
          get().refreshRecents();
        }),
      ),
    copyText: (text) => report(host.copyText(text)),
    setViewCommands: (owner, commands) =>
      set((state) => {
        const viewCommands = new Map(state.viewCommands);
        if (commands.length === 0) viewCommands.delete(owner);
        else viewCommands.set(owner, commands);
        return { viewCommands };
      }),
  };
}
