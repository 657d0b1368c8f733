import { chooseRunner, standInFolder } from '../../stand-in/find-electron.ts'
import { ensureBrowser } from '../../stand-in/install-browser.ts'
import ownTemp from '../../support/own-temp.ts'
import { ensureBuild } from './ensure-build.ts'

/** Prepares the run before any spec: what runs the app, a browser for the stand-in, and a fresh build. */
export default function globalSetup(): () => void {
  const runner = chooseRunner()
  if (runner.kind === 'stand-in') {
    console.log(runner.reason)
    ensureBrowser()
    // Electron's own variable, through which Playwright finds the executable; workers inherit it.
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder
  }
  ensureBuild()
  return ownTemp()
}
