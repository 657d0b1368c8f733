/** Reads days with missing events from Instantly: its log, its figures, the mails. */

import { setImmediate as turn } from 'node:timers/promises'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { Delivery } from '../../core/instantly/schemas-events.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import type { ReceivedEvent } from '../events/ingest-events.ts'
import { dayAfter, daysOf } from './days.ts'
import { createGapMails, mailKinds, placeOf } from './gap-mails.ts'
import type { GapRunnerParts } from './gap-runner.ts'
import type { CheckRow } from './gap-store.ts'

/** Errors of sources a check can do without; the check reports that they were not read. */
const optional: ReadonlySet<ErrorCode> = new Set(['INSTANTLY_SCOPE_MISSING', 'API_REFUSED', 'API_ANSWER_UNREADABLE'])

/** The log returns the webhook's payload, so it is the same event. */
function asReceived({ id, at, payload }: Delivery): ReceivedEvent | null {
  return payload && { raw: JSON.stringify(payload), receivedAt: Number.isNaN(at) ? 0 : at, sourceId: id }
}

export type GapFilling = ReturnType<typeof createGapFilling>

/** What the functions that read missed days share. */
export function createGapFilling(deps: Deps, parts: GapRunnerParts) {
  const { instantly } = deps
  const { gaps, ingest, knownEvents } = parts
  const log = deps.log('gaps')
  const mails = createGapMails(deps, {
    gaps,
    knownEvents,
    isAutomatic: parts.isAutomatic,
    copiesAmong: parts.copiesAmong,
    takeIn: (check, events, write) => takeIn(check, 'instantly', events, write),
  })

  /** Stores the position to continue from with the events. The number of new ones is for display, stored afterwards. */
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
    // On days before the webhook existed, it could not have delivered anything.
    const since = parts.webhookSince(workspaceId)
    if (added > 0 && since !== null && day !== null && day > since.slice(0, 10)) {
      parts.counted(workspaceId, { found: added })
    }
  }
  return { instantly, takeIn, gaps, deps, mails, log }
}

/** Reads the log day by day and page by page, completely: events sent to other webhooks belong to the client too. */
export async function readLog(filling: GapFilling, check: CheckRow, signal: AbortSignal): Promise<void> {
  const { instantly, takeIn, gaps, deps } = filling
  const requestContext = requestContextOf(check, signal)
  const { workspaceId, id } = check
  // Read first: deliveries made meanwhile can only make the log longer than this total, never shorter.
  if (check.day === null) await readTotals(filling, check, requestContext)
  for (const day of daysOf(check.day ?? check.fromDay, check.toDay)) {
    let cursor = day === check.day ? check.cursor : null
    let again = false
    const pages = createPageCursor()
    for (;;) {
      const page = await instantly.deliveries(requestContext, day, cursor).catch((error: unknown) => {
        // After a pause the log may no longer know the cursor: the day is read again, and known events are recognised.
        if (cursor !== null && !again && isRefused(error)) return null
        throw error
      })
      signal.throwIfAborted()
      if (page === null) {
        cursor = null
        again = true
        // It returned cursors already seen, which is not an end.
        pages.beginAgain()
        continue
      }
      const next = pages.after(page)
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

/** The log's own totals, which must equal the number of entries read. */
async function readTotals(
  filling: GapFilling,
  { workspaceId, fromDay, toDay }: CheckRow,
  requestContext: RequestContext,
): Promise<void> {
  const { gaps } = filling
  try {
    const totals = await filling.instantly.deliveryDays(requestContext, { from: fromDay, to: toDay })
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
    if (!isOptional(filling, error)) throw error
  }
}

/** Figures by day. */
export async function readAnalytics(filling: GapFilling, check: CheckRow, signal: AbortSignal): Promise<void> {
  const { gaps } = filling
  const { workspaceId, id, fromDay, toDay } = check
  try {
    // One day more, because the end date may mean its midnight; days beyond are dropped.
    const rows = await filling.instantly.dailyCounts(requestContextOf(check, signal), {
      from: fromDay,
      to: dayAfter(toDay),
    })
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
    if (!isOptional(filling, error)) throw error
    gaps.clear(workspaceId, 'analytics', null, fromDay, toDay)
  }
  gaps.move(id, { phase: 'emails', day: fromDay, cursor: null })
}

/** Instantly allows 20 requests per minute, so mails are read only for days whose counts disagree. */
export async function readMails(filling: GapFilling, check: CheckRow, signal: AbortSignal): Promise<void> {
  const { mails, gaps } = filling
  const { workspaceId, id } = check
  const requestContext = requestContextOf(check, signal)
  for (const day of daysOf(check.day ?? check.fromDay, check.toDay)) {
    const place = placeOf(day === check.day ? check.cursor : null)
    try {
      for (const kind of mailKinds) {
        const isPlace = kind === place.kind
        if (isPlace ? place.over : kind === 'sent') continue
        const after = isPlace ? place.after : null
        if (after !== null || mails.differs(workspaceId, day, kind))
          await mails.read(check, requestContext, { day, kind, after }, signal)
      }
    } catch (error) {
      if (!isOptional(filling, error)) throw error
    }
    gaps.move(id, { phase: 'emails', day: dayAfter(day), cursor: null })
  }
  gaps.move(id, { phase: 'over', day: null, cursor: null })
}

const requestContextOf = ({ workspaceId, id, reason }: CheckRow, signal: AbortSignal): RequestContext => ({
  workspaceId,
  priority: reason === 'asked' ? 'job' : 'poll',
  requestedBy: `events check ${id}`,
  signal,
})

/** Whether the check can do without this source; the view shows that it was not read. */
function isOptional(filling: GapFilling, error: unknown): boolean {
  if (!(error instanceof AppError) || !optional.has(error.code)) return false
  filling.log.info('a source was not read', {
    code: error.code,
    reason: String(error.data['reason'] ?? ''),
    where: String(error.data['where'] ?? error.data['message'] ?? ''),
  })
  return true
}
