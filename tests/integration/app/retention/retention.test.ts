/** Texts of a client past their retention: what is deleted, what stays, and what a crash in between does. */

import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { RetentionRules } from '#shared/contract/app/retention.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'

/** By then everything in the demo is more than a month old. */
const later = 150 * 86_400_000
let ahead = later
const clock = { ...systemClock, now: () => Date.now() + ahead }
const apps: TestBackend[] = []
const start = (dir: string, of: Clock = clock) => {
  const app = startBackend({ instantlyUrl: null, dir, clock: of })
  apps.push(app)
  return app
}
afterEach(async () => {
  ahead = later
  for (const app of apps.splice(0)) await app.stop()
})
const inStore = <T>(app: TestBackend, work: (raw: Database.Database) => T): T => {
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  try {
    return work(raw)
  } finally {
    raw.close()
  }
}
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- named by whoever writes the statement
const one = <T>(app: TestBackend, sql: string, ...of: unknown[]) =>
  inStore(app, (raw) =>
    raw
      .prepare<unknown[], T>(sql)
      .pluck()
      .get(...of),
  )
const keepAll: RetentionRules = { emails: null, payloads: null, archives: null, calls: null }
const aMonth: RetentionRules = { emails: 1, payloads: 1, archives: 1, calls: 1 }

type Made = { readonly dir: string; readonly ids: readonly WorkspaceId[] }
/** Created once, copied for each test. */
let madeOnce: Promise<Made> | undefined

/** The demo's two clients as if they were real, with an archive and a record of calls. */
async function makeClients(): Promise<Made> {
  const first = startBackend({ instantlyUrl: null, dir: await demoDir('small') })
  await first.call('campaigns.readNow', { workspaceId: null })
  await until('campaigns of both to be read', () =>
    (one<number>(first, 'select count(distinct workspace_id) from campaign') ?? 0) > 1 ? true : null,
  )
  await first.stop()
  const ids = inStore(first, (raw) => {
    raw.exec(`update workspace set demo = null; delete from audit_call`)
    const all = raw.prepare<[], WorkspaceId>('select id from workspace order by id').pluck().all()
    for (const id of all) {
      const campaign = raw.prepare<[number], number>('select id from campaign where workspace_id = ?').pluck().get(id)
      raw
        .prepare(
          `insert into campaign_archive (campaign_id, workspace_id, state, step, pass, started_at, ended_at, safe)
           values (?, ?, 'done', 'compare', 1, 1, ?, 1)`,
        )
        .run(campaign, id, Date.now())
      raw
        .prepare(
          `insert into archived_lead (campaign_id, remote_id, workspace_id, pass, email, raw) values (?, 'l1', ?, 1, ?, ?)`,
        )
        .run(
          campaign,
          id,
          'kim@archived.example',
          JSON.stringify({
            id: 'l1',
            email: 'kim@archived.example',
            first_name: 'Kimberly',
            timestamp_last_contact: '2026-01-02T00:00:00Z',
          }),
        )
      raw
        .prepare(
          `insert into archived_mail (campaign_id, remote_id, workspace_id, pass, kind, lead, at, raw) values (?, 'm1', ?, 1, 1, ?, ?, ?)`,
        )
        .run(
          campaign,
          id,
          'kim@archived.example',
          '2026-01-02T00:00:00Z',
          JSON.stringify({
            id: 'm1',
            subject: 'Hello',
            from: 'a@b.example',
            to: 'kim@archived.example',
            text: 'Secret words',
            html: null,
          }),
        )
      const call = raw.prepare(
        `insert into audit_call (workspace_id, at, asked_by, method, path, duration_ms, tries, outcome)
         values (?, ?, 'test', 'GET', '/campaigns', 1, 1, 'ok')`,
      )
      for (let at = 0; at < 1_200; at += 1) call.run(id, new Date().toISOString())
    }
    return all
  })
  return { dir: first.dir, ids }
}

async function withClients(): Promise<{ app: TestBackend; id: WorkspaceId; other: WorkspaceId }> {
  madeOnce ??= makeClients()
  const { dir: made, ids } = await madeOnce
  const dir = temporaryDir()
  fs.cpSync(made, dir, { recursive: true })
  const [id, other] = ids as [WorkspaceId, WorkspaceId]
  return { app: start(dir), id, other }
}
const words = (app: TestBackend, id: WorkspaceId) =>
  one<number>(app, `select count(*) from inbox_message where workspace_id = ? and (text <> '' or html is not null)`, id)
