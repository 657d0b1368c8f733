/**
 * The deletion of a client, killed in and between any of its stages: it resumes, ends, and leaves nothing of the
 * client.
 */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { ownedTablesOf } from '#backend/app/demo/remove-rows.ts'
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

/** Creates a list, packed events and conversations that all contain the client's word. */
function fill(dir: string, workspaceId: WorkspaceId, word: string): void {
  makeList(dir, { workspaceId, name: `List ${word}`, count: 5_000, tag: word })
  const store = openStore(dir, migrationsDir)
  createEventIngest({ store, changed: () => undefined }).ingest(
    workspaceId,
    'relay',
    Array.from({ length: 400 }, (_, no) => ({
      raw: JSON.stringify({
        timestamp: new Date(Date.UTC(2026, 9, 2) + no * 60_000).toISOString(),
        event_type: 'email_opened',
        campaign_id: `c-${word}`,
        lead_email: `lead${no}@${word}.example`,
        email_id: `m-${no}`,
      }),
      receivedAt: Date.UTC(2026, 9, 3),
      sourceId: `${word} ${no}`,
    })),
  )
  const thread = store.raw.prepare(
    `insert into inbox_thread (workspace_id, lead_email, subject, snippet, last_at, box, their_turn)
     values (?, ?, 'Re: hello', ?, ?, 'answer', 1)`,
  )
  const message = store.raw.prepare(
    `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list, subject,
       text, lead_email, complete, scope) values (?, ?, ?, 'received', ?, ?, '', 'me@sender.example', '', 'Re: hello', ?, ?, 1, ?)`,
  )
  for (let no = 1; no <= 40; no += 1) {
    const lead = `lead${no}@${word}.example`
    const id = thread.run(workspaceId, lead, word, no).lastInsertRowid
    message.run(
      workspaceId * 1_000 + no,
      workspaceId,
      id,
      no,
      lead,
      `${word} `.repeat(no * 10),
      lead,
      `client${workspaceId}`,
    )
  }
  store.raw.close()
}

const rowsOf = (dir: string, workspaceId: WorkspaceId) => {
  const raw = new Database(path.join(dir, 'sendoff.db'))
  try {
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
    return ownedTablesOf(raw)
      .map(({ table, condition }) => [
        table,
        raw
          .prepare<[object], number>(`select count(*) from "${table}" where ${condition}`)
          .pluck()
          .get({ workspaceId }),
      ])
      .filter(([, count]) => count !== 0)
  } finally {
    raw.close()
  }
}

/** Each stage and each kind of row: the mark, deleted rows, the client itself, the bytes. */
const places: readonly KillPlace[] = [
  { table: 'lead', deleted: true },
  { table: 'workspace', deleted: true },
  { table: 'event_block', deleted: true },
  { table: 'setting', column: 'value' },
  { table: 'inbox_message', deleted: true },
  { table: 'workspace', column: 'demo' },
  { table: 'event', deleted: true },
  { table: 'list_import', deleted: true },
]
const kills = Number(process.env['REMOVAL_KILLS'] ?? times(4, 40))

/** Creates a folder with a client to be deleted and one that stays; filled once. */
let filled: ReturnType<typeof fillOnce> | null = null
async function twoClients() {
  const { dir: from, ...ids } = await (filled ??= fillOnce())
  const dir = temporaryDir('sendoff-removal-killed-')
  fs.cpSync(from, dir, { recursive: true })
  return { dir, ...ids }
}
async function fillOnce() {
  const dir = temporaryDir('sendoff-removal-killed-')
  const app = startHere(dir, 'http://127.0.0.1:9')
  const leaving = await app.call('workspaces.create', { name: 'Leaving', colour: 1 })
  const staying = await app.call('workspaces.create', { name: 'Staying', colour: 2 })
  await app.kill()
  fill(dir, leaving.id, 'quitterbug')
  fill(dir, staying.id, 'remainer')
  return { dir, leaving, staying }
}

it(`Killed at ${kills} points, a client is deleted in the end, and the other is complete`, async () => {
  const random = createRandom(Number(process.env['REMOVAL_SEED'] ?? 5))
  let ended = 0
  for (let done = 0; done < kills; ) {
    const { dir, leaving, staying } = await twoClients()
    const before = rowsOf(dir, staying.id)
    let killable: CrashingApp = await startCrashingApp(dir, 'http://127.0.0.1:9')
    await killable.call('clientData.remove', { workspaceId: leaving.id, typed: 'Leaving' })
    // Some are killed once, some at up to four points in succession.
    for (const most = done + 1 + Math.floor(random() * 4); done < Math.min(most, kills); done += 1) {
      const place = places[done % places.length] ?? { table: 'lead', deleted: true }
      killable = await killAgain(killable, { dir, place, mostTurns: 2_000, random })
    }
    await killable.kill()
    const app = await startAfterKill(dir, 'http://127.0.0.1:9')
    const removal = await until('the client to be deleted', async () => {
      const [one] = await app.call('clientData.removals', {})
      return one?.state === 'done' ? one : null
    })
    expect(removal).toMatchObject({ name: 'Leaving', problem: null })
    expect(removal.receipt.leads).toBe(5_000)
    expect((await app.call('workspaces.list', {})).map(({ name }) => name)).toEqual(['Staying'])
    await app.kill()
    expect(rowsOf(dir, leaving.id)).toEqual([])
    expect(rowsOf(dir, staying.id)).toEqual(before)
    const holding = fs
      .readdirSync(dir)
      .filter((file) => file.startsWith('sendoff.db'))
      .filter((file) => fs.readFileSync(path.join(dir, file), 'latin1').includes('quitterbug'))
    expect(holding).toEqual([])
    ended += 1
  }
  expect(ended).toBeGreaterThan(1)
}, 600_000)
