import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { type ErasedCounts, eraseKnownSteps } from '#backend/app/people/erase-rows.ts'
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { victim } from './support.ts'

/** Rows, including those of triggers: each of 200 emails takes some thirty rows of the search index. */
const maxChanged = 8_000
const many = 3_000

it('A person with thousands of entries everywhere is erased in small steps, between which screens are answered', async () => {
  const app = startBackend({ instantlyUrl: null })
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })
  const { listId } = makeList(app.dir, { workspaceId, name: 'A', count: many, heldEvery: 0 })
  await app.stop()
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  raw.prepare('update lead set gate = 3, email = ? where list_id = ?').run(victim, listId)
  raw.close()
  const store = openStore(app.dir, migrationsDir)
  fill(store, workspaceId)

  const changes = store.raw.prepare('select total_changes()').pluck()
  const found: ErasedCounts = { here: {}, mentions: 0 }
  const steps: number[] = []
  let before = changes.get() as number
  for (const _ of eraseKnownSteps(store, victim, found, Date.now())) {
    const now = changes.get() as number
    steps.push(now - before)
    before = now
  }
  expect(found.here).toMatchObject({ leads: many, events: many, emails: many, archives: many })
  expect(Math.max(...steps)).toBeLessThan(maxChanged)
  // One entry in the list's history for all of them.
  const acts = store.raw.prepare(`select lead_count from list_action where kind = 'purge'`).pluck().all()
  expect(acts).toEqual([many])
  store.raw.close()
})

function fill(store: ReturnType<typeof openStore>, workspaceId: WorkspaceId): void {
  const ingest = createEventIngest({ store, changed: () => undefined })
  const events = Array.from({ length: many }, (_, no) => ({
    raw: JSON.stringify({
      timestamp: new Date(Date.UTC(2026, 9, 2) + no * 60_000).toISOString(),
      event_type: 'email_opened',
      campaign_id: 'c-1',
      lead_email: victim,
      email_id: `m-${no}`,
    }),
    receivedAt: Date.UTC(2026, 9, 3),
    sourceId: String(no),
  }))
  for (let at = 0; at < many; at += 500) ingest.ingest(workspaceId, 'relay', events.slice(at, at + 500))
  const { raw } = store
  raw.pragma('foreign_keys = OFF')
  const { lastInsertRowid: thread } = raw
    .prepare(
      `insert into inbox_thread (workspace_id, lead_email, subject, snippet, last_at, box, their_turn)
       values (?, ?, 'Re: hello', '', 1, 'answer', 1)`,
    )
    .run(workspaceId, victim)
  const message = raw.prepare(
    `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list, subject,
       text, lead_email, complete, scope) values (?, ?, ?, 'received', ?, ?, '', 'me@sender.example', '', 'Re', ?, ?, 1, 'w1')`,
  )
  const columns = raw.pragma('table_info(archived_mail)') as { name: string; type: string }[]
  const archived = raw.prepare(
    `insert into archived_mail (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  raw.transaction(() => {
    for (let no = 1; no <= many; no += 1) {
      message.run(no, workspaceId, thread, no, victim, `Words ${no}`, victim)
      archived.run(
        ...columns.map(({ name, type }) => (name === 'lead' ? victim : /^int/i.test(type) ? no : `${name} ${no}`)),
      )
    }
  })()
}
