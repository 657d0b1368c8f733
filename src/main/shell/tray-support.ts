/** Whether this desktop shows tray icons. Windows and macOS do; on Linux it depends on the desktop. */
import { execFile } from 'node:child_process'

const service = 'org.kde.StatusNotifierWatcher'
const property = 'IsStatusNotifierHostRegistered'

const object = '/StatusNotifierWatcher'
const get = 'org.freedesktop.DBus.Properties.Get'

/** One of these is installed on every Linux desktop with a session bus; each makes the same query. */
const dbusQueries: readonly (readonly [program: string, ...args: string[]])[] = [
  ['gdbus', 'call', '--session', '--dest', service, '--object-path', object, '--method', get, service, property],
  ['busctl', '--user', 'get-property', service, object, service, property],
  [
    'dbus-send',
    '--session',
    '--print-reply',
    `--dest=${service}`,
    object,
    get,
    `string:${service}`,
    `string:${property}`,
  ],
]

/** Asks the session bus whether something shows tray icons; false if this cannot be determined. */
export async function desktopHasTray(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, ...args] of dbusQueries) {
    // One after the other: usually the first is installed and answers.
    const said = await run(program, args)
    if (said !== null) return /\btrue\b/.test(said)
  }
  return false
}

/** Returns the program's output; empty if it failed, null if the program does not exist. */
function run(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 1500, windowsHide: true }, (error, stdout) => {
      if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') resolve(null)
      else resolve(error ? '' : stdout)
    })
  })
}
