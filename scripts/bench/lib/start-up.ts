/** How fast the app starts: on the stand-in until its window can be used, and its main entry beside bare Node. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { standInFolder } from '../../../tests/stand-in/find-electron.ts'
import { median, report } from './report.ts'

const root = path.join(import.meta.dirname, '../../..')

export async function measureStart(bench: string, rounds: number): Promise<void> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-start-'))
  try {
    // The first start of a home makes the store and the compile cache; every later one is what an operator feels.
    await coldStart(home)
    const cold: number[] = []
    const main: number[] = []
    const bare: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      cold.push(await coldStart(home))
      bare.push(await firstLine(home, ['-e', "process.stdout.write('ready')"]))
      main.push(await firstLine(home, [path.join(root, 'out/main/index.js')]))
    }
    report({ bench, figure: 'cold_start_ms', value: median(cold), unit: 'ms', target: '<= 1500' })
    report({
      bench,
      figure: 'main_ready_ms',
      value: median(main) - median(bare),
      unit: 'ms over bare Node',
      target: '<= 100',
      peer: { bare_node_ms: median(bare), main_ms: median(main) },
    })
  } finally {
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** From the start of the process to a window whose screen is drawn from the store. */
async function coldStart(home: string): Promise<number> {
  const before = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder
  const startedAt = performance.now()
  const app = await _electron.launch({
    args: ['.'],
    cwd: root,
    env: { ...(process.env as Record<string, string>), SENDOFF_HOME: home },
  })
  const page = await app.firstWindow()
  await page.getByRole('heading', { level: 1 }).waitFor()
  const ms = performance.now() - startedAt
  await app.close()
  if (before === undefined) delete process.env['ELECTRON_OVERRIDE_DIST_PATH']
  return ms
}

/** From the start of a Node process to the first line it prints, with the do-nothing Electron in place. */
async function firstLine(home: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', path.join(import.meta.dirname, 'electron-stub.ts'), ...args], {
    env: { ...process.env, SENDOFF_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const ms = performance.now() - startedAt
  child.kill('SIGKILL')
  await once(child, 'exit')
  return ms
}
