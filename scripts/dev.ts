/** `npm run dev`: opens the app with the page reloading as you type; fetches Electron first if it is missing. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { chooseRunner, hasDisplay, standInFolder } from '../tests/stand-in/find-electron.ts'
import { ensureBrowser } from '../tests/stand-in/install-browser.ts'

if (hasDisplay()) {
  const runner = chooseRunner()
  const standIn = runner.kind === 'stand-in'
  if (standIn) {
    console.log(runner.reason)
    ensureBrowser({ headed: true })
  }
  const developer = path.join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  // electron-vite reads the first, Electron's own package the second.
  const instead = {
    ELECTRON_EXEC_PATH: runner.executable,
    ELECTRON_OVERRIDE_DIST_PATH: standInFolder,
    STANDIN_HEADED: '1',
  }
  const { status } = spawnSync(process.execPath, [developer, 'dev', ...process.argv.slice(2)], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...(standIn ? instead : {}) },
  })
  process.exitCode = status ?? 1
} else {
  console.error('There is no display here to open a window on. `npm start` plays the main job without one.')
  process.exitCode = 1
}
