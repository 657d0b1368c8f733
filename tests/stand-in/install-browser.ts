/** Ensures that the stand-in has a browser. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findBrowser, findHeadlessBrowser, findHeadlessShell } from './find-browser.ts'

const aptGet = '/usr/bin/apt-get'

/**
 * Returns the path of a browser, after installing Debian's if necessary: its headless shell, which needs half the
 * processor time, or with `headed` one that can show windows. Throws one sentence that says what to install.
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
/** Only as root in a container or in CI, so that nobody's machine is changed without consent, and only on Debian. */
const mayInstall = () =>
  existsSync(aptGet) &&
  (isRoot() || process.env['CI'] === 'true') &&
  /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/** Fails fast if no server answers. */
const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20']

function apt(...args: readonly string[]): void {
  const all = [aptGet, ...patience, ...args]
  const command = isRoot() ? all : ['sudo', '-n', ...all]
  spawnSync(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', args[0] === 'install' ? 'inherit' : 'ignore'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
