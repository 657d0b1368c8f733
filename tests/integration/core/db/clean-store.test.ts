/** Bytes of deleted rows are overwritten while the app works: none is left, and nothing else changes. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import type { OverflowPages } from '#backend/core/db/clean-orders.ts'
import { runCleanPass } from '#backend/core/db/clean-pass.ts'
import { type CleanDeps, cleanStore } from '#backend/core/db/clean-store.ts'
import { cleanWrittenPages, createPagedFile } from '#backend/core/db/clean-written.ts'
import { openExtraConnection } from '#backend/core/db/extra-connections.ts'
import { storeFileDescriptor } from '#backend/core/db/freeze-store-file.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { spawnCleaner, temporaryDir } from '../../../support/backend.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'

const opened: Database.Database[] = []
afterEach(() => {
  for (const raw of opened.splice(0)) raw.close()
})

type Shape = { readonly pageSize: number; readonly vacuum: 'NONE' | 'INCREMENTAL' }

function made({ pageSize, vacuum }: Shape): Database.Database {
  const raw = new Database(path.join(temporaryDir('sendoff-clean-'), 'sendoff.db'))
  opened.push(raw)
  raw.pragma(`page_size = ${pageSize}`)
  raw.pragma(`auto_vacuum = ${vacuum}`)
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = NORMAL')
  raw.pragma('secure_delete = FAST')
  raw.exec(`
    create table row (id integer primary key autoincrement, of text, body text, more blob);
    create index row_of on row (of, body);
    create table pair (a text, b text, primary key (a, b)) without rowid;
    create virtual table words using fts5 (body);
    insert into words (words, rank) values ('secure-delete', 1);
  `)
  return raw
}

const cleanerOf = (raw: Database.Database): CleanDeps => ({ store: { raw }, clock: systemClock, spawnCleaner })

const gone = 'quitterbug'
const dirt = Buffer.from(gone)
const textOf = (random: () => number, word: string) =>
  `${word} ${random()} `.repeat(1 + Math.floor(random() ** 4 * 900))

/** Inserts and changes rows, some to stay and some to be deleted, so that pages are split, merged and freed. */
function live(raw: Database.Database, random: () => number, acts: number): void {
  const put = raw.prepare('insert into row (of, body, more) values (?, ?, ?)')
  const change = raw.prepare('update row set body = ?, more = ? where id = ?')
  const drop = raw.prepare('delete from row where id = ?')
  const pair = raw.prepare('insert or ignore into pair values (?, ?)')
  const words = raw.prepare('insert into words (rowid, body) values (?, ?)')
  const ids = () => (raw.prepare('select max(id) from row').pluck().get() as number | null) ?? 1
  raw.transaction(() => {
    for (let act = 0; act < acts; act += 1) {
      const word = random() < 0.5 ? gone : 'remainer'
      const body = textOf(random, word)
      const kind = random()
      if (kind < 0.55) {
        const { lastInsertRowid } = put.run(word, body, random() < 0.2 ? Buffer.from(body.repeat(9)) : null)
        pair.run(word, body.slice(0, 900))
        if (random() < 0.4) words.run(lastInsertRowid, body)
      } else if (kind < 0.75) {
        const id = 1 + Math.floor(random() * ids())
        const of = raw.prepare('select of from row where id = ?').pluck().get(id) as string | undefined
        if (of) change.run(textOf(random, of), Buffer.from(textOf(random, of)), id)
      } else drop.run(1 + Math.floor(random() * ids()))
    }
  })()
}

function removeGone(raw: Database.Database): void {
  raw.exec(`delete from row where of = '${gone}'; delete from pair where a = '${gone}'`)
  for (const id of raw.prepare(`select rowid from words where words match '${gone}'`).pluck().all())
    raw.prepare('delete from words where rowid = ?').run(id)
}

/**
 * Returns the content of each table as a digest, because comparing megabytes value by value takes longer than
 * everything else here.
 */
const dump = (raw: Database.Database) => ({
  rows: digestOf(raw, 'select * from row order by id'),
  pairs: digestOf(raw, 'select * from pair order by a, b'),
  words: digestOf(raw, `select rowid, body from words order by rowid`),
  found: digestOf(raw, `select rowid from words where words match 'remainer' order by rowid`),
})

function digestOf(raw: Database.Database, query: string) {
  const digest = createHash('sha256')
  let rows = 0
  for (const values of raw.prepare(query).raw().iterate() as IterableIterator<(number | string | Buffer | null)[]>) {
    rows += 1
    for (const value of values) {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value))
      digest.update(`${Buffer.isBuffer(value) ? 'blob' : typeof value} ${bytes.length} `).update(bytes)
    }
  }
  return { rows, digest: digest.digest('hex') }
}

const holding = (raw: Database.Database) =>
  ['', '-wal'].filter((end) => {
    const file = raw.name + end
    return fs.existsSync(file) && fs.readFileSync(file).includes(gone)
  })

const shapes: readonly Shape[] = [
  { pageSize: 8_192, vacuum: 'NONE' },
  { pageSize: 8_192, vacuum: 'INCREMENTAL' },
  { pageSize: 512, vacuum: 'INCREMENTAL' },
  { pageSize: 65_536, vacuum: 'NONE' },
]
const cases = shapes.flatMap((shape) =>
  Array.from({ length: times(1, 25) }, (_, seed) => [shape.pageSize, shape.vacuum, seed, shape] as const),
)

