/** Electron's `Menu`, limited to clicks and shortcuts: nothing is displayed. */
import type { Accelerator } from '../page/isolated-world.ts'
import { app } from './app.ts'
import { type RegisteredWindow, windows } from './registry.ts'

type Template = {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly enabled?: boolean
  readonly submenu?: readonly Template[]
  readonly click?: (item: MenuItem, window: RegisteredWindow | null, event: object) => void
}

/** Actions of the roles. The others (clipboard, zoom, developer tools) are handled by Chromium. */
const roleActions: Readonly<Record<string, (window: RegisteredWindow | null) => void>> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
}

/** Default shortcuts of these roles if the template names none. On a Mac the system handles them. */
const roleKeys: Readonly<Record<string, string>> = {
  quit: 'Ctrl+Q',
  close: 'Ctrl+W',
  minimize: 'Ctrl+M',
  togglefullscreen: 'F11',
}
const keyOf = ({ role, accelerator }: Template): string | undefined =>
  accelerator ?? (process.platform === 'darwin' ? undefined : roleKeys[role ?? ''])

let lastCommandId = 0

export class MenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  enabled: boolean
  readonly submenu: Menu | undefined
  readonly commandId: number
  readonly #click: Template['click']

  constructor(template: Template) {
    lastCommandId += 1
    this.commandId = lastCommandId
    this.id = template.id
    this.label = template.label ?? template.role ?? ''
    this.role = template.role
    this.type = template.type ?? (template.submenu ? 'submenu' : 'normal')
    // On Windows and Linux the shortcut is then displayed but not registered.
    this.accelerator = template.registerAccelerator === false ? undefined : keyOf(template)
    this.enabled = template.enabled ?? true
    this.submenu = template.submenu ? Menu.buildFromTemplate(template.submenu) : undefined
    this.#click = template.click
  }

  click(): void {
    if (!this.enabled) return
    if (this.#click) this.#click(this, windows.focused, {})
    else if (this.role) roleActions[this.role]?.(windows.focused)
  }
}

export class Menu {
  readonly items: readonly MenuItem[]
  static #application: Menu | null = null

  private constructor(items: readonly MenuItem[]) {
    this.items = items
  }

  static buildFromTemplate(template: readonly Template[]): Menu {
    return new Menu(template.map((item) => new MenuItem(item)))
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
    for (const window of windows.all) window.webContents.post({ t: 'accelerators', list: Menu.accelerators() })
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  /** Specific to the stand-in: the shortcuts a page has to watch for. */
  static accelerators(): readonly Accelerator[] {
    return (Menu.#application?.flat() ?? []).flatMap((item) =>
      item.accelerator ? [parseAccelerator(item.accelerator, item.commandId)] : [],
    )
  }
  /** Specific to the stand-in: called when a page received the shortcut of an item. */
  static clickCommand(commandId: number): void {
    Menu.#application
      ?.flat()
      .find((item) => item.commandId === commandId)
      ?.click()
  }

  getMenuItemById(id: string): MenuItem | null {
    return this.flat().find((item) => item.id === id) ?? null
  }

  flat(): readonly MenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.flat() ?? [])])
  }
}

/** Parses `CmdOrCtrl+Shift+O` into the form of a keydown event. */
export function parseAccelerator(text: string, commandId: number, mac = process.platform === 'darwin'): Accelerator {
  const parts = text.toLowerCase().split('+')
  const names = new Set(parts.slice(0, -1))
  const either = names.has('cmdorctrl') || names.has('commandorcontrol')
  return {
    commandId,
    key: parts.at(-1) ?? '',
    ctrl: names.has('ctrl') || names.has('control') || (either && !mac),
    meta: names.has('cmd') || names.has('command') || (either && mac),
    shift: names.has('shift'),
    alt: names.has('alt') || names.has('option'),
  }
}
