/** The application menu. Everything in it is also in the window; the menu adds the system's usual shortcuts. */
import { type LanguageChoice, languageChoices } from '#shared/language.ts'
import { app, Menu, type MenuItemConstructorOptions } from './electron.ts'
import { shellTexts } from './texts.ts'

export type MenuActions = {
  goTo(route: string): void
  importFile(): void
  openFolder(folder: 'data' | 'log'): void
  chooseLanguage(choice: LanguageChoice): void
  edit(edit: 'undo' | 'redo'): void
}

export type MenuOptions = { readonly mac: boolean; readonly devTools: boolean; readonly language: LanguageChoice }

/** Sets the application menu in the shell's current language. */
export function setMenu(actions: MenuActions, options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, options)))
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

type Role = Exclude<keyof typeof shellTexts.roles, 'about' | 'hide'>

/** An item with the system's behaviour and our label. */
const systemItem = (role: Role): MenuItemConstructorOptions => ({ role, label: shellTexts.roles[role] })

function menuTemplate(actions: MenuActions, { mac, devTools, language }: MenuOptions): MenuItemConstructorOptions[] {
  const texts = shellTexts.menu
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: texts.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.goTo('/settings'),
  }
  const file: MenuItemConstructorOptions[] = [
    { id: 'import', label: texts.openFile, accelerator: 'CmdOrCtrl+O', click: () => actions.importFile() },
    separator,
    ...(mac ? [] : [settings, separator]),
    systemItem(mac ? 'close' : 'quit'),
  ]
  return [
    ...(mac ? [macAppMenu(settings)] : []),
    { label: texts.file, submenu: file },
    { label: texts.edit, submenu: editMenu(actions, mac) },
    { label: texts.view, submenu: [...viewMenu(devTools), separator, languageMenu(actions, language)] },
    { label: texts.go, submenu: goMenu(actions) },
    { label: texts.window, role: 'window', submenu: windowMenu(mac) },
    {
      label: texts.help,
      role: 'help',
      submenu: [
        { id: 'help', label: texts.guides, accelerator: 'F1', click: () => actions.goTo('/help') },
        { id: 'news', label: texts.news, click: () => actions.goTo('/help/news') },
        { id: 'keys', label: texts.keys, click: () => actions.goTo('/help/keys') },
        { type: 'separator' },
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
      { role: 'about', label: shellTexts.roles.about(app.name) },
      separator,
      settings,
      separator,
      { role: 'hide', label: shellTexts.roles.hide(app.name) },
      systemItem('hideOthers'),
      systemItem('unhide'),
      separator,
      systemItem('quit'),
    ],
  }
}

function viewMenu(devTools: boolean): MenuItemConstructorOptions[] {
  return [
    ...(devTools ? [systemItem('reload'), systemItem('toggleDevTools'), separator] : []),
    // Its usual shortcut, ⌘/Ctrl-0, shows all clients.
    { ...systemItem('resetZoom'), accelerator: 'CmdOrCtrl+Shift+0' },
    systemItem('zoomIn'),
    systemItem('zoomOut'),
    separator,
    systemItem('togglefullscreen'),
  ]
}

/** Also in the menu, so that the language can be switched from anywhere. */
const languageMenu = (actions: MenuActions, chosen: LanguageChoice): MenuItemConstructorOptions => ({
  label: shellTexts.menu.language,
  submenu: languageChoices.map((choice) => ({
    id: `language-${choice}`,
    type: 'radio',
    checked: choice === chosen,
    label: shellTexts.menu.languages[choice],
    click: () => actions.chooseLanguage(choice),
  })),
})

/**
 * The system's own *Undo* covers only the text of fields, not the window's steps. The window handles the shortcuts,
 * which are registered only on a Mac, so that a field receives them first.
 */
const undoItem = (actions: MenuActions, edit: 'undo' | 'redo', accelerator: string): MenuItemConstructorOptions => ({
  id: edit,
  label: shellTexts.roles[edit],
  accelerator,
  registerAccelerator: false,
  click: () => actions.edit(edit),
})

const editMenu = (actions: MenuActions, mac: boolean): MenuItemConstructorOptions[] => [
  undoItem(actions, 'undo', 'CmdOrCtrl+Z'),
  undoItem(actions, 'redo', mac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
  separator,
  systemItem('cut'),
  systemItem('copy'),
  systemItem('paste'),
  systemItem('delete'),
  separator,
  systemItem('selectAll'),
]

/** Windows and Linux have no *Zoom*. */
const windowMenu = (mac: boolean): MenuItemConstructorOptions[] => [
  systemItem('minimize'),
  ...(mac ? [systemItem('zoom'), separator, systemItem('front')] : [systemItem('close')]),
]

/** Places have no shortcuts here: ⌘/Ctrl-1…9 switch workspaces in the window. */
function goMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  const places = ['home', 'lists', 'exports', 'activity'] as const
  return places.map((place) => ({
    id: `go-${place}`,
    label: shellTexts.menu[place],
    click: () => actions.goTo(`/${place}`),
  }))
}
