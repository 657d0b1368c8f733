/** Finds an installed Chromium, Chrome or Edge. */
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** Chromium without the browser's own interface, which starts with half the processor time. */
const shells = ['chromium-headless-shell', 'chrome-headless-shell']
const linuxNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge']

/**
 * Returns the path of the first browser that can show windows; `SENDOFF_BROWSER` overrides it. Null if there is none.
 */
export function findBrowser(): string | null {
  const named = process.env['SENDOFF_BROWSER']
  return [...(named ? [named] : []), ...usualPlaces()].find(isExecutable) ?? null
}

/** The same for invisible pages: a headless shell if there is one. */
export function findHeadlessBrowser(): string | null {
  return process.env['SENDOFF_BROWSER'] ? findBrowser() : (findHeadlessShell() ?? findBrowser())
}

export function findHeadlessShell(): string | null {
  return onPath(shells).find(isExecutable) ?? null
}

function usualPlaces(): readonly string[] {
  if (process.platform === 'darwin') return macApps.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  return onPath(linuxNames)
}

function onPath(names: readonly string[]): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
