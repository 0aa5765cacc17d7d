import { Menu, type MenuItemConstructorOptions, app } from 'electron';
import type { HostCommand, RecentItem } from '../../shared/hostApi.ts';

/** What the menu asks for. */
export interface MenuActions {
  command(command: HostCommand): void;
  openRecent(id: string): void;
  clearRecents(): void;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };
const IS_MAC: boolean = process.platform === 'darwin';

/** Puts up the native menu; again whenever the recent files change. */
export function setApplicationMenu(recents: readonly RecentItem[], actions: MenuActions): void {
  const item = (label: string, command: HostCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator && { accelerator }),
    click: () => actions.command(command),
  });
  const menus: MenuItemConstructorOptions[] = [
    ...(IS_MAC ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('Open file…', 'open-file', 'CmdOrCtrl+O'),
        item('Open folder…', 'open-folder', 'CmdOrCtrl+Shift+O'),
        item('Open the sample run', 'open-sample'),
        { label: 'Open recent', submenu: recentMenu(recents, actions) },
        SEPARATOR,
        item('Reload file', 'reload-file', 'CmdOrCtrl+R'),
        item('Close file', 'close-file', 'CmdOrCtrl+W'),
        SEPARATOR,
        item('Settings…', 'settings', 'CmdOrCtrl+,'),
        SEPARATOR,
        IS_MAC ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        SEPARATOR,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        SEPARATOR,
        item('Find in the tree', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Go to…', 'palette', 'CmdOrCtrl+K'),
        item('Back', 'back', IS_MAC ? 'Cmd+[' : 'Alt+Left'),
        item('Forward', 'forward', IS_MAC ? 'Cmd+]' : 'Alt+Right'),
        SEPARATOR,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [SEPARATOR, { role: 'toggleDevTools' as const }]),
      ],
    },
    ...(IS_MAC ? [{ role: 'windowMenu' as const }] : []),
    { label: '&Help', role: 'help', submenu: [{ role: 'about' }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}

function recentMenu(recents: readonly RecentItem[], actions: MenuActions): MenuItemConstructorOptions[] {
  if (recents.length === 0) return [{ label: 'Nothing opened yet', enabled: false }];
  return [
    ...recents.map(({ id, name, folder }) => ({
      // An ampersand marks the next letter as a key; two are one.
      label: `${name} — ${folder}`.replaceAll('&', '&&'),
      click: () => actions.openRecent(id),
    })),
    SEPARATOR,
    { label: 'Clear this list', click: () => actions.clearRecents() },
  ];
}
