/** Start at login, in the background. Off until the operator switches it on; the system keeps the answer. */
import { autostartFolder, isAutostartOn, switchAutostart } from './autostart-file.ts'
import { app } from './electron.ts'

/** By this the app knows that the login started it. */
const hiddenSwitch = '--hidden'

/** The command that starts this very app: an AppImage runs from a mount that is gone after the next start. */
function startCommand(): readonly string[] {
  if (!app.isPackaged) return [app.getPath('exe'), app.getAppPath()]
  return [process.env['APPIMAGE'] ?? app.getPath('exe')]
}

const linuxFolder = () => autostartFolder(process.env, app.getPath('home'))

export function opensAtLogin(): boolean {
  if (process.platform === 'linux') return isAutostartOn(linuxFolder())
  // Windows finds the entry again only by the same arguments it was made with.
  return app.getLoginItemSettings(itemArgs()).openAtLogin
}

/** Switches it; throws where the system does not let us. */
export function openAtLogin(on: boolean): void {
  if (process.platform === 'linux') {
    const command = [...startCommand(), hiddenSwitch]
    switchAutostart(linuxFolder(), on ? { name: app.name, command } : null)
  } else app.setLoginItemSettings({ openAtLogin: on, ...itemArgs() })
}

function itemArgs() {
  if (process.platform !== 'win32') return {}
  const [exe = '', ...args] = startCommand()
  return { path: exe, args: [...args.map((arg) => `"${arg}"`), hiddenSwitch] }
}

/** Whether the login started the app: then it begins in the background. */
export function startedByLogin(): boolean {
  if (process.argv.includes(hiddenSwitch)) return true
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/** The same of a second start. */
export const isHiddenStart = (argv: readonly string[]): boolean => argv.includes(hiddenSwitch)
