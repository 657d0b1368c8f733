/** Loads packages used only as peers in a bench. They are no dependencies; npm installs them into a separate folder. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

/** Returns a package from the registry at this version, fetched once. */
export function fromNpm(name: string, version: string): unknown {
  const dir = path.join(os.tmpdir(), `sendoff-bench-${name.replaceAll(/[@/]/g, '')}-${version}`)
  if (!fs.existsSync(path.join(dir, 'node_modules', name))) {
    fs.mkdirSync(dir, { recursive: true })
    const { status, stderr } = spawnSync(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['install', '--prefix', dir, '--no-audit', '--no-fund', '--no-save', `${name}@${version}`],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`${name} was not installed: ${stderr}`)
  }
  return createRequire(path.join(dir, 'index.js'))(name)
}
