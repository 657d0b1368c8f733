/**
 * Reads the mails that campaigns sent from Instantly and ingests them as events: new ones first, then back to the
 * oldest. Replies are ingested the same way along with the inbox, which reads them anyway
 * (`inbox/inbox/mail-ingest.ts`).
 */
import { ageOf } from '#shared/domain/core/age-of.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { Instantly, RemoteEmail, RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor, type PageCursor } from '../../core/lib/page-cursor.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import { toMailEvent } from '../events/mail-as-event.ts'
import { createSpanStore, type Span } from './span-store.ts'

export type MailReaderTimings = {
  /** How often new mails are requested. */
  readonly everyMs: number
  /** Longest run of one client, so that clients whose mails are all read get their turn. */
  readonly runMs: number
}
const mailReaderTimings: MailReaderTimings = { everyMs: 5 * 60_000, runMs: 5 * 60_000 }

/** Pause between two runs while old mails remain to be read. */
const goOnAfterMs = 250
/** Pause before a client whose run failed is tried again. */
const restMs = 60_000
/** Not a real bound: the limiter decides. */
const clientsAtOnce = 1_000

export type MailReaderParts = {
  readonly ingest: EventIngest
  /** Clients of the demo get their events another way. */
  readonly isDemo: (workspaceId: WorkspaceId) => boolean
  /** Receives the mails of a page, in the transaction that stores their events. */
  readonly taken?: (workspaceId: WorkspaceId, emails: readonly RemoteEmail[]) => void
  readonly timings?: MailReaderTimings | undefined
}

const requestContext = (workspaceId: WorkspaceId, signal: AbortSignal): RequestContext => ({
  workspaceId,
  priority: 'poll',
  requestedBy: 'sent mails',
  signal,
})

/** A span continues from the time it had reached if it has no cursor, or a rejected one from an earlier day. */
async function pageOf(instantly: Instantly, by: RequestContext, { since, reached, cursor }: Span) {
  const asked = { kind: 'sent', order: 'desc', since } as const
  const fromReached = () => instantly.mailsBetween(by, { ...asked, until: reached, after: null })
  if (cursor === null) return fromReached()
  return instantly.mailsBetween(by, { ...asked, until: null, after: cursor }).catch((error: unknown) => {
    if (!isRefused(error)) throw error
    return fromReached()
  })
}

export function createMailReader(deps: Deps, parts: MailReaderParts): void {
  const { store, clock, instantly } = deps
  const timings = parts.timings ?? mailReaderTimings
  const spans = createSpanStore(store)
  /** When the pause of a client began after a failure, so that runs of other clients do not bring it back at once. */
  const restsFrom = new Map<WorkspaceId, number>()
  const rests = (workspaceId: WorkspaceId): boolean => ageOf(restsFrom.get(workspaceId) ?? 0, clock.now()) < restMs
  /** Stores the events of a page and the new cursor in one transaction. */
  function take(
    workspaceId: WorkspaceId,
    span: Span,
    page: Awaited<ReturnType<typeof pageOf>>,
    pages: PageCursor,
  ): void {
    const events = page.items
      .map((mail) => toMailEvent({ ...mail, kind: mail.kind ?? 1 }, () => false, clock.now()))
      .filter((event) => event !== null)
    // Capped at now: a mail dated in the future would keep earlier ones from being read.
    const now = instantly.now(workspaceId)
    const times = page.items
      .map(({ storedAt }) => Math.min(now, Date.parse(storedAt)))
      .filter((at) => !Number.isNaN(at))
    const reached = times.length === 0 ? null : Math.min(...times)
    const isBelow = span.since !== null && reached !== null && reached < span.since - 1
    const cursor = pages.after(page)
    // A repeated cursor does not lead to the mails behind the page, but the time of its last one does, unless it is the
    // time reached before.
    const goesOnByTime = pages.cameAgain() && reached !== null && (span.reached === null || reached < span.reached)
    if (goesOnByTime) pages.beginAgain()
    const isOver = isBelow || (cursor === null && !goesOnByTime)
    const moved = () => {
      spans.moved(workspaceId, span, times, isOver ? null : { cursor })
      parts.taken?.(
        workspaceId,
        page.items.map(({ email }) => email),
      )
    }
    if (events.length > 0) parts.ingest.ingest(workspaceId, 'instantly', events, moved)
    else store.raw.transaction(moved)()
    deps.changed('events')
  }

  /** While new mails are being read no newer ones are requested, as that might never end where they arrive fast. */
  const isReadingNew = (workspaceId: WorkspaceId): boolean =>
    spans.spans(workspaceId).some(({ since }) => since !== null)
  const isDue = (workspaceId: WorkspaceId): boolean => {
    const reading = spans.reading(workspaceId)
    if (reading === null) return true
    return ageOf(reading.readAt, clock.now()) >= timings.everyMs && !isReadingNew(workspaceId)
  }

  async function run(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<RunOutcome> {
    const until = clock.now() + timings.runMs
    let mails = 0
    if ((asked && !isReadingNew(workspaceId)) || isDue(workspaceId)) openSpan(workspaceId)
    let listed = 0
    let pages = createPageCursor()
    for (let [span] = spans.spans(workspaceId); span && clock.now() < until; [span] = spans.spans(workspaceId)) {
      restsFrom.set(workspaceId, clock.now())
      const page = await pageOf(instantly, requestContext(workspaceId, signal), span)
      restsFrom.delete(workspaceId)
      if (signal.aborted) return { end: 'cancelled' }
      if (listed !== span.id) pages = createPageCursor(span.cursor)
      listed = span.id
      take(workspaceId, span, page, pages)
      mails += page.items.length
      if (isDue(workspaceId)) openSpan(workspaceId)
    }
    return { end: 'done', counts: { items: mails } }
  }

  const openSpan = (workspaceId: WorkspaceId): void => spans.open(workspaceId, clock.now())

  const places = () => deps.background.clients('emails:read').filter(({ workspaceId }) => !parts.isDemo(workspaceId))

  deps.background.definePoller({
    kind: 'sent_mails',
    scope: places,
    every: () => {
      const left = places().filter(({ workspaceId, held }) => held === null && spans.spans(workspaceId).length > 0)
      return left.length === 0
        ? timings.everyMs
        : left.every(({ workspaceId }) => rests(workspaceId))
          ? restMs
          : goOnAfterMs
    },
    firstMs: 6_000,
    wakeMs: 3_000,
    atOnce: clientsAtOnce,
    skip: (workspaceId, woken) =>
      (!woken && rests(workspaceId)) || (spans.spans(workspaceId).length === 0 && !isDue(workspaceId)),
    run,
  })
}
