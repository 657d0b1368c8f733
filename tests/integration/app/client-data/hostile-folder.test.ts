/** A client's folder crafted to harm whoever imports it. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unexportedTables } from '#backend/app/client-data/references.ts'
import { jsonColumns } from '#backend/app/client-data/row-shapes.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { repoRoot } from '../../../support/repository.ts'

let from: TestBackend
let to: TestBackend
let folder: string
let workspaceId: WorkspaceId

beforeEach(async () => {
  from = startBackend({ instantlyUrl: null })
  to = startBackend({ instantlyUrl: null })
  workspaceId = (await from.call('workspaces.create', { name: 'Kessler', colour: 1 })).id
  makeList(from.dir, { workspaceId, name: 'A', count: 30 })
})
afterEach(async () => {
  await from.stop()
  await to.stop()
})

async function handOver(): Promise<void> {
  from.place = temporaryDir()
  folder = (await from.call('clientData.export', { workspaceId }))?.path ?? ''
}
const codeOfImport = () =>
  to.call('clientData.import', { folder }).then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  )
const inStore = <T>(app: TestBackend, work: (raw: Database.Database) => T): T => {
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  try {
    return work(raw)
  } finally {
    raw.close()
  }
}
type Rows = Record<string, unknown>[]

/** Rewrites the rows of a table with a valid checksum, because an attacker can compute it too. */
function forge(table: string, change: (rows: Rows) => string | Rows): void {
  const file = path.join(folder, 'data', `${table}.jsonl`)
  const rows = fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const changed = change(rows)
  const text = typeof changed === 'string' ? changed : changed.map((row) => `${JSON.stringify(row)}\n`).join('')
  fs.writeFileSync(file, text)
  const manifestFile = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8')) as {
    files: { path: string; rows: number; sha256: string }[]
  }
  const of = manifest.files.find((one) => one.path === `data/${table}.jsonl`)
  Object.assign(of ?? {}, {
    rows: text.split('\n').filter((line) => line !== '').length,
    sha256: createHash('sha256').update(text).digest('hex'),
  })
  fs.writeFileSync(manifestFile, JSON.stringify(manifest))
}

/** Imports the folder with one change at a time, none of which leaves anything behind. */
async function expectRefused(
  changes: readonly [string, Record<string, unknown>][],
  apply: (rows: Rows, change: Record<string, unknown>) => Rows,
): Promise<void> {
  for (const [table, change] of changes) {
    const whole = fs.readFileSync(path.join(folder, 'data', `${table}.jsonl`), 'utf8')
    forge(table, (rows) => apply(rows, change))
    expect(await codeOfImport(), `${table} ${JSON.stringify(change).slice(0, 60)}`).toBe('CLIENT_FILE_UNREADABLE')
    forge(table, () => whole)
  }
  expect(await to.call('workspaces.list', {})).toEqual([])
  expect(inStore(to, (raw) => raw.pragma('foreign_key_check'))).toEqual([])
}

it('Texts with every kind of line separator are imported completely', async () => {
  const name = 'Müller\u2028Söhne\u2029\u0085\v\f GmbH\r'
  inStore(from, (raw) => raw.prepare(`update lead_list set name = ?`).run(name))
  await handOver()
  expect(await codeOfImport()).toBe(null)
  expect(inStore(to, (raw) => raw.prepare('select name from lead_list').pluck().get())).toBe(name)
})

it('Links, devices and pipes in place of its files are refused without waiting for them', async () => {
  await handOver()
  const spoil = (relative: string, put: (file: string) => void) => {
    const file = path.join(folder, relative)
    const whole = fs.readFileSync(file)
    fs.rmSync(file)
    put(file)
    return () => {
      fs.rmSync(file, { recursive: true })
      fs.writeFileSync(file, whole)
    }
  }
  const puts: readonly ((file: string) => void)[] = [
    (file) => fs.symlinkSync('/dev/zero', file),
    (file) => fs.symlinkSync(path.join(from.dir, 'sendoff.db'), file),
    (file) => fs.mkdirSync(file),
    ...(process.platform === 'win32' ? [] : [(file: string) => void execFileSync('mkfifo', [file])]),
  ]
  for (const relative of ['manifest.json', 'data/lead.jsonl']) {
    for (const put of puts) {
      const mend = spoil(relative, put)
      expect(await codeOfImport()).toBe('CLIENT_FILE_UNREADABLE')
      mend()
    }
  }
  expect(await codeOfImport()).toBe(null)
})

it('A missing file is refused, not imported as a client without these rows', async () => {
  await handOver()
  fs.rmSync(path.join(folder, 'data', 'lead.jsonl'))
  expect(await codeOfImport()).toBe('CLIENT_FILE_UNREADABLE')
})

