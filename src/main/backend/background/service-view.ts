/** Reports the quality of Instantly, webhooks and exports over a day, week or month, from figures by hour and day. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type CallFigures,
  callKinds,
  type ExportFigures,
  type LimitUse,
  type ServiceSpan,
  type ServiceView,
  type WebhookFigures,
} from '#shared/contract/background/health.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../core/deps.ts'
import { instantlyLimits } from '../core/instantly/limiter.ts'
import { isoOrNull } from '../core/lib/iso-or-null.ts'
import { addPackedHistogram, type LatencyHistogram, latencyQuantile, newHistogram } from './latency-histogram.ts'
import { dayMs, hourMs, totalKind } from './metrics.ts'

const intervalsOfSpan: Readonly<Record<ServiceSpan, { readonly count: number; readonly ms: number }>> = {
  day: { count: 24, ms: hourMs },
  week: { count: 7, ms: dayMs },
  month: { count: 30, ms: dayMs },
}
/** The duration of a smaller export says little about its speed. */
const minLeads = 100

/** Columns: workspace, kind, start, calls, refused, unanswered, requests, limited, peak second, peak minute, times. */
type StoredRow = [WorkspaceId, string, number, number, number, number, number, number, number, number, Uint8Array]
type EventRow = WebhookFigures & { readonly workspaceId: WorkspaceId }
type ExportRow = {
  readonly workspaceId: WorkspaceId
  readonly state: 'done' | 'failed'
  readonly ms: number
  readonly leads: number
}

export function createServiceView({ raw }: Store) {
  const one = raw.prepare<[number], number>('select id from workspace where id = ? and archived_at is null').pluck()
  const together = raw
    .prepare<[], number>(`select id from workspace where archived_at is null and ${allClientsSql('id')} order by id`)
    .pluck()
  /** A demo sends no requests; its calls are created all at once and say nothing about a limit. */
  const isDemo = raw.prepare<[number], 0 | 1>('select demo is not null from workspace where id = ?').pluck()
  const columns = `workspace_id, kind, at, calls, refused, unanswered, requests, limited, peak_second, peak_minute, times`
  const callsOf = raw
    .prepare<[number, number], StoredRow>(`select ${columns} from service_call where workspace_id = ? and at >= ?`)
    .raw()
  const events = raw.prepare<[number], EventRow>(
    `select workspace_id as workspaceId, sum(relayed) as relayed, sum(doubled) as doubled, sum(found) as found
     from service_event where at >= ? group by workspace_id`,
  )
  // Excludes exports the operator paused or ended, which say nothing about the service.
  const exports = raw.prepare<[string], ExportRow>(
    `select workspace_id as workspaceId, state,
       (julianday(finished_at) - julianday(coalesce(started_at, created_at))) * ${dayMs} as ms,
       (select coalesce(sum(uploaded), 0) from export_batch b where b.export_id = r.id) as leads
     from export_run r where finished_at >= ? and state in ('done', 'failed')`,
  )

  /** Reads client by client and yields in between: all together have tens of thousands of rows. */
  return async (workspaceId: WorkspaceId | null, span: ServiceSpan, now: number): Promise<ServiceView> => {
    const { count, ms } = intervalsOfSpan[span]
    const last = now - (now % ms)
    const from = last - (count - 1) * ms
    const ids = (workspaceId === null ? together.all() : one.all(workspaceId)) as WorkspaceId[]
    const meant = new Set(ids)
    const sums = newSums()
    const placeOf = (at: number) => Math.floor((at - from) / ms)
    for (const id of ids) {
      addRows(sums, callsOf.iterate(id, from), placeOf)
      await nextTurn()
    }
    const exportRows = exports.all(new Date(from).toISOString()).filter((row) => meant.has(row.workspaceId))
    const eventRows = events.all(from).filter((row) => meant.has(row.workspaceId))
    return {
      span,
      measuredFrom: isoOrNull(sums.oldest),
      total: figuresOf(sums.total),
      // Each client has its own limits; the highest use shows how close the next refusal is.
      limits: highestUse(ids.map((id) => toLimitUse(isDemo.get(id) === 1 ? undefined : sums.peaks.get(id)))),
      webhook: sumWebhooks(eventRows),
      exports: sumExports(exportRows),
      clients: ids.map((id) => ({
        workspaceId: id,
        ...figuresOf(sums.clients.get(id)),
        limits: toLimitUse(isDemo.get(id) === 1 ? undefined : sums.peaks.get(id)),
        webhook: sumWebhooks(eventRows.filter((row) => row.workspaceId === id)),
        exports: sumExports(exportRows.filter((row) => row.workspaceId === id)),
      })),
      kinds: callKinds.map((kind) => ({ kind, ...figuresOf(sums.kinds.get(kind)) })),
      points: Array.from({ length: count }, (_, place) => {
        const { calls: made, refused, unanswered, p95Ms } = figuresOf(sums.points.get(place))
        return { at: new Date(from + place * ms).toISOString(), calls: made, bad: refused + unanswered, p95Ms }
      }),
    }
  }
}

