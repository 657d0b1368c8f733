/** An installed app does not allow inspecting or controlling its window through Chromium's own switches. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseRunner, standInFolder } from '../../stand-in/find-electron.ts'
import { projectRoot } from '../support/ensure-build.ts'

test.skip(chooseRunner().kind === 'electron', 'Electron started from its own binary is never an installed app')

for (const given of ['--remote-debugging-port=9222', '--remote-debugging-pipe', '--disable-web-security']) {
  test(`The installed app does not start with ${given}, and touches nothing`, () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'sendoff-steered-'))
    const program = path.join(standInFolder, 'electron')
    const { status, stderr } = spawnSync(program, [projectRoot, `--user-data-dir=${home}`, given], {
      encoding: 'utf8',
      env: { ...process.env, STANDIN_RESOURCES: home },
    })
    expect(status).toBe(1)
    expect(stderr).toContain('does not start with switches for debugging')
    expect(existsSync(path.join(home, 'data'))).toBe(false)
  })
}
