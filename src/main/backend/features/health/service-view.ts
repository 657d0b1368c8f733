/** How well Instantly, webhooks and exports served over a day, a week or a month, from the figures kept by hour and day. */
import {
  type CallFigures,
  callKinds,
  type ExportFigures,
  type LimitUse,
  type ServiceSpan,
  type ServiceView,
  type WebhookFigures,
} from '#shared/contract/health.ts'
import { addTimes, quantileOf, type Times } from '#shared/domain/health/times.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { instantlyLimits } from '../../instantly/limiter.ts'
import { allClientsSql } from '../workspaces/demo-teller.ts'
import { dayMs, everyKind, hourMs, timesOf } from './meter.ts'

const places: Readonly<Record<ServiceSpan, { readonly count: number; readonly ms: number }>> = {
  day: { count: 24, ms: hourMs },
  week: { count: 7, ms: dayMs },
  month: { count: 30, ms: dayMs },
}
/** What a smaller export takes says little of its pace. */
const leastLeads = 100

type StoredRow = Omit<CallRow, 'times'> & { readonly times: string }
type CallRow = {
  readonly workspaceId: WorkspaceId
  readonly kind: string
  readonly at: number
  readonly calls: number
  readonly refused: number
  readonly unanswered: number
  readonly requests: number
  readonly limited: number
  readonly peakSecond: number
  readonly peakMinute: number
  readonly times: Times
}
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
  const calls = raw.prepare<[number], StoredRow>(
    `select workspace_id as workspaceId, kind, at, calls, refused, unanswered, requests, limited,
       peak_second as peakSecond, peak_minute as peakMinute, times from service_call where at >= ?`,
  )
  const events = raw.prepare<[number], EventRow>(
    `select workspace_id as workspaceId, sum(relayed) as relayed, sum(doubled) as doubled, sum(found) as found
     from service_event where at >= ? group by workspace_id`,
  )
  // Without those the operator held or ended: they say nothing of the service.
  const exports = raw.prepare<[string], ExportRow>(
    `select workspace_id as workspaceId, state,
       (julianday(finished_at) - julianday(coalesce(started_at, created_at))) * ${dayMs} as ms,
       (select coalesce(sum(uploaded), 0) from export_batch b where b.export_id = r.id) as leads
     from export_run r where finished_at >= ? and state in ('done', 'failed')`,
  )

  return (workspaceId: WorkspaceId | null, span: ServiceSpan, now: number): ServiceView => {
    const { count, ms } = places[span]
    const last = now - (now % ms)
    const from = last - (count - 1) * ms
    const ids = (workspaceId === null ? together.all() : one.all(workspaceId)) as WorkspaceId[]
    const meant = new Set(ids)
    const callRows = calls
      .all(from)
      .filter((row) => meant.has(row.workspaceId))
      .map((row): CallRow => ({ ...row, times: timesOf(row.times) }))
    const sums = callRows.filter(({ kind }) => kind === everyKind)
    const exportRows = exports.all(new Date(from).toISOString()).filter((row) => meant.has(row.workspaceId))
    const eventRows = events.all(from).filter((row) => meant.has(row.workspaceId))
    return {
      span,
      from: new Date(from).toISOString(),
      to: new Date(now).toISOString(),
      measuredFrom: sums.length === 0 ? null : new Date(Math.min(...sums.map(({ at }) => at))).toISOString(),
      total: figuresOf(sums),
      // Each client has limits of its own: the highest of them says how near the next refusal is.
      limits: highest(ids.map((id) => useOf(callRows, id))),
      webhook: webhookOf(eventRows),
      exports: exportsOf(exportRows),
      clients: ids.map((id) => ({
        workspaceId: id,
        ...figuresOf(sums.filter((row) => row.workspaceId === id)),
        limits: useOf(callRows, id),
        webhook: webhookOf(eventRows.filter((row) => row.workspaceId === id)),
        exports: exportsOf(exportRows.filter((row) => row.workspaceId === id)),
      })),
      kinds: callKinds.map((kind) => ({ kind, ...figuresOf(callRows.filter((row) => row.kind === kind)) })),
      points: Array.from({ length: count }, (_, place) => {
        const at = from + place * ms
        const {
          calls: made,
          refused,
          unanswered,
          p95Ms,
        } = figuresOf(sums.filter((row) => row.at >= at && row.at < at + ms))
        return { at: new Date(at).toISOString(), calls: made, bad: refused + unanswered, p95Ms }
      }),
    }
  }
}

function figuresOf(rows: readonly CallRow[]): CallFigures {
  const sum = { calls: 0, refused: 0, unanswered: 0, requests: 0, limited: 0 }
  const times: Record<string, number> = {}
  for (const row of rows) {
    sum.calls += row.calls
    sum.refused += row.refused
    sum.unanswered += row.unanswered
    sum.requests += row.requests
    sum.limited += row.limited
    addTimes(times, row.times)
  }
  return { ...sum, p50Ms: quantileOf(times, 0.5), p95Ms: quantileOf(times, 0.95) }
}

function useOf(rows: readonly CallRow[], workspaceId: WorkspaceId): LimitUse {
  const use = { second: 0, minute: 0, emails: 0 }
  for (const row of rows) {
    if (row.workspaceId !== workspaceId) continue
    if (row.kind === everyKind) {
      use.second = Math.max(use.second, row.peakSecond / instantlyLimits.perSecond)
      use.minute = Math.max(use.minute, row.peakMinute / instantlyLimits.perMinute)
    }
    if (row.kind === 'emails') use.emails = Math.max(use.emails, row.peakMinute / instantlyLimits.emailsPerMinute)
  }
  return use
}

const highest = (uses: readonly LimitUse[]): LimitUse => ({
  second: Math.max(0, ...uses.map(({ second }) => second)),
  minute: Math.max(0, ...uses.map(({ minute }) => minute)),
  emails: Math.max(0, ...uses.map(({ emails }) => emails)),
})

function webhookOf(rows: readonly EventRow[]): WebhookFigures | null {
  if (rows.length === 0) return null
  const sum = (name: keyof WebhookFigures) => rows.reduce((all, row) => all + row[name], 0)
  return { relayed: sum('relayed'), doubled: sum('doubled'), found: sum('found') }
}

function exportsOf(rows: readonly ExportRow[]): ExportFigures {
  const done = rows.filter(({ state }) => state === 'done')
  const took = sorted(done.map(({ ms }) => Math.max(0, Math.round(ms))))
  const paces = sorted(done.filter(({ leads }) => leads >= leastLeads).map(({ ms, leads }) => ms / leads))
  return {
    ended: rows.length,
    done: done.length,
    leads: rows.reduce((sum, { leads }) => sum + leads, 0),
    p50Ms: at(took, 0.5),
    p95Ms: at(took, 0.95),
    secondsPer1000: at(paces, 0.5),
  }
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)
const at = (values: readonly number[], share: number): number | null =>
  values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? null