type Sum = {
  calls: number
  refused: number
  unanswered: number
  requests: number
  limited: number
  times: LatencyHistogram
}
type Peaks = { second: number; minute: number; emails: number }

const newSum = (): Sum => ({ calls: 0, refused: 0, unanswered: 0, requests: 0, limited: 0, times: newHistogram() })

type Sums = {
  readonly total: Sum
  readonly clients: Map<WorkspaceId, Sum>
  readonly kinds: Map<string, Sum>
  readonly points: Map<number, Sum>
  readonly peaks: Map<WorkspaceId, Peaks>
  oldest: number | null
}
const newSums = (): Sums => ({
  total: newSum(),
  clients: new Map(),
  kinds: new Map(),
  points: new Map(),
  peaks: new Map(),
  oldest: null,
})

function addRows(sums: Sums, rows: Iterable<StoredRow>, placeOf: (at: number) => number): void {
  const { total, clients, kinds, points, peaks } = sums
  for (const row of rows) {
    const [workspaceId, kind, at, , , , , , second, minute] = row
    const highestOf = getOrCreate(peaks, workspaceId, () => ({ second: 0, minute: 0, emails: 0 }))
    if (kind === 'emails') highestOf.emails = Math.max(highestOf.emails, minute)
    if (kind === totalKind) {
      highestOf.second = Math.max(highestOf.second, second)
      highestOf.minute = Math.max(highestOf.minute, minute)
      sums.oldest = sums.oldest === null ? at : Math.min(sums.oldest, at)
      addRow(total, row)
      addRow(getOrCreate(clients, workspaceId, newSum), row)
      addRow(getOrCreate(points, placeOf(at), newSum), row)
    } else addRow(getOrCreate(kinds, kind, newSum), row)
  }
}

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

function addRow(sum: Sum, [, , , calls, refused, unanswered, requests, limited, , , times]: StoredRow): void {
  sum.calls += calls
  sum.refused += refused
  sum.unanswered += unanswered
  sum.requests += requests
  sum.limited += limited
  addPackedHistogram(sum.times, times)
}

function figuresOf(sum: Sum = newSum()): CallFigures {
  const { times, ...counts } = sum
  return { ...counts, p50Ms: latencyQuantile(times, 0.5), p95Ms: latencyQuantile(times, 0.95) }
}

const toLimitUse = ({ second, minute, emails }: Peaks = { second: 0, minute: 0, emails: 0 }): LimitUse => ({
  second: second / instantlyLimits.perSecond,
  minute: minute / instantlyLimits.perMinute,
  emails: emails / instantlyLimits.emailsPerMinute,
})

const highestUse = (uses: readonly LimitUse[]): LimitUse => ({
  second: Math.max(0, ...uses.map(({ second }) => second)),
  minute: Math.max(0, ...uses.map(({ minute }) => minute)),
  emails: Math.max(0, ...uses.map(({ emails }) => emails)),
})

function sumWebhooks(rows: readonly EventRow[]): WebhookFigures | null {
  if (rows.length === 0) return null
  const sum = (name: keyof WebhookFigures) => rows.reduce((all, row) => all + row[name], 0)
  return { relayed: sum('relayed'), doubled: sum('doubled'), found: sum('found') }
}

function sumExports(rows: readonly ExportRow[]): ExportFigures {
  const done = rows.filter(({ state }) => state === 'done')
  const paces = sorted(done.filter(({ leads }) => leads >= minLeads).map(({ ms, leads }) => ms / leads))
  return {
    ended: rows.length,
    done: done.length,
    secondsPer1000: quantile(paces, 0.5),
  }
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)
const quantile = (values: readonly number[], share: number): number | null =>
  values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? null
