import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '#backend/db/open.ts'
import { createIntake } from '#backend/features/inbox/intake.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, temporaryDir } from '../../support/backend.ts'

test('a store of the version before keeps what it has, and takes mails in and finds them', () => {
  const dir = temporaryDir()
  const before = temporaryDir()
  fs.cpSync(migrationsDir, before, { recursive: true })
  const journal = path.join(before, 'meta/_journal.json')
  const all = JSON.parse(fs.readFileSync(journal, 'utf8')) as { entries: { tag: string }[] }
  const first = all.entries.findIndex(({ tag }) => tag.endsWith('_inbox'))
  fs.writeFileSync(journal, JSON.stringify({ ...all, entries: all.entries.slice(0, first) }))

  const old = openStore(dir, before)
  const workspaceId = old.raw
    .prepare(
      `insert into workspace (name, colour, remote_id, created_at) values ('Kessler', 3, 'remote-1', '2026-11-01')`,
    )
    .run().lastInsertRowid as WorkspaceId
  old.raw
    .prepare(
      `insert into block_entry (workspace_id, value, origin, added_at) values (?, 'no@x.example', 'opt_out', '')`,
    )
    .run(workspaceId)
  old.raw.close()

  const store = openStore(dir, migrationsDir)
  expect(store.raw.prepare('select name, remote_id from workspace').all()).toEqual([
    { name: 'Kessler', remote_id: 'remote-1' },
  ])
  expect(store.raw.prepare('select value from block_entry').pluck().all()).toEqual(['no@x.example'])
  createIntake(store, { sort: null }).takeHooks(workspaceId, [
    {
      at: Date.UTC(2026, 10, 2),
      leadEmail: 'kai@prospect.example',
      emailId: 'mail-1',
      threadId: null,
      text: 'Die Rüstzeit, bitte',
      html: null,
      subject: 'Re: Hi',
      snippet: null,
      account: 'me@acme.example',
      campaignId: null,
      automatic: false,
    },
  ])
  const found = store.raw.prepare('select rowid from inbox_search where inbox_search match ?').all('rustzeit')
  expect(found).toHaveLength(1)
  // What is removed is not found any more: the index follows its rows.
  store.raw.prepare('delete from inbox_message').run()
  expect(store.raw.prepare('select rowid from inbox_search where inbox_search match ?').all('rustzeit')).toEqual([])
  store.raw.close()
})
