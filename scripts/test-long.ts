/**
 * `npm run test:long [-- files]`: runs the unit and integration tests with long fuzz and crash runs; without files also
 * the specs, which then check every screen in every language, size and theme.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { killsEnv } from '../tests/support/crash/count-kills.ts'

const vitest = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const playwright = path.join(import.meta.dirname, '../node_modules/@playwright/test/cli.js')
const kills = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-long-')), 'kills')
const files = process.argv.slice(2)
const run = (args: readonly string[]): number =>
  spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, SENDOFF_LONG: '1', [killsEnv]: kills } })
    .status ?? 1
const tested = run([vitest, 'run', ...files])
const killed = fs.existsSync(kills) ? fs.statSync(kills).size : 0
fs.rmSync(path.dirname(kills), { recursive: true })
console.log(`\n${killed} times a process was killed, at work or at the end of its test`)
process.exit(files.length > 0 ? tested : Math.max(tested, run([playwright, 'test'])))
