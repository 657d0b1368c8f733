/** A file crafted to harm whoever restores it. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { getComputerId } from '#backend/core/db/computer-id.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'

/** The app whose backup the files are crafted from; none of them may change it. */
let app: TestBackend
let genuine: string
let copy: string

beforeAll(async () => {
  app = startBackend({ instantlyUrl: null })
  const workspaceId: WorkspaceId = (await app.call('workspaces.create', { name: 'Kessler', colour: 1 })).id
  makeList(app.dir, { workspaceId, name: 'A', count: 50 })
  await app.call('backups.start', {})
  genuine = (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
})
beforeEach(() => {
  copy = path.join(temporaryDir(), 'copy.db')
  fs.copyFileSync(genuine, copy)
})
afterAll(() => app.stop())

const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select i as id from n'
const spoilt: Readonly<Record<string, string>> = {
  'a view without an end in the place of a table': `drop table lead_copy_row; create view lead_copy_row as ${endless}`,
  'a view without an end in the place of the leads': `pragma foreign_keys = off; drop table lead; create view lead as ${endless}`,
  'a view of another name': `create view x as ${endless}`,
  'a trigger that deletes': `create trigger x after insert on lead begin delete from workspace; end`,
  'a trigger of ours that does something else':
    'drop trigger inbox_search_added; create trigger inbox_search_added after insert on inbox_message begin delete from lead; end',
  'a virtual table': 'create virtual table x using fts5(a)',
  'an index no row can be written with': 'create index x on lead_list (hex(zeroblob(1000000 * length(name))))',
  'a unique index of ours without its condition, which lets a second row not in':
    'drop index inbox_send_click; CREATE UNIQUE INDEX `inbox_send_click` ON `inbox_send` (`click_id`)',
  'a check that lets some rows not in':
    "alter table opt_out add column x text check (value not like '%@victim.example')",
  'a key that deletes rows': 'alter table opt_out add column x integer references lead_list (id) on delete cascade',
  'a column that is computed': 'alter table lead add column x as (hex(zeroblob(1000000)))',
  'migrations with a column that is computed':
    'alter table __drizzle_migrations add column x as (hex(zeroblob(1000000)))',
  'migrations that take no later one':
    'alter table __drizzle_migrations add column x integer check (created_at < 1900000000000)',
  'a row number that leaves none for later rows':
    'pragma foreign_keys = off; update lead set id = 9223372036854775807 where id = (select max(id) from lead)',
  'a last row number that leaves none for later rows': 'update sqlite_sequence set seq = 9223372036854775807',
  'a table of its own': 'create table x (a)',
  'a table is missing': 'drop table lead_copy_row',
  'a column is missing': 'alter table workspace drop column plan_until',
  'an index is missing': 'drop index block_entry_value',
  'migrations that are a view': `drop table __drizzle_migrations; create view __drizzle_migrations as ${endless}`,
}

it.each(Object.entries(spoilt))('%s: preview and restore refuse it at once, and nothing is changed', async (_, sql) => {
  const raw = new Database(copy)
  raw.exec(sql)
  raw.close()
  for (const route of ['backups.look', 'backups.restore'] as const) {
    const code = await app.call(route, { path: copy }).then(
      () => null,
      (error: unknown) => (error as { code?: string }).code,
    )
    expect(code, route).toBe('BACKUP_UNREADABLE')
  }
  expect((await app.call('workspaces.list', {})).map(({ name }) => name)).toEqual(['Kessler'])
  expect(fs.readdirSync(app.dir).filter((name) => name.includes('restore'))).toEqual([])
})

it.skipIf(process.platform === 'win32')('A pipe is refused without waiting for it', async () => {
  fs.rmSync(copy)
  execFileSync('mkfifo', [copy])
  const reply = await app.backend.call('backups.look', { path: copy })
  expect(reply).toMatchObject({ ok: false, error: { code: 'BACKUP_UNREADABLE' } })
})

/** Another app, into which a copy is restored. */
function startOther(): TestBackend {
  const other = startBackend({ instantlyUrl: null })
  onTestFinished(() => other.stop())
  return other
}

async function restore(other: TestBackend): Promise<void> {
  await other.call('backups.restore', { path: copy })
  await until('the copy to be the store', async () => (await other.call('backups.state', {})).restored !== null)
}

it('A genuine copy is not refused', async () => {
  const other = startOther()
  expect(await other.call('backups.look', { path: copy })).toMatchObject({ clients: 1, leads: 50 })
  await restore(other)
})

/** Names folders and files of this computer in a copy, as if the copy's computer had them. */
function nameLocalFiles(secret: string, origin: object | null): void {
  const folder = path.dirname(secret)
  const raw = new Database(copy)
  const set = raw.prepare(
    `insert into setting (workspace_id, key, value, changed_at) values (?, ?, ?, '')
       on conflict (workspace_id, key) do update set value = excluded.value`,
  )
  set.run(0, 'backup.settings', JSON.stringify({ daily: true, hour: 5, folder, earlier: [folder] }))
  set.run(0, 'ui-state', JSON.stringify({ route: '/lists', openFiles: [{ workspaceId: 1, path: secret }] }))
  set.run(1, 'reportFolder', JSON.stringify(folder))
  raw
    .prepare(
      `insert into report_made (workspace_id, part_id, from_date, to_date, asked_by, state, started_at, folder, formats, quotes, files)
       values (1, 0, '2026-11-01', '2026-11-07', 'operator', 'done', 1, ?, '["pdf"]', '[]', ?)`,
    )
    .run(folder, JSON.stringify([{ format: 'pdf', name: path.basename(secret), bytes: 6 }]))
  if (origin) set.run(0, 'backup.origin', JSON.stringify(origin))
  else raw.prepare(`delete from setting where key = 'backup.origin'`).run()
  raw.close()
}

it.each([
  ['another computer', { computer: '0badc0de', version: '1', at: '2026-11-23T03:00:00Z' }],
  ['nobody knows where', null],
])('A copy of %s names no folder or file of this computer', async (_, origin) => {
  const secret = path.join(temporaryDir(), 'secret.pdf')
  fs.writeFileSync(secret, 'secret')
  nameLocalFiles(secret, origin)
  const other = startOther()
  await restore(other)
  expect(await other.call('backups.state', {})).toMatchObject({ isDefaultFolder: true, settings: { hour: 5 } })
  expect(await other.call('app.uiState', {})).toMatchObject({ route: '/lists', openFiles: [] })
  const [{ id: workspaceId } = { id: 0 as WorkspaceId }] = await other.call('workspaces.list', {})
  expect(await other.call('reports.history', { workspaceId, partId: null })).toMatchObject([{ files: [] }])
  other.place = temporaryDir()
  const client = await other.call('clientData.export', { workspaceId })
  expect(fs.readdirSync(path.join(client?.path ?? '', 'reports'))).toEqual([])
})

it('A copy of this computer keeps its folders, open files and reports', async () => {
  const report = path.join(temporaryDir(), 'report.pdf')
  fs.writeFileSync(report, 'report')
  const other = startOther()
  const origin = {
    computer: getComputerId(other.dir),
    version: '1',
    at: '2026-11-23T03:00:00Z',
  }
  nameLocalFiles(report, origin)
  await restore(other)
  expect(await other.call('backups.state', {})).toMatchObject({ folder: path.dirname(report) })
  expect(await other.call('app.uiState', {})).toMatchObject({ openFiles: [{ path: report }] })
  const [{ id: workspaceId } = { id: 0 as WorkspaceId }] = await other.call('workspaces.list', {})
  expect(await other.call('reports.history', { workspaceId, partId: null })).toMatchObject([
    { files: [{ format: 'pdf' }] },
  ])
})
