/**
 * Carries out checks: reads the delivery log, then the counts of analytics, then the mails of days that do not agree, and
 * takes in what is missing here. Each page is written with the place to go on from, so that it can be ended at any line.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Meter } from '../../background/meter.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { Delivery } from '../../core/instantly/types-events.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { EventIngest, ReceivedEvent } from '../events/ingest-events.ts'
import type { IsAutomatic } from '../events/mail-as-event.ts'
import { dayAfter, daysOf } from './days.ts'
import { createGapMails, mailKinds, placeOf } from './gap-mails.ts'
import type { CheckRow, GapStore } from './gap-store.ts'
import type { HeardEvents } from './heard-events.ts'

/** What passes by itself: tried again. Everything else is, too, but only after something has changed. */
const retryAfterMs = 60_000
const clientsAtOnce = 100
/** Sources a check can do without: it says that they were not read. */
const optional: ReadonlySet<ErrorCode> = new Set(['INSTANTLY_SCOPE_MISSING', 'API_REFUSED', 'API_ANSWER_UNREADABLE'])

export type GapRunnerParts = {
  readonly gaps: GapStore
  readonly ingest: EventIngest
  readonly heard: HeardEvents
  readonly isAutomatic: IsAutomatic
  /** ISO; null for a client without a webhook. */
  readonly webhookSince: (workspaceId: WorkspaceId) => string | null
  /** Hears how events came. */
  readonly counted: Meter['events']
  readonly retryAfterMs?: number
}

