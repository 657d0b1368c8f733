/** A file crafted to harm whoever restores it. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'

let app: TestBackend
let copy: string

beforeEach(async () => {
  app = startBackend({ instantlyUrl: null })
  const workspaceId: WorkspaceId = (await app.call('workspaces.create', { name: 'Kessler', colour: 1 })).id
  makeList(app.dir, { workspaceId, name: 'A', count: 50 })
  await app.call('backups.start', {})
  copy = path.join(temporaryDir(), 'copy.db')
  fs.copyFileSync((await app.call('backups.state', {})).copies?.[0]?.path ?? '', copy)
})
afterEach(() => app.stop())

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

it('A genuine copy is not refused', async () => {
  expect(await app.call('backups.look', { path: copy })).toMatchObject({ clients: 1, leads: 50 })
  await app.call('backups.restore', { path: copy })
  await until('the copy to be the store', async () => (await app.call('backups.state', {})).restored !== null)
})
