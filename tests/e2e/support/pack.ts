/** Packs the built app as `npm run package` does, without the network and without installers. */
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { installedElectron } from '../../stand-in/find-electron.ts'
import { shapeOfElectron } from '../../support/package/shape-of-electron.ts'
import { projectRoot } from './ensure-build.ts'

export type Packed = {
  readonly executable: string
  readonly archive: string
  /** Folder with everything; the caller removes it. */
  readonly folder: string
}
export type System = 'linux' | 'win32' | 'darwin'

/** Packs for this system with the installed Electron, or with a fake one if there is none (Linux only). */
export function pack(): Packed {
  const installed = installedElectron() ? path.join(projectRoot, 'node_modules/electron/dist') : null
  return build(process.platform as System, process.arch, installed)
}

/** Packs for any system with a fake Electron: the content of the archive does not depend on the packing system. */
export const packFor = (system: System, arch: string): Packed => build(system, arch, null)

function build(system: System, arch: string, electron: string | null): Packed {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sendoff-package-'))
  const output = path.join(folder, 'dist')
  const electronDist = electron ?? shapeOfElectron(system, path.join(folder, 'electron'))
  const options = ['--dir', flags[system], `--${arch}`, '--publish', 'never', `-c.electronDist=${electronDist}`]
  // Apple's own program would restore the signature, but only macOS has it.
  if (process.platform !== 'darwin') options.push('-c.electronFuses.resetAdHocDarwinSignature=false')
  options.push('-c.win.signExecutable=false', `-c.directories.output=${output}`)
  const done = spawnSync(process.execPath, [builder, ...options], {
    cwd: projectRoot,
    encoding: 'utf8',
    // Signing is not tested here.
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  })
  if (done.status !== 0) throw new Error(`electron-builder failed:\n${done.stdout}\n${done.stderr}`)
  return { executable: one(output, executables[system]), archive: one(output, '**/app.asar'), folder }
}

const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')
const flags = { linux: '--linux', win32: '--win', darwin: '--mac' } as const

const executables = {
  darwin: '*/Sendoff.app/Contents/MacOS/Sendoff',
  win32: '*/Sendoff.exe',
  linux: '*/sendoff',
} as const

function one(folder: string, pattern: string): string {
  const [found, ...more] = globSync(pattern, { cwd: folder })
  if (!found || more.length > 0) throw new Error(`${1 + more.length} of ${pattern} in ${folder}`)
  return path.join(folder, found)
}
