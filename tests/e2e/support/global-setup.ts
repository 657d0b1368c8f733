import { chooseRunner } from '../../stand-in/find-electron.ts'
import { ensureBrowser } from '../../stand-in/install-browser.ts'
import { ensureBuild } from './ensure-build.ts'

/** Before any spec: a fresh build, and a browser where the stand-in needs one. */
export default function globalSetup(): void {
  const runner = chooseRunner()
  if (runner.kind === 'stand-in') {
    console.log(runner.reason)
    ensureBrowser()
  }
  ensureBuild()
}
