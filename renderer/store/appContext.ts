import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { FileId } from '../../shared/engineApi.ts';
import type { HostApi } from '../../shared/hostApi.ts';
import type { AppState } from './appState.ts';
import type { AppStore } from './appStore.ts';
import type { ViewId } from './fileView.ts';
import { treeOf, viewOf } from './navigationSlice.ts';
import type { TreeState } from './treeState.ts';

/** What components reach without props. */
export interface App {
  readonly store: AppStore;
  readonly host: HostApi;
}

export const AppContext: React.Context<App | undefined> = createContext<App | undefined>(undefined);

/** The window's store and host. */
export function useAppContext(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('A component stands outside the application');
  return app;
}

/** A part of the store; the component renders again when that part is another object. Select small. */
export function useApp<Part>(select: (state: AppState) => Part): Part {
  return useStore(useAppContext().store, select);
}

/** The store's actions and present state, for event handlers: it does not make a component render. */
export function useActions(): () => AppState {
  return useAppContext().store.getState;
}

/** The shell around the page. */
export function useHost(): HostApi {
  return useAppContext().host;
}

/** The view that a file is shown in. Change it with `showView`. */
export function useFileView(file: FileId): ViewId {
  return useApp((state) => viewOf(state, file));
}

/** The state of a tree, by the key that it has in the store. Change it with `updateTree` and `goToNode`. */
export function useTreeState(tree: string): TreeState {
  return useApp((state) => treeOf(state, tree));
}

/** Height of a row in pixels, as the person chose; equals `--row`. */
export function useRowHeight(): number {
  return useApp((state) => (state.settings.rows === 'compact' ? 26 : 30));
}
