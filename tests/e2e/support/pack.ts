/** Packs the built app as `npm run package` does, without the network and without installers. */
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { installedElectron } from '../../stand-in/find-electron.ts'
import { projectRoot } from './ensure-build.ts'

export type Packed = {
  readonly executable: string
  readonly archive: string
  /** Folder of it all; the caller removes it. */
  readonly folder: string
}

/** Packs for this system with the installed Electron, or with the shape of one where there is none (Linux only). */
export function pack(): Packed {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sendoff-package-'))
  const output = path.join(folder, 'dist')
  const electron = installedElectron()
  const electronDist = electron ? path.join(projectRoot, 'node_modules/electron/dist') : shapeOfElectron(folder)
  const options = ['--dir', `--${process.arch}`, '--publish', 'never', `-c.electronDist=${electronDist}`]
  const done = spawnSync(process.execPath, [builder, ...options, `-c.directories.output=${output}`], {
    cwd: projectRoot,
    encoding: 'utf8',
    // Signing is not what is tested here.
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
  })
  if (done.status !== 0) throw new Error(`electron-builder failed:\n${done.stdout}\n${done.stderr}`)
  return { executable: one(output, executables), archive: one(output, '**/app.asar'), folder }
}

const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js')

const executables = {
  darwin: '*/Sendoff.app/Contents/MacOS/Sendoff',
  win32: '*/Sendoff.exe',
  linux: '*/sendoff',
}[process.platform as 'darwin' | 'win32' | 'linux']

function one(folder: string, pattern: string): string {
  const [found, ...more] = globSync(pattern, { cwd: folder })
  if (!found || more.length > 0) throw new Error(`${1 + more.length} of ${pattern} in ${folder}`)
  return path.join(folder, found)
}

/** What electron-builder needs of an Electron for Linux: the program with its switchboard of fuses, and locales. */
function shapeOfElectron(folder: string): string {
  const shape = path.join(folder, 'electron')
  mkdirSync(path.join(shape, 'locales'), { recursive: true })
  for (const locale of ['en-US', 'en-GB', 'de', 'nl', 'fr'])
    writeFileSync(path.join(shape, 'locales', `${locale}.pak`), '')
  const program = path.join(shape, 'electron')
  // Electron's mark, the version of the switchboard, the number of fuses, and each as it is before packing.
  writeFileSync(program, `#!/bin/sh\n# dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101000010\nexit 0\n`, 'latin1')
  chmodSync(program, 0o755)
  return shape
}
