/** `npm run fuzz [inputs] [seed]`: runs mutated lead files, 200,000 by default, through the whole reader. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fuzzImports } from '../tests/support/fuzz-import.ts'

const root = path.join(import.meta.dirname, '..')
const inputs = Number(process.argv[2] ?? 200_000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-fuzz-'))
console.log(`seed ${seed}, faults are kept in ${dir}`)
const result = await fuzzImports({
  dir,
  seedDirs: ['tests/fixtures/import', 'tests/fixtures/csv-mess', 'resources/samples'].map((name) =>
    path.join(root, name),
  ),
  inputs,
  seed,
  onProgress: (done) => console.log(`${done} inputs`),
})
fs.rmSync(dir, { recursive: true, force: true })
console.log(JSON.stringify({ fuzz: 'import', seed, ...result }))