it.each(cases)(
  'pages of %i bytes, auto_vacuum %s, case %i: deleted data is in no byte, all else is unchanged',
  async (_, __, seed, shape) => {
    const random = createRandom(seed)
    const raw = made(shape)
    for (let round = 0; round < 4; round += 1) {
      live(raw, random, times(200, 500))
      // Some space is freed, and some of it reused.
      if (round === 2) removeGone(raw)
    }
    removeGone(raw)
    raw.pragma('wal_checkpoint(TRUNCATE)')
    expect(holding(raw)).not.toEqual([])
    const before = dump(raw)
    await cleanStore(cleanerOf(raw), new AbortController().signal)
    expect(holding(raw)).toEqual([])
    expect(dump(raw)).toEqual(before)
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
    // The store works as well as before.
    live(raw, random, times(100, 300))
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  },
)

it.each(Array.from({ length: times(2, 30) }, (_, seed) => [seed]))(
  'while others write all the time, in it and beside it, and checkpoint the log (case %i): the same',
  async (seed) => {
    const random = createRandom(seed)
    const raw = made({ pageSize: 8_192, vacuum: seed % 2 === 0 ? 'NONE' : 'INCREMENTAL' })
    for (let round = 0; round < 6; round += 1) live(raw, random, times(250, 700))
    const beside = openExtraConnection(raw)
    const mover = new Database(raw.name)
    // Every page is now cached with its leftovers.
    for (const one of [raw, beside]) dump(one)
    removeGone(raw)
    for (const one of [raw, beside]) dump(one)
    const cleaning = { isOver: false }
    const cleaned = cleanStore(cleanerOf(raw), new AbortController().signal).finally(() => {
      cleaning.isOver = true
    })
    const kept = new Map<number, string>()
    for (let no = 0; !cleaning.isOver; no += 1) {
      const by = no % 3 === 0 ? beside : raw
      const body = textOf(random, 'remainer')
      const id = Number(by.prepare(`insert into row (of, body) values ('remainer', ?)`).run(body).lastInsertRowid)
      kept.set(id, body)
      const old = by
        .prepare('select id from row where id >= ? order by id limit 1')
        .pluck()
        .get(Math.floor(random() * id))
      by.prepare('update row set body = ? where id = ?').run(body, old)
      kept.set(old as number, body)
      if (no % 5 === 0) mover.pragma('wal_checkpoint(PASSIVE)')
      await nextTurn()
    }
    await cleaned
    expect(holding(raw)).toEqual([])
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
    for (const [id, body] of kept) expect(raw.prepare('select body from row where id = ?').pluck().get(id)).toBe(body)
    beside.close()
    mover.close()
  },
)

type Stat = { readonly pageno: number; readonly payload: number }

it.each(shapes.map((shape) => [shape.pageSize, shape] as const))(
  'pages of %i bytes: nothing is left behind the end of a long value, whether its cell was written too or not',
  (_, shape) => {
    const raw = made(shape)
    raw.pragma('cache_size = 0')
    for (let round = 0; round < 3; round += 1) live(raw, createRandom(7), times(150, 500))
    removeGone(raw)
    raw.pragma('wal_checkpoint(TRUNCATE)')
    const before = dump(raw)
    const reader = new Database(raw.name, { readonly: true })
    opened.push(reader)
    reader.exec('begin')
    reader.prepare('select count(*) from sqlite_schema').get()
    const fd = storeFileDescriptor(raw)
    const { values } = runCleanPass({ reader, fd, forms: [], tables: [] })
    const overflow = reader.prepare<[], Stat>(`select pageno, payload from dbstat where pagetype = 'overflow'`).all()
    const ends = overflow.filter(({ payload }) => payload + 4 + dirt.length <= shape.pageSize)
    expect(ends.length).toBeGreaterThan(5)
    const soil = () => {
      for (const { pageno } of ends) fs.writeSync(fd, dirt, 0, dirt.length, pageno * shape.pageSize - dirt.length)
      expect(holding(raw)).toEqual([''])
    }
    const all = new Set(
      Array.from({ length: reader.pragma('page_count', { simple: true }) as number }, (__, at) => at + 1),
    )
    const written = (pages: ReadonlySet<number>, given: OverflowPages, writtenSince: ReadonlySet<number>) => {
      const file = createPagedFile(fd, shape.pageSize)
      const steps = cleanWrittenPages({
        file,
        reader,
        pages,
        values: given,
        writtenSince,
        sought: null,
        standing: new Set(),
      })
      for (const step of steps) expect(step).toBeUndefined()
    }
    const none: OverflowPages = { ofValue: new Uint16Array(all.size + 1), owner: new Uint32Array(all.size + 1) }
    const alone = new Set(overflow.map(({ pageno }) => pageno))
    // With their cells, which contain their lengths; and alone, with lengths from the pass.
    for (const [pages, given] of [
      [all, none],
      [alone, values],
    ] as const) {
      soil()
      written(pages, given, pages)
      expect(holding(raw)).toEqual([])
    }
    // The pass's result is ignored if the page with the cell was written since.
    soil()
    const untrue = { ofValue: values.ofValue.map((bytes) => (bytes > 0 ? 1 : 0)), owner: values.owner }
    written(alone, untrue, all)
    reader.exec('rollback')
    raw.pragma('shrink_memory')
    expect(dump(raw)).toEqual(before)
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
  },
)
