/** Measures the quality of Instantly and webhooks: in memory at once, on disk every minute, by hour, later by day. */
import type { Database } from 'better-sqlite3'
import { ageOf } from '#shared/domain/core/age-of.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { serviceCall } from '../core/db/schema/background/health.ts'
import type { Clock, Store } from '../core/deps.ts'
import type { CallMetrics } from '../core/instantly/call-metrics.ts'
import {
  addLatency,
  addPackedHistogram,
  type LatencyHistogram,
  newHistogram,
  packHistogram,
} from './latency-histogram.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
const flushEveryMs = 60_000
/** Hours kept for the view of a day before they are merged into days. */
const keptHours = 50
/** A month, and a spare day. */
const keptDays = 32

/** Kind under which all of a client's calls are summed. */
export const totalKind = 'all'

type CallRow = typeof serviceCall.$inferSelect
type Calls = Omit<CallRow, 'times'> & { readonly times: LatencyHistogram }
type EventCounts = { relayed: number; doubled: number; found: number }

/** Requests in the current second and minute, from which the peaks are derived. */
type RequestPace = { second: number; inSecond: number; minute: number; inMinute: number }

export type Metrics = ReturnType<typeof createMetrics>

type Parts = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  /** Without a network nobody answers, which must not be counted. */
  readonly online: () => boolean
}

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number, string, number], { times: Uint8Array }>(
    'select times from service_call where workspace_id = ? and kind = ? and at = ?',
  ),
  put: raw.prepare(
    `insert into service_call (workspace_id, kind, at, calls, refused, unanswered, requests, limited, peak_second,
       peak_minute, times)
     values (@workspaceId, @kind, @at, @calls, @refused, @unanswered, @requests, @limited, @peakSecond, @peakMinute, @times)
     on conflict do update set calls = calls + excluded.calls, refused = refused + excluded.refused,
       unanswered = unanswered + excluded.unanswered, requests = requests + excluded.requests,
       limited = limited + excluded.limited, peak_second = max(peak_second, excluded.peak_second),
       peak_minute = max(peak_minute, excluded.peak_minute), times = excluded.times`,
  ),
  putEvents: raw.prepare(
    `insert into service_event (workspace_id, at, relayed, doubled, found)
     values (@workspaceId, @at, @relayed, @doubled, @found)
     on conflict do update set relayed = relayed + excluded.relayed, doubled = doubled + excluded.doubled,
       found = found + excluded.found`,
  ),
  here: raw.prepare<[], number>(`select id from workspace where demo is not 'removing'`).pluck(),
})

export function createMetrics({ store, clock, log, online }: Parts) {
  const { raw } = store
  const calls = new Map<string, Calls>()
  const events = new Map<string, { workspaceId: number; at: number } & EventCounts>()
  const paces = new Map<string, RequestPace>()
  const sql = statementsOf(raw)

  const write = (row: Calls): void => writeCalls(sql, row)
  const thin = createMetricsThinner(store, write)

  let thinnedAt = 0
  function flush(): void {
    if (!raw.open || (calls.size === 0 && events.size === 0)) return
    const now = clock.now()
    const isThinningDue = ageOf(thinnedAt, now) > hourMs
    try {
      raw.transaction(() => {
        // A client removed meanwhile leaves no rows behind.
        const clients = new Set<number>(sql.here.all())
        for (const row of calls.values()) if (clients.has(row.workspaceId)) write(row)
        for (const row of events.values()) if (clients.has(row.workspaceId)) sql.putEvents.run(row)
        // Thinning once an hour is enough, and only takes a few rows at a time.
        if (isThinningDue) thin(now)
      })()
      if (isThinningDue) thinnedAt = now
      calls.clear()
      events.clear()
    } catch (error) {
      // The figures stay in memory without growing, because there is one row per hour and kind.
      log.warn('figures of the service were not written', { error: error instanceof Error ? error.name : 'unknown' })
    }
  }
  const timer = setInterval(flush, flushEveryMs)
  timer.unref()

  function rowOf(workspaceId: number, kind: string, now: number): Calls {
    const at = now - (now % hourMs)
    const key = `${workspaceId} ${kind} ${at}`
    const known = calls.get(key)
    if (known) return known
    const zeros = { calls: 0, refused: 0, unanswered: 0, requests: 0, limited: 0, peakSecond: 0, peakMinute: 0 }
    const made: Calls = { workspaceId, kind, at, ...zeros, times: newHistogram() }
    calls.set(key, made)
    return made
  }

  function paceOf({ workspaceId, kind }: Calls): RequestPace {
    const key = `${workspaceId} ${kind}`
    const pace = paces.get(key) ?? { second: 0, inSecond: 0, minute: 0, inMinute: 0 }
    paces.set(key, pace)
    return pace
  }

  const metrics: CallMetrics = {
    request({ workspaceId, kind, sentAt, ms, status }) {
      if (workspaceId === null || (status === null && !online())) return
      const now = clock.now()
      for (const each of [kind, totalKind]) {
        const row = rowOf(workspaceId, each, now)
        row.requests += 1
        if (status === 429) row.limited += 1
        else if (status !== null) addLatency(row.times, ms)
        countPace(row, paceOf(row), sentAt)
      }
    },
    call({ workspaceId, kind, outcome }) {
      if (workspaceId === null || (outcome === 'no_answer' && !online())) return
      for (const each of [kind, totalKind]) {
        const row = rowOf(workspaceId, each, clock.now())
        row.calls += 1
        if (outcome === 'refused') row.refused += 1
        if (outcome === 'no_answer') row.unanswered += 1
      }
    },
  }

  return {
    ...metrics,
    /** Counts events of a client with a webhook as they come. */
    events(workspaceId: WorkspaceId, { relayed = 0, doubled = 0, found = 0 }: Partial<EventCounts>): void {
      if (relayed + doubled + found === 0) return
      const now = clock.now()
      const at = now - (now % hourMs)
      const key = `${workspaceId} ${at}`
      const row = events.get(key) ?? { workspaceId, at, relayed: 0, doubled: 0, found: 0 }
      events.set(key, row)
      row.relayed += relayed
      row.doubled += doubled
      row.found += found
    },
    /** Writes pending figures at once. */
    flush,
    stop(): void {
      clearInterval(timer)
      flush()
    },
  }
}

