/** Entry of the stand-in: reads the command line as Electron does, starts Chromium, and loads the app beside it. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './api/app.ts'
import { startChromium } from './api/start-chromium.ts'
import { parseCommandLine } from './command-line.ts'
import { kept } from './kept.ts'
import { type PackageJson, run } from './run-state.ts'

const executable = path.join(import.meta.dirname, 'bin', 'electron')
const commandLine = parseCommandLine(kept.argv)
const entry = path.resolve(commandLine.app ?? '.')
const entryIsFolder = statSync(entry).isDirectory()
const root = nearestPackage(entryIsFolder ? entry : path.dirname(entry))

for (const [name, value] of commandLine.switches) run.switches.set(name, value)
run.chromiumSwitches.push(...commandLine.chromiumSwitches)
run.packageJson = readPackage(root)
run.appPath = root
run.executable = executable
const resources = process.env['STANDIN_RESOURCES']
run.argv = [executable, ...(resources === undefined ? kept.argv : commandLine.asInstalled)]
process.argv = [...run.argv]
const facts = {
  type: 'browser',
  resourcesPath: resources ?? root,
  ...(resources === undefined && { defaultApp: true }),
}
for (const [name, value] of Object.entries(facts))
  Object.defineProperty(process, name, { value, configurable: true, writable: true })

// Only one signal handler is effective, so an app that handles a signal itself replaces Electron's handling.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) app.quit()
  })

const requireFromApp = createRequire(path.join(root, 'package.json'))
// A script is required only once and stays loaded: the test runner's own, which waits for the first start.
for (const script of commandLine.preloads) requireFromApp(path.resolve(script))

try {
  const { href } = pathToFileURL(entryIsFolder ? path.join(root, run.packageJson.main ?? 'index.js') : entry)
  await import(kept.starts > 1 ? `${href}?start=${kept.starts}` : href)
} catch (error) {
  console.error('App threw an error during load\n', error)
  process.exit(1)
}
if (!run.exiting) {
  // Not before, because the app sets its folders and switches while it loads.
  await startChromium()
  app.becomeReady()
}

function nearestPackage(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'package.json'))) return at
    if (path.dirname(at) === at) return folder
  }
}

function readPackage(folder: string): PackageJson {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageJson) : {}
}
