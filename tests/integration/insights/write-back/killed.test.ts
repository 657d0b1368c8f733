/**
 * Thirty days of events, an app that is killed at requests, and days without a network: the database is correct row by
 * row.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { startAfterKill, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { times } from '../../../support/long.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startProjectDatabase } from '../../leads/supabase/support.ts'
import { prepare, startBench } from './support.ts'

const leads = 300
const days = times(4, 30)
let db: TestPostgres
beforeAll(async () => {
  db = await startProjectDatabase()
  await db.sql(`create table people (id int primary key, email text); grant select on people to service_role;
                insert into people select n, 'lead' || n || '@people.example' from generate_series(1, ${leads}) n`)
  await prepare(db, 'own')
})
afterAll(() => db.stop())

/** A deterministic generator. */
function draws(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

type Truth = {
  sentAt: number
  readonly first: { opened: number | null; clicked: number | null; replied: number | null }
  readonly count: { sent: number; opened: number; clicked: number; replied: number }
}
const kinds = [
  'email_opened',
  'email_opened',
  'link_clicked',
  'reply_received',
  'auto_reply_received',
  'email_sent',
] as const

it('After kills and days offline every row is correct, and none is doubled', { timeout: 600_000 }, async () => {
  const draw = draws(20_261_122)
  let app: UnkilledApp | null = null
  let online = true
  let dieAt: number | null = null
  let kills = 0
  const bench = await startBench(db, {
    before: async (request) => {
      if (request.method !== 'POST' || !request.url.includes('outreach')) return null
      if (dieAt !== null && (dieAt -= 1) <= 0 && app) {
        dieAt = null
        kills += 1
        // Before it arrives, or while it is being carried out.
        if (kills % 2 === 0) await app.kill()
        else void app.kill()
        return kills % 2 === 0 ? Response.json({}, { status: 500 }) : null
      }
      return online ? null : Response.json({ message: 'paused' }, { status: 540 })
    },
  })
  const truth = new Map<string, Truth>()
  const listId = await bench.list({
    kind: 'table',
    schema: 'public',
    relation: 'people',
    columns: null,
    filters: [],
    keyColumn: 'id',
  })
  bench.exported(listId)
  const { id } = await bench.setUp('own')
  await bench.call('writeBack.switch', { id, on: true })
  await bench.app().stop()

  for (let day = 0; day < days; day += 1) {
    for (let n = 0; n < 60; n += 1) {
      const email = `lead${1 + draw(leads)}@people.example`
      const at = Date.UTC(2026, 10, 2 + day, 8, draw(600), draw(60))
      const timestamp = new Date(at).toISOString()
      const known = truth.get(email)
      if (!known) {
        bench.happened(email, 'email_sent', { timestamp })
        truth.set(email, {
          sentAt: at,
          first: { opened: null, clicked: null, replied: null },
          count: { sent: 1, opened: 0, clicked: 0, replied: 0 },
        })
        continue
      }
      const kind = kinds[draw(kinds.length)] ?? 'email_opened'
      bench.happened(email, kind, { timestamp, ...(kind === 'email_sent' ? { step: 2 } : {}) })
      // An automatic reply does not count.
      if (kind === 'auto_reply_received') continue
      if (kind === 'email_sent') {
        known.count.sent += 1
        known.sentAt = Math.min(known.sentAt, at)
        continue
      }
      const what = kind === 'email_opened' ? 'opened' : kind === 'link_clicked' ? 'clicked' : 'replied'
      known.count[what] += 1
      known.first[what] = Math.min(known.first[what] ?? at, at)
    }
    const isLast = day === days - 1
    online = isLast || day % 5 !== 2
    dieAt = online && !isLast ? 1 : null
    const start = dieAt === null ? startAfterKill : startCrashingApp
    app = await start(bench.dir, bench.project.url)
    const own = app
    await own.call('writeBack.now', { id }).catch(() => null)
    await until('the day to be over', async () => {
      if (own.dead()) return true
      const now = await own.call('writeBack.of', { sourceId: bench.sourceId }).catch(() => null)
      return (
        now !== null && (online ? now.counts.waiting === 0 && now.counts.done === truth.size : now.problem !== null)
      )
    })
    dieAt = null
    await own.kill()
  }
  // Its connections are closed before the comparison.
  const stands = await db.sql('select * from outreach_engagement order by lead_key')
  await bench.stop()
  expect(kills).toBeGreaterThan(1)

  const time = (ms: number | null) => (ms === null ? null : new Date(ms))
  const expected = [...truth].map(([email, { sentAt, first, count }]) => {
    const furthest = (['replied', 'clicked', 'opened', 'sent'] as const).find((what) => count[what] > 0) ?? 'sent'
    return {
      lead_key: email,
      source_id: /\d+/.exec(email)?.[0],
      email_sent_at: time(sentAt),
      email_opened_at: time(first.opened),
      email_clicked_at: time(first.clicked),
      email_replied_at: time(first.replied),
      email_count: count.sent,
      open_count: count.opened,
      click_count: count.clicked,
      reply_count: count.replied,
      email_status: furthest,
      engagement_score: { sent: 1, opened: 2, clicked: 3, replied: 4 }[furthest],
    }
  })
  const columns = Object.keys(expected[0] ?? {})
  const byKey = (a: { lead_key?: unknown }, b: { lead_key?: unknown }) =>
    String(a.lead_key) < String(b.lead_key) ? -1 : 1
  expect(stands.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]]))).toSorted(byKey)).toEqual(
    expected.toSorted(byKey),
  )
})
