/** The application menu. Everything in it is also in the window; the menu brings the system's usual keys. */
import { shellTexts } from '#shared/texts/shell-en.ts'
import { app, Menu, type MenuItemConstructorOptions } from './electron.ts'

export type MenuActions = {
  goTo(route: string): void
  importFile(): void
  openFolder(folder: 'data' | 'log'): void
}

export type MenuOptions = { readonly mac: boolean; readonly devTools: boolean }

/** Puts the application menu in place. */
export function setMenu(actions: MenuActions, options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, options)))
}

function menuTemplate(actions: MenuActions, { mac, devTools }: MenuOptions): MenuItemConstructorOptions[] {
  const texts = shellTexts.menu
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: texts.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.goTo('/settings'),
  }
  const file: MenuItemConstructorOptions[] = [
    { id: 'import', label: texts.openFile, accelerator: 'CmdOrCtrl+O', click: () => actions.importFile() },
    { type: 'separator' },
    ...(mac ? [] : [settings, { type: 'separator' } as const]),
    mac ? { role: 'close' } : { role: 'quit' },
  ]
  return [
    ...(mac ? [macAppMenu(settings)] : []),
    { label: texts.file, submenu: file },
    { label: texts.edit, role: 'editMenu' },
    { label: texts.view, submenu: viewMenu(devTools) },
    { label: texts.go, submenu: goMenu(actions) },
    { label: texts.window, role: 'windowMenu' },
    {
      label: texts.help,
      role: 'help',
      submenu: [
        { id: 'data-folder', label: texts.dataFolder, click: () => actions.openFolder('data') },
        { id: 'log-folder', label: texts.logFolder, click: () => actions.openFolder('log') },
      ],
    },
  ]
}

function macAppMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}

function viewMenu(devTools: boolean): MenuItemConstructorOptions[] {
  return [
    ...(devTools ? ([{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] as const) : []),
    // Its usual key, ⌘/Ctrl-0, shows all clients.
    { role: 'resetZoom', accelerator: 'CmdOrCtrl+Shift+0' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
}

/** Places have no keys here: ⌘/Ctrl-1…9 switch workspaces and are the window's own. */
function goMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  const places = ['home', 'lists', 'exports', 'activity'] as const
  return places.map((place) => ({
    id: `go-${place}`,
    label: shellTexts.menu[place],
    click: () => actions.goTo(`/${place}`),
  }))
}
