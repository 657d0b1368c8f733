import fs from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { openStore } from '#backend/db/open.ts'
import type { Store } from '#backend/deps.ts'
import { migrationsDir, temporaryDir } from './backend.ts'

/** A folder with the migrations of the version before the one whose name ends so, as that version had them. */
export function migrationsBefore(end: `_${string}`): string {
  const dir = temporaryDir('sendoff-migrations-')
  fs.cpSync(migrationsDir, dir, { recursive: true })
  const journalPath = path.join(dir, 'meta/_journal.json')
  const journal = JSON.parse(fs.readFileSync(journalPath, 'utf8')) as { entries: { tag: string }[] }
  const at = journal.entries.findIndex(({ tag }) => tag.endsWith(end))
  if (at < 1) throw new Error(`no migration ${end}`)
  journal.entries = journal.entries.slice(0, at)
  fs.writeFileSync(journalPath, JSON.stringify(journal))
  return dir
}

/** A store of the version before the migration whose name ends so, filled, then opened as this version does. */
export function migrated(end: `_${string}`, fill: (before: Database) => void): Store {
  const dir = temporaryDir()
  const before = openStore(dir, migrationsBefore(end))
  fill(before.raw)
  before.raw.close()
  return openStore(dir, migrationsDir)
}
