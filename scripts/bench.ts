/**
 * `npm run bench -- NAME [--quick]`: runs one bench, or `all`. Prints each figure as one JSON line on standard output;
 * `all` ends with a table of them and exits with 1 if a figure misses its target.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ensureBuild } from '../tests/e2e/support/ensure-build.ts'
import { figuresIn, isShort, type Shown, tableOf } from '../tests/support/bench-table.ts'

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

/** The only bench that measures the sources and needs no build. */
const unbuilt = 'replies'
if (name !== unbuilt) ensureBuild()

const isAll = name === 'all'
const shown: Shown[] = []
let failed = false
for (const one of isAll ? names : [name]) {
  const { status, stdout } = spawnSync(process.execPath, [path.join(dir, `${one}.ts`), ...flags], {
    stdio: ['inherit', isAll ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
  })
  failed ||= status !== 0
  if (!isAll) continue
  process.stdout.write(stdout)
  shown.push(...figuresIn(stdout))
}
if (isAll) console.log(tableOf(shown))
process.exit(failed || shown.some(isShort) ? 1 : 0)
