/** `npm run bench -- NAME [--quick]`: runs one bench, or `all`. Every figure is one JSON line on standard output. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ensureBuild } from '../tests/e2e/support/ensure-build.ts'

const dir = path.join(import.meta.dirname, 'bench')
const names = fs
  .readdirSync(dir)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'))
  .toSorted()

const [name, ...flags] = process.argv.slice(2)
if (!name || (name !== 'all' && !names.includes(name)) || flags.some((flag) => flag !== '--quick')) {
  console.error(`usage: npm run bench -- ${[...names, 'all'].join(' | ')} [--quick]`)
  process.exit(2)
}

/** The only one that measures sources alone. */
const unbuilt = 'replies'
if (name !== unbuilt) ensureBuild()

let failed = false
for (const one of name === 'all' ? names : [name]) {
  const { status } = spawnSync(process.execPath, [path.join(dir, `${one}.ts`), ...flags], { stdio: 'inherit' })
  failed ||= status !== 0
}
process.exit(failed ? 1 : 0)
