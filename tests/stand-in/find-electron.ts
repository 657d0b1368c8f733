/** Chooses what runs the app: Electron itself if possible, otherwise the stand-in. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export type Runner = {
  readonly kind: 'electron' | 'stand-in'
  readonly executable: string
  /** One sentence on why the stand-in was chosen; empty for Electron. */
  readonly reason: string
}

/** For `ELECTRON_OVERRIDE_DIST_PATH`, Electron's own variable for "the executable is elsewhere". */
export const standInFolder = path.join(import.meta.dirname, 'bin')
const electronPackage = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/**
 * Returns Electron if its binary is installed or can be fetched and there is a display for its window; else the
 * stand-in. With `SENDOFF_RUNNER=electron` (CI) it throws instead of choosing the stand-in, because a green run there
 * must mean Electron.
 */
export function chooseRunner(): Runner {
  const runner = choose()
  if (process.env['SENDOFF_RUNNER'] === 'electron' && runner.kind === 'stand-in')
    throw new Error(`SENDOFF_RUNNER=electron, but: ${runner.reason}`)
  return runner
}

function choose(): Runner {
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (overridden && path.resolve(overridden) === standInFolder) return standIn('as asked for')
  if (overridden) return { kind: 'electron', executable: path.join(overridden, 'electron'), reason: '' }
  if (!hasDisplay()) return standIn('there is no display for its window')
  const executable = installedElectron() ?? fetchElectron()
  if (executable) return { kind: 'electron', executable, reason: '' }
  return standIn('its binary cannot be fetched here')
}

const standIn = (why: string): Runner => ({
  kind: 'stand-in',
  executable: path.join(standInFolder, 'electron'),
  reason: `Electron is not used (${why}): the same build runs on the stand-in, Node with an installed Chromium or Chrome.`,
})

/** Returns whether a window can be shown. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/** Returns the path of Electron's executable if its binary is installed. */
export function installedElectron(): string | null {
  const pathFile = path.join(electronPackage, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = path.join(electronPackage, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : null
}

/** Runs the electron package's own installer, once it is clear that the server can be reached. */
function fetchElectron(): string | null {
  if (!isReachable()) return null
  console.log('Fetching Electron …')
  const installer = path.join(electronPackage, 'install.js')
  const done = spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 300_000 })
  return done.status === 0 ? installedElectron() : null
}

/** A configured mirror or proxy is assumed to work; otherwise GitHub must answer within three seconds. */
function isReachable(): boolean {
  const settings = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY']
  if (settings.some((name) => process.env[name])) return true
  const probe = `const s = require('node:net').connect(443, 'github.com', () => process.exit(0));
    s.on('error', () => process.exit(1)); setTimeout(() => process.exit(1), 3000)`
  return spawnSync(process.execPath, ['-e', probe], { stdio: 'ignore', timeout: 10_000 }).status === 0
}
