/** Reads a client's mails page by page: the new ones forward from a watermark, the old ones backward from a cursor. */
import type { Database } from 'better-sqlite3'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteEmail, RequestContext } from '../../core/instantly/types.ts'
import { turnPages } from '../../core/lib/turn-pages.ts'
import type { MailIngest, News } from './mail-ingest.ts'
import { readMailPage } from './mail-page.ts'

/** Instantly stores a mail a moment after others that came later: this much is read again each time. */
const overlapMs = 10 * 60_000
/** Labels and read marks follow a reply: once in a while the last days are read again. */
const deepOverlapMs = 3 * dayMs
const deepEveryMs = 6 * 60 * 60_000
/** Before all mails. */
const beforeAll = new Date(0).toISOString()
const streams = ['received', 'manual'] as const
type Stream = (typeof streams)[number]

type Cursor = {
  readonly watermark: string
  readonly backCursor: string | null
  readonly backDone: 0 | 1
  readonly syncedAt: number | null
}

const statementsOf = (raw: Database) => ({
  cursorOf: raw.prepare<[number, string], Cursor>(
    `select watermark, back_cursor as backCursor, back_done as backDone, synced_at as syncedAt from inbox_cursor
     where workspace_id = ? and stream = ?`,
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

/** `announce` hears of mails that came since a client's first reading began. */
export function createMailReading(deps: Deps, mailIngest: MailIngest, announce: (news: readonly News[]) => void) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const deepAt = new Map<WorkspaceId, number>()
  /** When a client's first reading began: what came since is news, whichever reading finds it. */
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

  /** Mails that came in since a reading began: what its run is said to have brought. */
  const brought = new Map<WorkspaceId, number>()
  function keep(workspaceId: WorkspaceId, emails: readonly RemoteEmail[], newsSince: number): void {
    brought.set(workspaceId, (brought.get(workspaceId) ?? 0) + emails.length)
    const news = mailIngest.takeEmails(workspaceId, emails)
    if (emails.length > 0) deps.changed('inbox')
    const told = news.filter(({ at }) => at >= newsSince)
    if (told.length > 0) announce(told)
  }

  /** The time of a mail, and no later than now: one that is said to come would keep all before it from being read. */
  function noLaterThanNow(workspaceId: WorkspaceId, at: string): string {
    const now = new Date(instantly.now(workspaceId)).toISOString()
    return at < now ? at : now
  }

  /** From the watermark on, oldest first. Each page moves the watermark with it, so a stop anywhere costs nothing. */
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
      clock.now() - (deepAt.get(workspaceId) ?? 0) > deepEveryMs && priority === 'poll' && known !== undefined
    const from = noLaterThanNow(workspaceId, watermark)
    const since = new Date(Date.parse(from) - (deep ? deepOverlapMs : overlapMs)).toISOString()
    const pages = turnPages()
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

  const readOlder = createReadOlder(deps, { sql, requestContext, begunAt, keep })

  return {
    /** All that came since the last time. Gives how many mails that were. */
    async forward(workspaceId: WorkspaceId, priority: 'poll' | 'click', signal: AbortSignal): Promise<number> {
      brought.delete(workspaceId)
      for (const stream of streams) await readForward(workspaceId, stream, priority, signal)
      return brought.get(workspaceId) ?? 0
    },
    /** To the first mail there is. Gives how many mails that were. */
    async back(workspaceId: WorkspaceId, signal: AbortSignal): Promise<number> {
      brought.delete(workspaceId)
      for (const stream of streams) await readOlder(workspaceId, stream, signal)
      return brought.get(workspaceId) ?? 0
    },
    /** Whether all old mails are here. */
    isBackDone: (workspaceId: WorkspaceId): boolean =>
      streams.every((stream) => sql.cursorOf.get(workspaceId, stream)?.backDone === 1),
  }
}

type BackParts = {
  readonly sql: ReturnType<typeof statementsOf>
  readonly requestContext: (workspaceId: WorkspaceId, priority: 'poll', signal: AbortSignal) => RequestContext
  readonly begunAt: ReadonlyMap<WorkspaceId, number>
  readonly keep: (workspaceId: WorkspaceId, emails: readonly RemoteEmail[], newsSince: number) => void
}

function createReadOlder({ store, clock, instantly }: Deps, { sql, requestContext, begunAt, keep }: BackParts) {
  const { raw } = store

  /**
   * Back from the newest to the first mail there is; goes on where it was, whatever ended it. What comes from now on is
   * newer than the newest there is, whatever the clock of this machine says.
   */
  async function readOlder(workspaceId: WorkspaceId, stream: Stream, signal: AbortSignal): Promise<void> {
    const pages = turnPages()
    let begunAnew = false
    for (;;) {
      const at = sql.cursorOf.get(workspaceId, stream)
      if (!at || at.backDone === 1) return
      const asked = { type: stream, order: 'desc' } as const
      const by = requestContext(workspaceId, 'poll', signal)
      const page = await readMailPage(instantly, by, asked, at.backCursor).catch((error: unknown) => {
        // A cursor may be refused, as one of another day or of a mail deleted since: reading back begins anew, once, and
        // stores nothing twice. It comes by cursors it has seen, which is no end.
        if (begunAnew || at.backCursor === null || !isRefused(error)) throw error
        begunAnew = true
        pages.beginAgain()
        return readMailPage(instantly, by, asked, null)
      })
      if (signal.aborted) throw new AppError('CANCELLED')
      const next = pages.after(page)
      raw.transaction(() => {
        keep(workspaceId, page.items, begunAt.get(workspaceId) ?? Infinity)
        const reached = Date.parse(page.items.at(-1)?.createdAt ?? new Date(clock.now()).toISOString())
        if (at.backCursor === null) sql.beginAt.run(page.items[0]?.createdAt ?? beforeAll, workspaceId, stream)
        sql.moveBack.run(next, next === null ? 1 : 0, reached, reached, workspaceId, stream)
      })()
      if (next === null) return
    }
  }

  return readOlder
}
