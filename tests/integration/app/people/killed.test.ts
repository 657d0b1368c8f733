import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, startHere } from '../../../support/crash/after-kill.ts'
import { type CrashingApp, startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type KillPlace, killAgain } from '../../../support/crash/kill-again.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'
import { traces, victim } from './support.ts'

/** Creates a person in two lists, packed events and a conversation, and in other people's mails. */
function fill(dir: string, workspaceId: WorkspaceId): void {
  for (const name of ['A', 'B']) {
    const { listId } = makeList(dir, { workspaceId, name, count: 400, heldEvery: 0, tag: name })
    const raw = new Database(path.join(dir, 'sendoff.db'))
    raw
      .prepare('update lead set email = ?, payload = json_set(payload, ?, ?) where list_id = ? and position = 9')
      .run(victim, '$.email', victim, listId)
    raw
      .prepare('update lead set other_emails = ? where list_id = ? and position = 11')
      .run(JSON.stringify([victim]), listId)
    raw.close()
  }
  const store = openStore(dir, migrationsDir)
  createEventIngest({ store, changed: () => undefined }).ingest(
    workspaceId,
    'relay',
    Array.from({ length: 400 }, (_, no) => ({
      raw: JSON.stringify({
        timestamp: new Date(Date.UTC(2026, 9, 2) + no * 60_000).toISOString(),
        event_type: 'email_opened',
        campaign_id: 'c-1',
        lead_email: no % 7 === 0 ? victim : `lead${no % 11}@list.example`,
        email_id: `m-${no}`,
        note: no % 50 === 0 ? `in copy: ${victim}` : '',
      }),
      receivedAt: Date.UTC(2026, 9, 3),
      sourceId: String(no),
    })),
  )
  const thread = store.raw.prepare(
    `insert into inbox_thread (workspace_id, lead_email, subject, snippet, last_at, box, their_turn)
     values (?, ?, 'Re: hello', ?, ?, 'answer', 1)`,
  )
  const message = store.raw.prepare(
    `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list, subject,
       text, lead_email, complete, scope) values (?, ?, ?, 'received', ?, ?, '', 'me@sender.example', '', 'Re: hello', ?, ?, 1, 'w1')`,
  )
  for (let no = 1; no <= 60; no += 1) {
    const lead = no % 6 === 0 ? victim : `lead${no}@list.example`
    const id = thread.run(workspaceId, lead, `Ask ${victim}`, no).lastInsertRowid
    message.run(no, workspaceId, id, no, lead, `Please ask ${victim} about it. ${'Words. '.repeat(no * 20)}`, lead)
  }
  store.raw.close()
}

/** Where the process dies: at a row that changes, or at a random moment. */
const places: readonly KillPlace[] = [
  { table: 'erased_person', column: 'state' },
  { table: 'erased_person', column: 'address' },
  { table: 'lead', column: 'payload' },
  { table: 'event_contact', column: 'email' },
  { table: 'event_block', column: 'data' },
  { table: 'inbox_message', column: 'text' },
  { table: 'inbox_thread', column: 'snippet' },
  { table: 'list_action' },
]

const kills = Number(process.env['ERASE_KILLS'] ?? times(3, 50))

it(`Killed at ${kills} points, one after another, the person is erased in the end, and others are not`, async () => {
  const random = createRandom(Number(process.env['ERASE_SEED'] ?? 11))
  for (let done = 0; done < kills; ) {
    const dir = temporaryDir('sendoff-erase-killed-')
    const begun = startHere(dir, 'http://127.0.0.1:9')
    const { id } = await begun.call('workspaces.create', { name: 'Kessler', colour: 1 })
    await begun.kill()
    fill(dir, id)
    let killable: CrashingApp = await startCrashingApp(dir, 'http://127.0.0.1:9')
    await killable.call('people.erase', { email: victim, typed: victim, block: false }).catch(() => null)
    // Every start may be the last for this folder: some are killed once, some up to five times.
    for (const most = done + 1 + Math.floor(random() * 5); done < Math.min(most, kills); done += 1) {
      const place = places[Math.floor(random() * places.length)] ?? { table: 'lead' }
      killable = await killAgain(killable, { dir, place, mostTurns: random() < 0.3 ? 3_000 : 0, random })
    }
    await killable.kill()
    const app = await startAfterKill(dir, 'http://127.0.0.1:9')
    await until('the person to be erased', async () => (await app.call('people.erasures', {}))[0]?.state === 'done')
    expect(await app.call('people.view', { email: victim })).toMatchObject({ leads: [], events: 0, replies: 0 })
    expect((await app.call('people.view', { email: 'lead12@A.example'.toLowerCase() })).erasedAt).toBeNull()
    await app.kill()
    expect(traces(dir, victim)).toEqual([])
    const raw = new Database(path.join(dir, 'sendoff.db'))
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(raw.prepare('select count(*) from event').pluck().get()).toBe(400)
    expect(raw.prepare('select count(*) from inbox_message').pluck().get()).toBe(50)
    expect(raw.prepare(`select count(*) from lead where removed = 0 and email is not null`).pluck().get()).toBe(798)
    raw.close()
  }
}, 600_000)