it('A line without an end is rejected before it fills the memory', async () => {
  await handOver()
  const file = path.join(folder, 'data', 'lead.jsonl')
  // A sparse file: it takes no space on the disk, and is longer than any string can be.
  fs.truncateSync(file, 0)
  fs.truncateSync(file, 3 * 1024 ** 3)
  const before = process.memoryUsage().arrayBuffers
  expect(await codeOfImport()).toBe('CLIENT_FILE_UNREADABLE')
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(500 * 1024 ** 2)
})

it('An import that fails before the lists are there leaves no lead without its list', async () => {
  await handOver()
  await expectRefused([['lead_list', { name: 7 }]], (rows, change) => rows.map((row) => ({ ...row, ...change })))
  expect(inStore(to, (raw) => raw.prepare('select count(*) from lead').pluck().get())).toBe(0)
  expect(await codeOfImport()).toBe(null)
})

it('Row numbers that would leave none for later rows are refused', async () => {
  await handOver()
  for (const id of [2 ** 53 - 1, 2 ** 50, 1e308, -1, 0.5]) {
    forge('lead', (rows) => rows.map((row, at) => (at === rows.length - 1 ? { ...row, id } : row)))
    expect(await codeOfImport(), String(id)).toBe('CLIENT_FILE_UNREADABLE')
  }
  const next = (await to.call('workspaces.create', { name: 'Next', colour: 1 })).id
  expect(next).toBeLessThan(1_000)
})

it('Values of a wrong type, and invalid JSON, are refused', async () => {
  await handOver()
  const first = (change: Record<string, unknown>) => (rows: Rows) => [{ ...rows[0], ...change }, ...rows.slice(1)]
  const spoilt: readonly [string, Record<string, unknown>][] = [
    ['lead_list', { row_count: 'many' }],
    ['lead_list', { name: 7 }],
    ['lead_list', { name: { base64: 'AAAA' } }],
    ['list_import', { header: '[' }],
    ['list_import', { mapping: '' }],
    ['list_import', { mapping: `${'['.repeat(3_000)}${']'.repeat(3_000)}` }],
    ['workspace', { name: '' }],
    ['workspace', { name: 'x'.repeat(100_000) }],
    ['workspace', { created_at: 5 }],
  ]
  await expectRefused(spoilt, (rows, change) => first(change)(rows))
  forge('workspace', first({ colour: 4_000 }))
  expect(await codeOfImport()).toBe(null)
  expect((await to.call('workspaces.list', {}))[0]?.colour).toBe(1)
})

it('An imported lead is one lead, with the address it was checked under', async () => {
  await handOver()
  const lead = (rows: Rows) => JSON.parse(rows[0]?.['payload'] as string) as { email: string }
  const payloads: readonly ((rows: Rows) => string)[] = [
    (rows) => `${JSON.stringify(lead(rows))},{"email":"victim@prospect.example"}`,
    (rows) => `${JSON.stringify(lead(rows))}],"skip_if_in_workspace":false,"x":[{}`,
    (rows) => JSON.stringify({ ...lead(rows), email: 'victim@prospect.example' }),
    (rows) =>
      JSON.stringify(lead(rows)).replace('{', '{"email":"a@b.example",').replace(/\}$/, ',"email":"v@p.example"}'),
    () => '[]',
    () => '{}',
    () => 'null',
  ]
  const file = path.join(folder, 'data', 'lead.jsonl')
  const whole = fs.readFileSync(file, 'utf8')
  for (const payload of payloads) {
    forge('lead', (rows) => [{ ...rows[0], gate: 0, payload: payload(rows) }, ...rows.slice(1)])
    expect(await codeOfImport()).toBe('CLIENT_FILE_UNREADABLE')
    forge('lead', () => whole)
  }
  expect(await codeOfImport()).toBe(null)
  const sent = (of: TestBackend) =>
    inStore(of, (raw) => raw.prepare('select payload from lead order by id').pluck().all())
  expect(sent(to)).toEqual(sent(from))
})

