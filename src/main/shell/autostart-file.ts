/** Start at login on Linux: an entry in the desktop's autostart folder that only we write and remove. */
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const autostartFileName = 'app.sendoff.desktop.desktop'
const ours = 'X-Sendoff-Autostart=true'

export type AutostartEntry = { readonly name: string; readonly command: readonly string[] }

/** Returns `$XDG_CONFIG_HOME/autostart`; a relative value counts as not set, as the specification requires. */
export function autostartFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const config = env['XDG_CONFIG_HOME']
  return path.join(config && path.isAbsolute(config) ? config : path.join(home, '.config'), 'autostart')
}

/** Whether our entry exists and is enabled; desktops disable an entry with a line in it. */
export function isAutostartOn(folder: string): boolean {
  const text = readOwnEntry(path.join(folder, autostartFileName))
  return text !== null && !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text)
}

/** Writes a new file and renames it, so that a symbolic link is replaced, never followed. Throws if it fails. */
export function setAutostart(folder: string, entry: AutostartEntry | null): void {
  const file = path.join(folder, autostartFileName)
  if (exists(file) && readOwnEntry(file) === null) throw new Error('a file that is not ours has the name of our entry')
  if (!entry) {
    rmSync(file, { force: true })
    return
  }
  const text = desktopEntry(entry)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, text, { flag: 'wx', mode: 0o644 })
  renameSync(`${file}.new`, file)
}

function desktopEntry({ name, command }: AutostartEntry): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    `Name=${escapeValue(name)}`,
    `Exec=${escapeValue(command.map(quoteArgument).join(' '))}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    ours,
  ]
  return `${lines.join('\n')}\n`
}

/** Quotes an argument of Exec as in the Desktop Entry Specification. A line break could start another key. */
function quoteArgument(text: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly those are refused
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new Error('a control character cannot be in a command')
  return `"${text.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`
}

/** A value is first unescaped as a string, before Exec is parsed. */
const escapeValue = (text: string): string => text.replaceAll('\\', '\\\\')

/** Returns our entry's text; null if there is none or it is not ours. */
function readOwnEntry(file: string): string | null {
  try {
    if (!lstatSync(file).isFile()) return null
    const text = readFileSync(file, 'utf8')
    return text.split('\n').includes(ours) ? text : null
  } catch {
    return null
  }
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}
