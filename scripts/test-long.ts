/** `npm run test:long [-- files]`: the unit and integration tests, with everything that is fuzzed or killed at length. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const vitest = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, SENDOFF_LONG: '1' },
})
process.exit(status ?? 1)