export function createGapRunner(deps: Deps, parts: GapRunnerParts) {
  const { instantly } = deps
  const { gaps, ingest, heard } = parts
  const log = deps.log('gaps')
  /** The check under way, by its client. */
  const running = new Map<WorkspaceId, CheckRow>()
  const mails = createGapMails(deps, {
    gaps,
    heard,
    isAutomatic: parts.isAutomatic,
    takeIn: (check, events, write) => takeIn(check, 'instantly', events, write),
  })

  /** What was asked for goes before what goes by itself. */
  const waiting = () => gaps.alive().toSorted((a, b) => Number(b.reason === 'asked') - Number(a.reason === 'asked'))

  function dueChecks(): readonly CheckRow[] {
    const due = waiting()
    for (const { workspaceId, reason } of due) {
      // It goes on later from where it is.
      if (reason === 'asked' && running.get(workspaceId)?.reason !== 'asked') void job.cancel(workspaceId)
    }
    return due
  }

  async function run(begun: CheckRow, signal: AbortSignal): Promise<Outcome> {
    const { id, workspaceId } = begun
    running.set(workspaceId, begun)
    try {
      gaps.setState(id, 'running')
      deps.changed('relay')
      for (let check = gaps.check(id); check.phase !== 'over'; check = gaps.check(id)) {
        if (check.phase === 'log') await readLog(check, signal)
        else if (check.phase === 'analytics') await readAnalytics(check, signal)
        else await readMails(check, signal)
      }
      gaps.setState(id, 'done')
      const { readCount, addedCount } = gaps.check(id)
      return { end: 'done', counts: { items: readCount, added: addedCount } }
    } catch (error) {
      if (signal.aborted) {
        gaps.setState(id, 'waiting')
        return { end: 'cancelled' }
      }
      const problem = asProblem(error, log)
      gaps.setState(id, 'waiting', { code: problem.code, data: problem.data })
      return { end: 'retry', problem, afterMs: parts.retryAfterMs ?? retryAfterMs }
    } finally {
      running.delete(workspaceId)
      deps.changed('relay')
    }
  }

  const askerOf = ({ workspaceId, id, reason }: CheckRow, signal: AbortSignal): Asker => ({
    workspaceId,
    priority: reason === 'asked' ? 'job' : 'poll',
    askedBy: `events check ${id}`,
    signal,
  })

  /** Day by day, page by page. The log is read whole: what other webhooks were told are events of the client too. */
  async function readLog(check: CheckRow, signal: AbortSignal): Promise<void> {
    const asker = askerOf(check, signal)
    const { workspaceId, id } = check
    // Before the reading: what is delivered meanwhile is more than was listed, never less.
    if (check.day === null) await readTotals(check, asker)
    for (const day of daysOf(check.day ?? check.fromDay, check.toDay)) {
      let cursor = day === check.day ? check.cursor : null
      let again = false
      const seen = new Set<string>()
      for (;;) {
        const page = await instantly.deliveries(asker, day, cursor).catch((error: unknown) => {
          // A place the log does not know any more after a pause: the day is read again, and what is known is known.
          if (cursor !== null && !again && error instanceof AppError && error.code === 'API_REFUSED') return null
          throw error
        })
        signal.throwIfAborted()
        if (page === null) {
          cursor = null
          again = true
          continue
        }
        const next = page.items.length === 0 || page.next === null || seen.has(page.next) ? null : page.next
        if (page.next !== null) seen.add(page.next)
        const first = cursor === null
        const tomorrow = next === null ? dayAfter(day) : day
        takeIn(
          check,
          'delivery_log',
          page.items.map(asReceived).filter((one) => one !== null),
          () => {
            gaps.addRead(workspaceId, 'log', day, 'read', page.items.length, first)
            gaps.move(id, { phase: 'log', day: tomorrow, cursor: next }, page.items.length)
          },
        )
        deps.changed('relay')
        await turn()
        if (next === null) break
        cursor = next
      }
    }
    gaps.move(id, { phase: 'analytics', day: null, cursor: null })
  }

  /** What the log itself says it holds: read and listed must be the same number. */
  async function readTotals({ workspaceId, fromDay, toDay }: CheckRow, asker: Asker): Promise<void> {
    try {
      const totals = await instantly.deliveryDays(asker, { from: fromDay, to: toDay })
      gaps.clear(workspaceId, 'log', 'listed', fromDay, toDay)
      gaps.put(
        workspaceId,
        daysOf(fromDay, toDay).map((day) => ({
          day,
          source: 'log',
          type: 'listed',
          count: totals.find((total) => total.day === day)?.total ?? 0,
        })),
      )
    } catch (error) {
      if (!isOptional(error)) throw error
    }
  }

  async function readAnalytics(check: CheckRow, signal: AbortSignal): Promise<void> {
    const { workspaceId, id, fromDay, toDay } = check
    try {
      // A day more, because the end may mean its midnight; what is beyond is left out.
      const rows = await instantly.dailyCounts(askerOf(check, signal), { from: fromDay, to: dayAfter(toDay) })
      signal.throwIfAborted()
      gaps.clear(workspaceId, 'analytics', null, fromDay, toDay)
      gaps.put(
        workspaceId,
        daysOf(fromDay, toDay).flatMap((day) => {
          const row = rows.find((one) => one.day === day)
          const counts: readonly (readonly [string, number | null])[] = [
            ['email_sent', row ? row.sent : 0],
            ['email_opened', row ? row.opened : 0],
            ['link_clicked', row ? row.clicks : 0],
            ['reply_received', row ? row.replies : 0],
            ['auto_reply_received', row ? row.automaticReplies : 0],
          ]
          return counts.flatMap(([type, count]) => (count === null ? [] : [{ day, source: 'analytics', type, count }]))
        }),
      )
    } catch (error) {
      if (!isOptional(error)) throw error
      gaps.clear(workspaceId, 'analytics', null, fromDay, toDay)
    }
    gaps.move(id, { phase: 'emails', day: fromDay, cursor: null })
  }

  /** 20 requests a minute are allowed, so mails are read of those days only whose counts do not agree. */
  async function readMails(check: CheckRow, signal: AbortSignal): Promise<void> {
    const { workspaceId, id } = check
    const asker = askerOf(check, signal)
    for (const day of daysOf(check.day ?? check.fromDay, check.toDay)) {
      const place = placeOf(day === check.day ? check.cursor : null)
      try {
        for (const kind of mailKinds) {
          const isPlace = kind === place.kind
          if (isPlace ? place.over : kind === 'sent') continue
          const after = isPlace ? place.after : null
          if (after !== null || mails.differs(workspaceId, day, kind))
            await mails.read(check, asker, { day, kind, after }, signal)
        }
      } catch (error) {
        if (!isOptional(error)) throw error
      }
      gaps.move(id, { phase: 'emails', day: dayAfter(day), cursor: null })
    }
    gaps.move(id, { phase: 'over', day: null, cursor: null })
  }

  /** A source the check can do without: the view says that it was not read. */
  function isOptional(error: unknown): boolean {
    if (!(error instanceof AppError) || !optional.has(error.code)) return false
    log.info('a source was not read', {
      code: error.code,
      reason: String(error.data['reason'] ?? ''),
      where: String(error.data['where'] ?? error.data['message'] ?? ''),
    })
    return true
  }

  /** The place to go on from is written with the events. How many were new is for the eye only, and follows. */
  function takeIn(
    { id, workspaceId, day }: CheckRow,
    source: 'delivery_log' | 'instantly',
    events: readonly ReceivedEvent[],
    write: () => void,
  ): void {
    if (events.length === 0) {
      deps.store.raw.transaction(write)()
      return
    }
    const { added } = ingest.ingest(workspaceId, source, events, write)
    if (added > 0) gaps.countAdded(id, added)
    // Of days before the webhook was there it could bring nothing.
    const since = parts.webhookSince(workspaceId)
    if (added > 0 && since !== null && day !== null && day > since.slice(0, 10)) {
      parts.counted(workspaceId, { found: added })
    }
  }

  const job: Job<CheckRow> = deps.background.defineJob<CheckRow>({
    kind: 'gaps',
    recovery: 'resume',
    // Without a network a check says so itself.
    network: false,
    atOnce: clientsAtOnce,
    next: () => ({ due: dueChecks() }),
    of: ({ workspaceId }) => ({ key: workspaceId, client: workspaceId }),
    run,
    places: () =>
      [...new Set(gaps.alive().map(({ workspaceId }) => workspaceId))].map((workspaceId) => ({
        workspaceId,
        nextAt: null,
        held: deps.online() ? null : ('offline' as const),
      })),
    runNow: () => void job.wake(),
  })

  return {
    poke: (): void => void job.wake(),
    cancel(id: number): void {
      const { workspaceId } = gaps.check(id)
      gaps.setState(id, 'cancelled')
      if (running.get(workspaceId)?.id === id) void job.cancel(workspaceId)
      deps.changed('relay')
    },
  }
}

/** The log's payload is the webhook's: the same event, whoever tells it. */
function asReceived({ id, at, payload }: Delivery): ReceivedEvent | null {
  const receivedAt = Date.parse(at)
  return (
    payload && { raw: JSON.stringify(payload), receivedAt: Number.isNaN(receivedAt) ? 0 : receivedAt, sourceId: id }
  )
}
