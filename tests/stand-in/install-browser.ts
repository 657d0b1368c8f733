/** Sees to it that there is a browser for the stand-in. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findBrowser, findHeadlessBrowser, findHeadlessShell } from './find-browser.ts'

const aptGet = '/usr/bin/apt-get'

/**
 * Path of a browser, if need be after installing Debian's: of its headless shell, which needs half the processor's time, or
 * of one that shows windows where `headed`. Throws one sentence that says what to install.
 */
export function ensureBrowser({ headed = false } = {}): string {
  const find = headed ? findBrowser : findHeadlessBrowser
  const best = headed || process.env['SENDOFF_BROWSER'] ? find() : findHeadlessShell()
  if (!best && mayInstall()) {
    console.log('Installing Chromium …')
    apt('update')
    apt('install', '--yes', '--no-install-recommends', headed ? 'chromium' : 'chromium-headless-shell')
  }
  const found = find()
  if (found) return found
  throw new Error(
    'No browser found: install Chromium or Google Chrome (Debian, Ubuntu: sudo apt-get install chromium) and run the command again.',
  )
}

const isRoot = () => process.getuid?.() === 0
/** Only where nobody's machine is changed behind their back, as root (a container) or in CI, and where it is Debian. */
const mayInstall = () =>
  existsSync(aptGet) &&
  (isRoot() || process.env['CI'] === 'true') &&
  /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/** Where no server answers, that is known soon. */
const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20']

function apt(...args: readonly string[]): void {
  const all = [aptGet, ...patience, ...args]
  const command = isRoot() ? all : ['sudo', '-n', ...all]
  spawnSync(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', args[0] === 'install' ? 'inherit' : 'ignore'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
