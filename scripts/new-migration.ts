/**
 * `npm run db:new`: generates the next migration from the schema with drizzle-kit, and stores its snapshot in the form
 * kept in git.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { compactSnapshot } from '../tests/support/compact-snapshot.ts'

const root = path.join(import.meta.dirname, '..')
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/drizzle-kit/bin.cjs'), 'generate', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
const meta = path.join(root, 'resources/migrations/meta')
const snapshots = fs
  .readdirSync(meta)
  .filter((name) => name.endsWith('_snapshot.json'))
  .toSorted()
const last = snapshots.pop()
// The next migration is generated from the last snapshot alone.
for (const name of snapshots) fs.rmSync(path.join(meta, name))
if (last) {
  const file = path.join(meta, last)
  fs.writeFileSync(file, compactSnapshot(fs.readFileSync(file, 'utf8')))
}
process.exit(status ?? 1)