/** Returns all inputs of the figures. */
async function figures(app: TestBackend, id: WorkspaceId): Promise<string> {
  const overview = await app.call('analytics.overview', { workspaceId: id, period: 'all' })
  const counted = inStore(app, (raw) =>
    ['event', 'event_lead', 'inbox_thread', 'inbox_message', 'opt_out', 'export_run', 'lead'].map((table) =>
      table === 'lead'
        ? raw
            .prepare('select count(*) from lead l join lead_list ll on ll.id = l.list_id where ll.workspace_id = ?')
            .pluck()
            .get(id)
        : raw.prepare(`select count(*) from ${table} where workspace_id = ?`).pluck().get(id),
    ),
  )
  return JSON.stringify([overview.sums, overview.places, overview.campaigns.map(({ sums }) => sums), counted])
}
const settled = (app: TestBackend, id: WorkspaceId) =>
  until('it to be done', async () => {
    const state = await app.call('retention.state', { workspaceId: id })
    return state.last !== null && !state.running ? state : null
  })

it('Exactly what the preview says is deleted; open conversations, opt-outs, figures and other clients stay', async () => {
  const { app, id, other } = await withClients()
  const openTexts = () =>
    one<string>(
      app,
      `select group_concat(m.text, '|') from inbox_message m join inbox_thread t on t.id = m.thread_id
        where m.workspace_id = ? and (t.box in ('answer', 'snoozed') or t.follow_up_of is not null)`,
      id,
    )
  const before = { figures: await figures(app, id), open: openTexts(), other: words(app, other) }
  const preview = await app.call('retention.preview', { workspaceId: id, rules: aMonth })
  expect(preview).toMatchObject({ archives: { count: 2, kept: 0 }, calls: { count: 1_200 } })
  for (const amount of [preview.emails, preview.payloads]) expect(amount.count).toBeGreaterThan(10)
  expect(preview.emails.kept).toBeGreaterThan(0)
  // A preview changes nothing, and without a rule nothing is deleted.
  expect(await figures(app, id)).toBe(before.figures)
  await app.call('retention.save', { workspaceId: id, rules: keepAll })
  expect((await app.call('retention.state', { workspaceId: id })).running).toBe(false)

  await app.call('retention.save', { workspaceId: id, rules: aMonth })
  const { last } = await settled(app, id)
  expect(last?.counts).toEqual({
    emails: preview.emails.count,
    payloads: preview.payloads.count,
    archives: 2,
    calls: 1_200,
  })
  expect(await figures(app, id)).toBe(before.figures)
  expect([openTexts(), words(app, other)]).toEqual([before.open, before.other])
  expect(words(app, id)).toBe(preview.emails.kept)
  // An archive must still prevent contacting somebody twice: the address and the date stay, the name and the text do
  // not.
  const archived = one<string>(app, 'select raw from archived_lead where workspace_id = ?', id)
  expect(archived).toContain('2026-01-02')
  expect(archived).not.toContain('Kimberly')
  expect(one<string>(app, 'select raw from archived_mail where workspace_id = ?', id)).not.toContain('Secret')
  expect(one<number>(app, 'select safe from campaign_archive where workspace_id = ?', id)).toBe(0)
  expect(one<number>(app, 'select count(*) from audit_call where workspace_id = ?', other)).toBe(1_200)
  // A search no longer finds the deleted words.
  const again = await app.call('retention.preview', { workspaceId: id, rules: aMonth })
  expect([again.emails.count, again.payloads.count, again.archives.count, again.calls.count]).toEqual([0, 0, 0, 0])
  const { entries } = await app.call('feed.list', { workspaceId: id, days: 1, group: 'all', search: '', limit: 50 })
  expect(entries.flatMap(({ event }) => (event.kind === 'retention' ? [event.emails] : []))).toEqual([
    preview.emails.count,
  ])
})

