/** Sees to it that there is a browser for the stand-in. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './find-browser.ts'

const aptGet = '/usr/bin/apt-get'

/** Path of a browser, if need be after installing Debian's. Throws one sentence that says what to install. */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  if (mayInstall()) {
    console.log('Installing Chromium …')
    apt('update')
    apt('install', '--yes', '--no-install-recommends', 'chromium')
    const installed = findBrowser()
    if (installed) return installed
  }
  throw new Error(
    'No browser found: install Chromium or Google Chrome (Debian, Ubuntu: sudo apt-get install chromium) and run the command again.',
  )
}

const isRoot = () => process.getuid?.() === 0
/** Only where nobody's machine is changed behind their back: as root (a container) or in CI. */
const mayInstall = () => existsSync(aptGet) && (isRoot() || process.env['CI'] === 'true')

function apt(...args: readonly string[]): void {
  const command = isRoot() ? [aptGet, ...args] : ['sudo', '-n', aptGet, ...args]
  spawnSync(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', args[0] === 'install' ? 'inherit' : 'ignore'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