it('No local file is opened, written or passed on because a folder names it', async () => {
  const own = path.join(temporaryDir(), 'secret.pdf')
  fs.writeFileSync(own, 'secret')
  inStore(from, (raw) => {
    raw
      .prepare(
        `insert into report_made (workspace_id, part_id, from_date, to_date, asked_by, state, started_at, folder, formats, quotes, files)
         values (?, 0, '2026-11-01', '2026-11-07', 'operator', 'done', 1, ?, '["pdf"]', '[]', ?)`,
      )
      .run(workspaceId, path.dirname(own), JSON.stringify([{ format: 'pdf', name: 'secret.pdf', bytes: 6 }]))
    raw
      .prepare(`insert into setting (workspace_id, key, value, changed_at) values (?, 'reportFolder', ?, '')`)
      .run(workspaceId, JSON.stringify(path.dirname(own)))
  })
  await handOver()
  // On the computer it was made on, a report is part of the handover.
  const reports = path.join(folder, 'reports')
  expect(fs.readdirSync(reports).map((name) => fs.readFileSync(path.join(reports, name), 'utf8'))).toEqual(['secret'])
  const { workspaceId: here } = await to.call('clientData.import', { folder })
  const made = await to.call('reports.history', { workspaceId: here, partId: null })
  expect(made).toMatchObject([{ files: [] }])
  await to.call('reports.open', { reportId: made[0]?.id as never, format: 'pdf' }).catch(() => undefined)
  await to.call('reports.show', { reportId: made[0]?.id as never }).catch(() => undefined)
  expect(to.opened).toEqual([])
  to.place = temporaryDir()
  const again = await to.call('clientData.export', { workspaceId: here })
  expect(fs.readdirSync(path.join(again?.path ?? '', 'reports'))).toEqual([])
  expect(
    inStore(to, (raw) => raw.prepare(`select count(*) from setting where key like 'reportFolder%'`).pluck().get()),
  ).toBe(0)
})

it('Emails keep the order of their times, however often a client is imported', async () => {
  const at = Date.UTC(2026, 10, 20, 9)
  inStore(from, (raw) => {
    raw
      .prepare(
        `insert into inbox_thread (id, workspace_id, remote_id, subject, snippet, last_at, their_turn, box, sorted_message_id)
         values (1, ?, 't', '', '', 0, 0, 'waiting', ?)`,
      )
      .run(workspaceId, at * 1_024)
    const put = raw.prepare(
      `insert into inbox_message (id, workspace_id, thread_id, scope, direction, at, from_address, from_name, to_list, cc_list, subject, text, complete)
       values (?, ?, 1, 's', 'in', ?, 'x@y.example', '', '', '', '', '', 1)`,
    )
    put.run(at * 1_024, workspaceId, at)
    put.run(at * 1_024 + 1, workspaceId, at)
  })
  await handOver()
  for (let times = 0; times < 6; times += 1) expect(await codeOfImport()).toBe(null)
  const ids = inStore(to, (raw) => raw.prepare<[], number>('select id from inbox_message order by id').pluck().all())
  expect(ids).toHaveLength(12)
  expect(new Set(ids.map((id) => Math.floor(id / 1_024)))).toEqual(new Set([at]))
  const sorted = inStore(to, (raw) =>
    raw
      .prepare(
        `select count(*) from inbox_thread t join inbox_message m on m.id = t.sorted_message_id and m.thread_id = t.id`,
      )
      .pluck()
      .get(),
  )
  expect(sorted).toBe(6)
})

it('Values that no screen can show are refused', async () => {
  const unshowable: readonly [string, Record<string, unknown>][] = [
    ['lead', { other_emails: 'odd' }],
    ['lead', { other_emails: '[1]' }],
    ['lead', { original: '{}' }],
    ['lead', { gate: -3 }],
    ['lead_list', { row_count: 9e15 }],
    ['lead_list', { row_count: -1 }],
    ['list_import', { header: '5' }],
    ['list_import', { mapping: '[null]' }],
    ['inbox_thread', { sorted_why: 'odd' }],
    ['inbox_thread', { score_why: '[5]' }],
    ['inbox_thread', { message_count: 1e18 }],
  ]
  inStore(from, (raw) =>
    raw.exec(`insert into inbox_thread (workspace_id, subject, snippet, last_at, their_turn, box)
      values (${workspaceId}, '', '', 0, 0, 'waiting')`),
  )
  await handOver()
  await expectRefused(unshowable, (rows, change) => rows.map((row) => ({ ...row, ...change })))
  expect(await codeOfImport()).toBe(null)
})

it('Every column that contains JSON is known', async () => {
  const schema = path.join(repoRoot, 'src/main/backend/core/db/schema')
  const files = fs.readdirSync(schema, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const modules = await Promise.all(
    files.map(async (name) => Object.values((await import(path.join(schema, name))) as Record<string, unknown>)),
  )
  const found = modules.flat().flatMap((one) => {
    if (!(one instanceof SQLiteTable)) return []
    const { name: table, columns } = getTableConfig(one)
    if (unexportedTables.has(table)) return []
    return columns.flatMap(({ name, columnType }) => (columnType === 'SQLiteTextJson' ? [`${table}.${name}`] : []))
  })
  const known = Object.entries(jsonColumns).flatMap(([table, columns]) =>
    Object.keys(columns).map((name) => `${table}.${name}`),
  )
  // The schema knows these only as texts.
  const texts = [
    'export_run.copy_check',
    'inbox_message.attachments',
    'inbox_send.attachments',
    'inbox_thread.score_why',
    'inbox_thread.sorted_why',
    'lead.original',
    'lead.other_emails',
  ]
  expect(known.toSorted()).toEqual([...found, ...texts].toSorted())
})
