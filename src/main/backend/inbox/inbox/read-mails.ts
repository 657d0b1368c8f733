/** Reads a client's mails page by page: new ones forward from a watermark, old ones backward from a cursor. */
import type { Database } from 'better-sqlite3'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteEmail, RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import type { MailIngest, NewReply } from './mail-ingest.ts'
import { readMailPage } from './mail-page.ts'

/** Overlap read again each time, because Instantly may store a mail shortly after others that came later. */
const overlapMs = 10 * 60_000
/** Labels and read marks may change after a reply came, so the last days are read again from time to time. */
const deepOverlapMs = 3 * dayMs
const deepEveryMs = 6 * 60 * 60_000
/** Earlier than any mail. */
const beginningOfTime = new Date(0).toISOString()
const streams = ['received', 'manual'] as const
type Stream = (typeof streams)[number]

type Cursor = {
  readonly watermark: string
  readonly backCursor: string | null
  readonly backAt: number | null
  readonly backDone: 0 | 1
  readonly syncedAt: number | null
}

const statementsOf = (raw: Database) => ({
  cursorOf: raw.prepare<[number, string], Cursor>(
    `select watermark, back_cursor as backCursor, back_at as backAt, back_done as backDone, synced_at as syncedAt
     from inbox_cursor where workspace_id = ? and stream = ?`,
  ),
  begin: raw.prepare(
    'insert into inbox_cursor (workspace_id, stream, watermark) values (?, ?, ?) on conflict do nothing',
  ),
  moveOn: raw.prepare('update inbox_cursor set watermark = max(watermark, ?) where workspace_id = ? and stream = ?'),
  beginAt: raw.prepare('update inbox_cursor set watermark = min(watermark, ?) where workspace_id = ? and stream = ?'),
  moveBack: raw.prepare(
    `update inbox_cursor set back_cursor = ?, back_done = ?, back_at = min(coalesce(back_at, ?), ?)
      where workspace_id = ? and stream = ?`,
  ),
  synced: raw.prepare('update inbox_cursor set synced_at = ? where workspace_id = ? and stream = ?'),
})

/** Creates the reading. `announce` gets the mails that came since a client's first reading started. */
export function createInboxMailReader(
  deps: Deps,
  mailIngest: MailIngest,
  announce: (news: readonly NewReply[]) => void,
) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const deepAt = new Map<WorkspaceId, number>()
  /** When each client's first reading started; mails since then are new, whichever reading finds them. */
  const begunAt = new Map<WorkspaceId, number>()

  const sql = statementsOf(raw)

  const requestContext = (
    workspaceId: WorkspaceId,
    priority: 'poll' | 'click',
    signal: AbortSignal,
  ): RequestContext => ({
    workspaceId,
    priority,
    requestedBy: 'inbox',
    signal,
  })

  /** Number of mails stored since a reading started, reported as the result of its run. */
  const brought = new Map<WorkspaceId, number>()
  function keep(workspaceId: WorkspaceId, emails: readonly RemoteEmail[], newsSince: number): void {
    brought.set(workspaceId, (brought.get(workspaceId) ?? 0) + emails.length)
    const news = mailIngest.ingestEmails(workspaceId, emails)
    if (emails.length > 0) deps.changed('inbox')
    const recent = news.filter(({ at }) => at >= newsSince)
    if (recent.length > 0) announce(recent)
  }

  /** Returns a mail's time, but no later than now, as a watermark in the future would exclude all mails before it. */
  function noLaterThanNow(workspaceId: WorkspaceId, at: string): string {
    const now = new Date(instantly.now(workspaceId)).toISOString()
    return at < now ? at : now
  }

  /** Reads forward from the watermark, oldest first. It moves with each page, so nothing is lost if this stops. */
  async function readForward(
    workspaceId: WorkspaceId,
    stream: Stream,
    priority: 'poll' | 'click',
    signal: AbortSignal,
  ): Promise<void> {
    const known = sql.cursorOf.get(workspaceId, stream)
    if (!known) {
      if (!begunAt.has(workspaceId)) begunAt.set(workspaceId, instantly.now(workspaceId))
      sql.begin.run(workspaceId, stream, new Date(instantly.now(workspaceId) - overlapMs).toISOString())
    }
    const { watermark } = sql.cursorOf.get(workspaceId, stream) ?? { watermark: new Date(clock.now()).toISOString() }
    const deep =
      ageOf(deepAt.get(workspaceId) ?? 0, clock.now()) > deepEveryMs && priority === 'poll' && known !== undefined
    const from = noLaterThanNow(workspaceId, watermark)
    const since = new Date(Date.parse(from) - (deep ? deepOverlapMs : overlapMs)).toISOString()
    const pages = createPageCursor()
    let cursor: string | null = null
    for (;;) {
      const page = await readMailPage(
        instantly,
        requestContext(workspaceId, priority, signal),
        { type: stream, since, order: 'asc' },
        cursor,
      )
      if (signal.aborted) throw new AppError('CANCELLED')
      const last = page.items.at(-1)
      raw.transaction(() => {
        keep(workspaceId, page.items, known === undefined ? (begunAt.get(workspaceId) ?? Infinity) : 0)
        if (last) sql.moveOn.run(noLaterThanNow(workspaceId, last.createdAt), workspaceId, stream)
      })()
      cursor = pages.after(page)
      if (cursor === null) break
    }
    if (deep && stream === 'manual') deepAt.set(workspaceId, clock.now())
    sql.synced.run(clock.now(), workspaceId, stream)
  }

  const readOlder = createOlderMailReader(deps, { sql, requestContext, begunAt, keep })

  return {
    /** Reads all mails since the last reading. Returns how many. */
    async forward(workspaceId: WorkspaceId, priority: 'poll' | 'click', signal: AbortSignal): Promise<number> {
      brought.delete(workspaceId)
      for (const stream of streams) await readForward(workspaceId, stream, priority, signal)
      return brought.get(workspaceId) ?? 0
    },
    /** Reads back to the first mail. Returns how many mails were read. */
    async back(workspaceId: WorkspaceId, signal: AbortSignal): Promise<number> {
      brought.delete(workspaceId)
      for (const stream of streams) await readOlder(workspaceId, stream, signal)
      return brought.get(workspaceId) ?? 0
    },
    /** Whether all old mails have been read. */
    isBackDone: (workspaceId: WorkspaceId): boolean =>
      streams.every((stream) => sql.cursorOf.get(workspaceId, stream)?.backDone === 1),
  }
}

