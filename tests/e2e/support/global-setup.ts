import { standInFolder } from '../../stand-in/find-electron.ts'
import { ensureBrowser } from '../../stand-in/install-browser.ts'
import { ensureBuild } from './ensure-build.ts'

/** Before any spec: a browser where the stand-in needs one, and a fresh build. */
export default function globalSetup(): void {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] === standInFolder) ensureBrowser()
  ensureBuild()
}
