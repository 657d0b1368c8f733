import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { migrationsDir, startBackend, type TestBackend, temporaryDir } from '../../../support/backend.ts'

/** A start does not compile statements that are not needed yet; all of them are still valid. */
const compile = Database.prototype.prepare
const made = new Set<string>()
const compiled = new Set<string>()
let app: TestBackend
let store: Store

beforeEach(async () => {
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    compiled.add(sql)
    return compile.call(this, sql)
  } as typeof compile
  app = startBackend({
    instantlyUrl: null,
    openStore: (...from) => {
      store = openStore(...from)
      const prepare = store.raw.prepare.bind(store.raw)
      store.raw.prepare = (sql: string) => {
        made.add(sql)
        return prepare(sql)
      }
      return store
    },
  })
  await app.call('workspaces.list', {})
})
afterEach(async () => {
  Database.prototype.prepare = compile
  await app.stop()
})

it('A start compiles only a few of its statements', () => {
  expect(made.size).toBeGreaterThan(800)
  expect(compiled.size).toBeLessThan(made.size / 4)
})

it('Every statement prepared at the start can be compiled', () => {
  const faults = [...made].flatMap((sql) => {
    try {
      compile.call(store.raw, sql)
      return []
    } catch (error) {
      return [`${String(error)}: ${sql}`]
    }
  })
  expect(faults).toEqual([])
})

it('Rows are the same before and after the first use, and an error is reported at that use', () => {
  const { raw } = openStore(temporaryDir(), migrationsDir)
  const one = raw.prepare('select ? as a, 2 as b').pluck()
  expect(one.get(1)).toBe(1)
  expect(one.pluck(false).all(1)).toEqual([{ a: 1, b: 2 }])
  expect([...one.raw().iterate(3)]).toEqual([[3, 2]])
  const later = raw.prepare('insert into made_later values (?)')
  expect(() => later.run(1)).toThrow('no such table: made_later')
  raw.exec('create temp table made_later (n)')
  expect(later.run(1).changes).toBe(1)
  raw.close()
})
