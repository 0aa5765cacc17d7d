import { useEffect } from 'react';
import type { HostCommand } from '../../shared/hostApi.ts';
import { toErrorData } from '../../shared/inspectError.ts';
import { listCommands } from '../palette/listCommands.ts';
import { useApp, useAppContext } from '../store/appContext.ts';
import { subjectName } from './subjectName.ts';

/** What the shell sends: grants from the command line, commands of its menus. What it is told: theme and title. */
export function useHostEvents(): void {
  const app = useAppContext();
  const { host, store } = app;
  useEffect(() => host.onGrants((grants) => store.getState().acceptGrants(Promise.resolve(grants))), [host, store]);
  useEffect(
    () =>
      host.onCommand((id: HostCommand) => {
        listCommands(app)
          .find((command) => command.id === id)
          ?.run();
      }),
    [app, host],
  );
  useEffect(() => store.getState().refreshRecents(), [store]);
  const theme = useApp((state) => state.settings.theme);
  useEffect(() => {
    host.setTheme(theme).catch((error: unknown) => store.getState().setNotice(toErrorData(error)));
  }, [host, store, theme]);
  const name = useApp(subjectName);
  useEffect(() => host.setTitle(name === undefined ? 'Epochscope' : `${name} – Epochscope`), [host, name]);
}
