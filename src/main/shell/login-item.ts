/** Start at login, in the background. Off until the operator enables it; the setting is stored by the system. */
import { autostartFolder, isAutostartOn, setAutostart } from './autostart-file.ts'
import { app } from './electron.ts'

/** Switch that tells the app it was started at login. */
const hiddenSwitch = '--hidden'

/** Returns the command that starts this app: an AppImage runs from a mount that is gone after the next start. */
function startCommand(): readonly string[] {
  if (!app.isPackaged) return [app.getPath('exe'), app.getAppPath()]
  return [process.env['APPIMAGE'] ?? app.getPath('exe')]
}

const linuxFolder = () => autostartFolder(process.env, app.getPath('home'))

export function isOpenAtLogin(): boolean {
  if (process.platform === 'linux') return isAutostartOn(linuxFolder())
  // Windows finds the entry only with the arguments it was created with.
  return app.getLoginItemSettings(loginItemArgs()).openAtLogin
}

/** Enables or disables it; throws if the system refuses. */
export function setOpenAtLogin(on: boolean): void {
  if (process.platform === 'linux') {
    const command = [...startCommand(), hiddenSwitch]
    setAutostart(linuxFolder(), on ? { name: app.name, command } : null)
  } else app.setLoginItemSettings({ openAtLogin: on, ...loginItemArgs() })
}

function loginItemArgs() {
  if (process.platform !== 'win32') return {}
  const [exe = '', ...args] = startCommand()
  return { path: exe, args: [...args.map((arg) => `"${arg}"`), hiddenSwitch] }
}

/** Whether the app was started at login and should begin in the background. */
export function wasStartedByLogin(): boolean {
  if (process.argv.includes(hiddenSwitch)) return true
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/** Whether a second start was one at login. */
export const isHiddenStart = (argv: readonly string[]): boolean => argv.includes(hiddenSwitch)
