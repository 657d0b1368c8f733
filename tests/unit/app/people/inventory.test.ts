import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { addressText } from '#backend/app/people/blank-address.ts'
import { addressTables, derivedTables } from '#backend/app/people/inventory.ts'
import { migrationsDir } from '../../../support/repository.ts'

function columnsOfSchema(): Record<string, readonly string[]> {
  const raw = new Database(':memory:')
  for (const name of fs
    .readdirSync(migrationsDir)
    .filter((file) => file.endsWith('.sql'))
    .toSorted())
    raw.exec(fs.readFileSync(path.join(migrationsDir, name), 'utf8').replaceAll('--> statement-breakpoint', ''))
  const names = raw.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all() as string[]
  const found = names
    .filter((name) => !name.startsWith('sqlite_') && !derivedTables.test(name))
    .map((name) => {
      const rows = raw.pragma(`table_info(${name})`) as { name: string; type: string }[]
      return [name, rows.filter(({ type }) => !/^(?:integer|real)$/i.test(type)).map((row) => row.name)] as const
    })
  return Object.fromEntries(found.filter(([, columns]) => columns.length > 0))
}

describe('the inventory of places that can contain an address', () => {
  it('names every text and blob column of the schema once, and no missing one', () => {
    const named = Object.fromEntries(
      Object.entries(addressTables).map(([name, { text = [], packed = [], account = [], never = [] }]) => [
        name,
        [...text, ...packed, ...account, ...never].toSorted(),
      ]),
    )
    const there = Object.fromEntries(
      Object.entries(columnsOfSchema()).map(([name, columns]) => [name, columns.toSorted()]),
    )
    expect(named).toEqual(there)
  })
})

describe('an address in text', () => {
  const { blank, isIn } = addressText('eva+test@x.example')
  it.each([
    ['Eva+Test@X.example', '[erased]'],
    ['<eva+test@x.example>, other@x.example', '<[erased]>, other@x.example'],
    ['https://u.example/?m=eva%2Btest%40x.example&k=1', 'https://u.example/?m=[erased]&k=1'],
    ['Write to eva+test@x.example.', 'Write to [erased].'],
  ])('%s is blanked', (text, after) => {
    expect(isIn(text)).toBe(true)
    expect(blank(text)).toBe(after)
  })
  it.each(['geva+test@x.example', 'eva+test@x.example.org', 'eva+test@x.examples', 'a.eva+test@x.example'])(
    '%s is not the same person',
    (text) => {
      expect(isIn(text)).toBe(false)
      expect(blank(text)).toBe(text)
    },
  )
})
