/**
 * `npm run test:long [-- files]`: the unit and integration tests, with everything that is fuzzed or killed at length; without
 * files also the specs that have a long form.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const vitest = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const playwright = path.join(import.meta.dirname, '../node_modules/@playwright/test/cli.js')
const specs = ['tests/e2e/app/accessibility/clipped.spec.ts']
const files = process.argv.slice(2)
const run = (args: readonly string[]): number =>
  spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, SENDOFF_LONG: '1' } }).status ?? 1
const tested = run([vitest, 'run', ...files])
process.exit(files.length > 0 ? tested : Math.max(tested, run([playwright, 'test', ...specs])))