type OlderMailParts = {
  readonly sql: ReturnType<typeof statementsOf>
  readonly requestContext: (workspaceId: WorkspaceId, priority: 'poll', signal: AbortSignal) => RequestContext
  readonly begunAt: ReadonlyMap<WorkspaceId, number>
  readonly keep: (workspaceId: WorkspaceId, emails: readonly RemoteEmail[], newsSince: number) => void
}

function createOlderMailReader(
  { store, clock, instantly }: Deps,
  { sql, requestContext, begunAt, keep }: OlderMailParts,
) {
  const { raw } = store

  /**
   * Reads back from the newest to the first mail, continuing where the last run stopped. With the first page, the
   * watermark is set back to the newest mail, so that later ones are found whatever this machine's clock says.
   */
  async function readOlder(workspaceId: WorkspaceId, stream: Stream, signal: AbortSignal): Promise<void> {
    const pages = createPageCursor(sql.cursorOf.get(workspaceId, stream)?.backCursor)
    let hasRestarted = false
    for (;;) {
      const at = sql.cursorOf.get(workspaceId, stream)
      if (!at || at.backDone === 1) return
      const asked = { type: stream, order: 'desc' } as const
      const by = requestContext(workspaceId, 'poll', signal)
      const page = await readMailPage(instantly, by, asked, at.backCursor).catch((error: unknown) => {
        // A cursor can be refused, for example because it is from another day or its mail was deleted. Reading back
        // then starts again, once; nothing is stored twice. Cursors seen before are met again, which must not count as
        // the end.
        if (hasRestarted || at.backCursor === null || !isRefused(error)) throw error
        hasRestarted = true
        pages.beginAgain()
        return readMailPage(instantly, by, asked, null)
      })
      if (signal.aborted) throw new AppError('CANCELLED')
      const next = pages.after(page)
      const reached = Date.parse(page.items.at(-1)?.createdAt ?? new Date(clock.now()).toISOString())
      // A repeated cursor is the end only if its page brought nothing older.
      const isLost = pages.cameAgain() && (at.backAt === null || reached < at.backAt)
      raw.transaction(() => {
        keep(workspaceId, page.items, begunAt.get(workspaceId) ?? Infinity)
        if (at.backCursor === null) sql.beginAt.run(page.items[0]?.createdAt ?? beginningOfTime, workspaceId, stream)
        if (!isLost) sql.moveBack.run(next, next === null ? 1 : 0, reached, reached, workspaceId, stream)
      })()
      // The next reading requests the page again.
      if (isLost) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'cursor_repeated' })
      if (next === null) return
    }
  }

  return readOlder
}