it('Texts of an unfinished archive are deleted too, and continuing it reads them again', async () => {
  const { app, id } = await withClients()
  inStore(app, (raw) =>
    raw
      .prepare(
        `update campaign_archive set state = 'cancelled', step = 'mails', lead_cursor = null, mail_cursor = 'c', safe = 0
         where workspace_id = ?`,
      )
      .run(id),
  )
  const rules = { ...keepAll, archives: 1 }
  expect((await app.call('retention.preview', { workspaceId: id, rules })).archives.count).toBe(2)
  await app.call('retention.save', { workspaceId: id, rules })
  await settled(app, id)
  expect(one<string>(app, 'select raw from archived_lead where workspace_id = ?', id)).not.toContain('Kimberly')
  expect(one<string>(app, 'select raw from archived_mail where workspace_id = ?', id)).not.toContain('Secret')
  expect(
    one<string>(
      app,
      `select state || ' ' || step || ' ' || coalesce(mail_cursor, '') from campaign_archive where workspace_id = ?`,
      id,
    ),
  ).toBe('cancelled leads ')
})

it('However often the app ends, retention continues, finishes, and reports each item once', async () => {
  const { app: first, id } = await withClients()
  await first.stop()
  inStore(first, (raw) => {
    raw.exec(`insert into audit_call (workspace_id, at, asked_by, method, path, duration_ms, tries, outcome)
      select ${id}, '2026-01-01T00:00:00.000Z', 'test', 'GET', '/leads', 1, 1, 'ok' from
        (with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000) select i from n)`)
  })
  let app = start(first.dir)
  const random = createRandom(7)
  const preview = await app.call('retention.preview', { workspaceId: id, rules: aMonth })
  await app.call('retention.save', { workspaceId: id, rules: aMonth })
  for (let ends = 0; ends < 6; ends += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 30)))
    await app.stop()
    app = start(first.dir)
    // Due deletions run some minutes after the start; saving a rule again runs them at once.
    await app.call('retention.save', { workspaceId: id, rules: aMonth })
  }
  const { last } = await settled(app, id)
  const runs = JSON.parse(
    one<string>(app, `select value from setting where workspace_id = ? and key = 'retention.runs'`, id) ?? '[]',
  ) as { counts: { calls: number; emails: number } }[]
  const sum = (of: 'calls' | 'emails') => runs.reduce((all, { counts }) => all + counts[of], 0)
  expect(last).not.toBeNull()
  expect([sum('calls'), sum('emails')]).toEqual([preview.calls.count, preview.emails.count])
  expect(words(app, id)).toBe(preview.emails.kept)
})

it('A date that jumped ahead deletes nothing until it has held for two days', async () => {
  const { app, id } = await withClients()
  await app.stop()
  inStore(app, (raw) =>
    raw
      .prepare(`insert into setting (workspace_id, key, value, changed_at) values (?, 'retention.rules', ?, '')`)
      .run(id, JSON.stringify(aMonth)),
  )
  const state = (of: TestBackend) => of.call('retention.state', { workspaceId: id })
  const held = start(app.dir)
  const { emails } = await held.call('retention.preview', { workspaceId: id, rules: aMonth })
  expect(emails.count).toBeGreaterThan(10)
  expect(await state(held)).toMatchObject({ running: false, last: null })
  await held.stop()
  ahead += 2 * 86_400_000
  const { last } = await settled(start(app.dir), id)
  expect(last?.counts.emails).toBe(emails.count)
  expect(last?.at).toBeGreaterThan(clock.now() - 86_400_000)
})

it('A clock that was a year ahead and was corrected delays nothing for a year', async () => {
  const { app, id } = await withClients()
  await app.stop()
  inStore(app, (raw) =>
    raw
      .prepare(`insert into setting (workspace_id, key, value, changed_at) values (?, 'retention.rules', ?, '')`)
      .run(id, JSON.stringify(aMonth)),
  )
  const isLooked = () =>
    until('the date to be looked at', () =>
      one<number>(app, `select value ->> '$.on' from setting where key = 'retention.looked_on'`) ===
      Math.floor(clock.now() / 86_400_000)
        ? true
        : null,
    )
  ahead = later + 365 * 86_400_000
  const wrong = start(app.dir)
  await isLooked()
  await wrong.stop()
  ahead = later
  const right = start(app.dir)
  await isLooked()
  await right.stop()
  expect(one(app, `select value from setting where key = 'retention.runs'`)).toBeUndefined()
  ahead = later + 3 * 86_400_000
  const { last } = await settled(start(app.dir), id)
  expect(last?.counts.emails).toBeGreaterThan(10)
})
