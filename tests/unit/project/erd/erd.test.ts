import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = join(import.meta.dirname, '../../../../scripts/erd.ts')
const migrations = join(import.meta.dirname, '../../../../resources/migrations')

let folder: string
let page: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'erd-'))
  page = join(folder, 'page.md')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const erd = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

/** Draws the diagram of the schema into a separate page. */
function drawn(): string {
  expect(erd(page).status).toBe(0)
  return readFileSync(page, 'utf8')
}

/** Returns the tables of a migrated store: the expected content of the diagram, from another source. */
function storeTables() {
  const db = new Database(':memory:')
  for (const file of globSync('*.sql', { cwd: migrations }).toSorted())
    db.exec(readFileSync(join(migrations, file), 'utf8').replaceAll('--> statement-breakpoint', ''))
  const names = db
    // Without virtual tables and their shadow tables.
    .prepare(`select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'`)
    .pluck()
    .all() as string[]
  const mayBeNull = (table: string, column: string) =>
    (db.pragma(`table_xinfo(${table})`) as { name: string; notnull: number; pk: number }[]).some(
      (each) => each.name === column && each.notnull === 0 && each.pk === 0,
    )
  return names.map((name) => ({
    name,
    columns: (db.pragma(`table_xinfo(${name})`) as { name: string }[]).map((column) => column.name),
    references: (db.pragma(`foreign_key_list(${name})`) as { table: string; from: string }[]).map(
      ({ table, from }) => `${table} ${mayBeNull(name, from) ? '|o' : '||'}--o{ ${name} : ${from}`,
    ),
  }))
}

/** Returns the names inside a table's braces, in order. */
function columnsDrawn(text: string, table: string): readonly string[] {
  const inside = text.split(`\n  ${table} {\n`)[1]?.split('\n  }')[0] ?? ''
  return inside.split('\n').map((line) => line.trim().split(' ')[1] ?? '')
}

test('The diagram has every table, column and reference of a migrated store', () => {
  const text = drawn()
  const tables = storeTables()
  expect(tables.length).toBeGreaterThan(5)
  expect([...text.matchAll(/^ {2}(\w+) \{$/gm)].map((match) => match[1] ?? '').toSorted()).toEqual(
    tables.map(({ name }) => name).toSorted(),
  )
  for (const { name, columns, references } of tables) {
    expect(columnsDrawn(text, name)).toEqual(columns)
    expect(text.split('\n').map((line) => line.trim())).toEqual(expect.arrayContaining(references))
  }
})