/** Adds a row to what is stored. */
function writeCalls(sql: ReturnType<typeof statementsOf>, row: Calls): void {
  const times = row.times.slice()
  const before = sql.find.get(row.workspaceId, row.kind, row.at)
  if (before) addPackedHistogram(times, before.times)
  sql.put.run({ ...row, times: Buffer.from(packHistogram(times)) })
}

function countPace(row: Calls, pace: RequestPace, sentAt: number): void {
  const second = Math.floor(sentAt / 1_000)
  const minute = Math.floor(sentAt / 60_000)
  // A slow answer belongs to a second that is already over.
  if (second > pace.second) Object.assign(pace, { second, inSecond: 0 })
  if (minute > pace.minute) Object.assign(pace, { minute, inMinute: 0 })
  if (second === pace.second) pace.inSecond += 1
  if (minute === pace.minute) pace.inMinute += 1
  row.peakSecond = Math.max(row.peakSecond, pace.inSecond)
  row.peakMinute = Math.max(row.peakMinute, pace.inMinute)
}

/** Merges old hours into days and deletes days older than a month, so that the tables stay small. */
function createMetricsThinner({ raw }: Store, write: (row: Calls) => void) {
  // A day is identified by its first hour, and an hour row at midnight would look like the day's. Therefore only whole
  // days are merged.
  const oldHours = raw.prepare<[number], CallRow>(
    `select workspace_id as workspaceId, kind, at, calls, refused, unanswered, requests, limited,
       peak_second as peakSecond, peak_minute as peakMinute, times
     from service_call where at < ? and at % ${dayMs} <> 0 order by at limit 2000`,
  )
  const dropHour = raw.prepare('delete from service_call where workspace_id = ? and kind = ? and at = ?')
  const dropOld = raw.prepare('delete from service_call where at < ?')
  const oldEvents = raw.prepare<
    [number],
    { workspaceId: number; at: number; relayed: number; doubled: number; found: number }
  >(
    `select workspace_id as workspaceId, at, relayed, doubled, found from service_event
     where at < ? and at % ${dayMs} <> 0 order by at limit 2000`,
  )
  const addEvents = raw.prepare(
    `insert into service_event (workspace_id, at, relayed, doubled, found)
     values (@workspaceId, @at, @relayed, @doubled, @found)
     on conflict do update set relayed = relayed + excluded.relayed, doubled = doubled + excluded.doubled,
       found = found + excluded.found`,
  )
  const dropEventHour = raw.prepare('delete from service_event where workspace_id = ? and at = ?')
  const dropOldEvents = raw.prepare('delete from service_event where at < ?')

  return (now: number): void => {
    const today = now - (now % dayMs)
    // Only whole days, because the figures of a day that is half in hours would be ambiguous.
    const before = today - Math.ceil((keptHours - 24) / 24) * dayMs
    for (const row of oldHours.all(before)) {
      dropHour.run(row.workspaceId, row.kind, row.at)
      const times = newHistogram()
      addPackedHistogram(times, row.times)
      write({ ...row, at: row.at - (row.at % dayMs), times })
    }
    for (const row of oldEvents.all(before)) {
      dropEventHour.run(row.workspaceId, row.at)
      addEvents.run({ ...row, at: row.at - (row.at % dayMs) })
    }
    dropOld.run(today - keptDays * dayMs)
    dropOldEvents.run(today - keptDays * dayMs)
  }
}
