import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { makeList } from '../../../support/lists.ts'
import { mail, startInbox, synced } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

it("Each conversation of a page is named after its own client's lead, as last imported", async () => {
  const { dir } = bench.app
  const { emails } = makeList(dir, { workspaceId: bench.workspaceId, name: 'Spring', count: 3 })
  const later = makeList(dir, { workspaceId: bench.workspaceId, name: 'Autumn', count: 3 })
  const db = new Database(path.join(dir, 'sendoff.db'))
  const other = db.prepare(`insert into workspace (name, colour, created_at) values ('Other', 1, '')`).run()
  const elsewhere = makeList(dir, {
    workspaceId: Number(other.lastInsertRowid) as WorkspaceId,
    name: 'Theirs',
    count: 3,
  })
  const called = db.prepare(`update lead set first_name = ? || row_number where list_id = ?`)
  called.run('Later ', later.listId)
  called.run('Theirs ', elsewhere.listId)
  db.prepare('update lead set removed = 1 where list_id = ? and row_number = 3').run(later.listId)
  db.close()
  for (const lead of [...emails, 'nobody@prospect.example']) mail(bench, { lead, text: 'Tell me more' })

  const rows = await synced(bench)
  expect(Object.fromEntries(rows.map(({ leadEmail, name }) => [leadEmail, name]))).toEqual({
    [emails[0] ?? '']: 'Later 1',
    [emails[1] ?? '']: 'Later 2',
    // Removed from the later list.
    [emails[2] ?? '']: 'First 3',
    'nobody@prospect.example': 'nobody@prospect.example',
  })
  // Opened alone, it has the same name as in the list.
  for (const { id, name } of rows) {
    expect((await bench.app.call('inbox.thread', { threadId: id })).thread.name).toBe(name)
  }
})

it('File names with invisible direction marks cannot make a program look like a document', async () => {
  const lead = 'anna@kessler.example'
  const files = [{ filename: 'invoice\u202efdp.exe', type: 'application/pdf', size: 10, url: 'https://x.example/a' }]
  mail(bench, { lead, text: 'See the attached.', subject: 'Re: \u2067Stock\u2069', files })
  const [thread] = await synced(bench)
  const { messages } = await bench.app.call('inbox.thread', { threadId: thread?.id ?? 0 })
  expect(messages[0]?.attachments.map(({ name }) => name)).toEqual(['invoicefdp.exe'])
  expect(thread?.subject).toBe('Re: Stock')
})
