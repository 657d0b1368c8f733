/** Finds an installed Chromium, Chrome or Edge. */
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const linuxNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge']

/** Path of the first browser there is; `SENDOFF_BROWSER` names one outright. Null when there is none. */
export function findBrowser(): string | null {
  const named = process.env['SENDOFF_BROWSER']
  return [...(named ? [named] : []), ...usualPlaces()].find(isExecutable) ?? null
}

function usualPlaces(): readonly string[] {
  if (process.platform === 'darwin') return macApps.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  return folders.flatMap((folder) => linuxNames.map((name) => path.join(folder, name)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
