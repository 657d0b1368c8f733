/** `npm start`: opens the app; without a display, takes it through its main job instead. */
import { spawn } from 'node:child_process'
import { ensureBuild, projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { chooseRunner, hasDisplay, type Runner, standInFolder } from '../tests/stand-in/find-electron.ts'
import { ensureBrowser } from '../tests/stand-in/install-browser.ts'

try {
  const runner = chooseRunner()
  if (runner.kind === 'stand-in') {
    console.log(runner.reason)
    if (process.platform === 'win32')
      throw new Error('The stand-in needs macOS or Linux; on Windows Electron itself is required.')
    ensureBrowser()
  }
  ensureBuild()
  if (hasDisplay()) openApp(runner)
  else await tour()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof Error && error.cause) console.error(error.cause)
  process.exitCode = 1
}

function openApp(runner: Runner): void {
  // Chromium refuses its sandbox to root, as in a container.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = spawn(runner.executable, [...root, projectRoot, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...(runner.kind === 'stand-in' ? { STANDIN_HEADED: '1' } : {}) },
  })
  app.on('error', (error) => {
    console.error(error.message)
    process.exitCode = 1
  })
  app.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal))
}

async function tour(): Promise<void> {
  console.log('No display here, so the app takes itself through its main job, headless, against a simulated Instantly:')
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= standInFolder
  const { runTour } = await import('./lib/headless-tour.ts')
  await runTour()
}
