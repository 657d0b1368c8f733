/** Keeps the copy of the clients' mails fresh: new ones first, then back to the first there is. */
import type { Database } from 'better-sqlite3'
import type { SyncState } from '#shared/contract/inbox/inbox.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Outcome, Poller } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteEmail } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { Intake, News } from './intake.ts'
import type { Labels } from './read-labels.ts'

export type InboxTimings = {
  /** A request of a process that died may still arrive: what may have been sent is not looked for earlier. */
  readonly lateMs: number
  /** How often, and how far apart, a lost answer is looked for. */
  readonly looks: number
  readonly lookEveryMs: number
}
export const inboxTimings: InboxTimings = { lateMs: 65_000, looks: 3, lookEveryMs: 20_000 }

/** Instantly stores a mail a moment after others that came later: this much is read again each time. */
const overlapMs = 10 * 60_000
/** Labels and read marks follow a reply: once in a while the last days are read again. */
const deepOverlapMs = 3 * 24 * 60 * 60_000
const deepEveryMs = 6 * 60 * 60_000
/** Before all mails. */
const beforeAll = new Date(0).toISOString()
/** The limiter has the last word. */
const clientsAtOnce = 1_000
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

export function createInboxSync(
  deps: Deps,
  intake: Intake,
  options: {
    readonly everyMs: () => number
    readonly announce: (news: readonly News[]) => void
    /** Reads a client's own labels beside the mails: of the clients whose key may. */
    readonly labels: Labels
    /** Syncs the labels of a client's leads, for an operator who waits. */
    readonly labelsOfLeads: (workspaceId: WorkspaceId) => Promise<Outcome>
    /** After a client's new mails were read. */
    readonly read: (workspaceId: WorkspaceId) => Promise<void>
  },
) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const problems = new Map<WorkspaceId, AppError>()
  const deepAt = new Map<WorkspaceId, number>()
  /** When a client's first reading began: what came since is news, whichever reading finds it. */
  const begunAt = new Map<WorkspaceId, number>()

  const sql = statementsOf(raw)

  const asker = (workspaceId: WorkspaceId, priority: 'poll' | 'click', signal: AbortSignal): Asker => ({
    workspaceId,
    priority,
    askedBy: 'inbox',
    signal,
  })

  const reachable = (scope: string): readonly WorkspaceId[] =>
    deps.background.clients(scope).flatMap(({ workspaceId, held }) => (held === null ? [workspaceId] : []))

  /** Mails that came in since a reading began: what its run is said to have brought. */
  const brought = new Map<WorkspaceId, number>()
  function keep(workspaceId: WorkspaceId, emails: readonly RemoteEmail[], newsSince: number): void {
    brought.set(workspaceId, (brought.get(workspaceId) ?? 0) + emails.length)
    const news = intake.takeEmails(workspaceId, emails)
    if (emails.length > 0) deps.changed('inbox')
    const told = news.filter(({ at }) => at >= newsSince)
    if (told.length > 0) options.announce(told)
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
      if (!begunAt.has(workspaceId)) begunAt.set(workspaceId, clock.now() + instantly.clockAheadMs(workspaceId))
      sql.begin.run(
        workspaceId,
        stream,
        new Date(clock.now() + instantly.clockAheadMs(workspaceId) - overlapMs).toISOString(),
      )
    }
    const { watermark } = sql.cursorOf.get(workspaceId, stream) ?? { watermark: new Date(clock.now()).toISOString() }
    const deep =
      clock.now() - (deepAt.get(workspaceId) ?? 0) > deepEveryMs && priority === 'poll' && known !== undefined
    const since = new Date(Date.parse(watermark) - (deep ? deepOverlapMs : overlapMs)).toISOString()
    const seen = new Set<string>()
    let cursor: string | null = null
    for (;;) {
      const page = await instantly.emailPage(
        asker(workspaceId, priority, signal),
        { type: stream, since, order: 'asc' },
        cursor,
      )
      if (signal.aborted) throw new AppError('CANCELLED')
      const last = page.items.at(-1)
      raw.transaction(() => {
        keep(workspaceId, page.items, known === undefined ? (begunAt.get(workspaceId) ?? Infinity) : 0)
        if (last) sql.moveOn.run(last.createdAt, workspaceId, stream)
      })()
      if (page.items.length === 0 || page.next === null || seen.has(page.next)) break
      seen.add(page.next)
      cursor = page.next
    }
    if (deep && stream === 'manual') deepAt.set(workspaceId, clock.now())
    sql.synced.run(clock.now(), workspaceId, stream)
  }

  /**
   * Back from the newest to the first mail there is; goes on where it was, whatever ended it. What comes from now on is
   * newer than the newest there is, whatever the clock of this machine says.
   */
  async function readBack(workspaceId: WorkspaceId, stream: Stream, signal: AbortSignal): Promise<void> {
    const seen = new Set<string>()
    for (;;) {
      const at = sql.cursorOf.get(workspaceId, stream)
      if (!at || at.backDone === 1) return
      const page = await backPage(asker(workspaceId, 'poll', signal), stream, at.backCursor)
      if (signal.aborted) throw new AppError('CANCELLED')
      const over = page.items.length === 0 || page.next === null || seen.has(page.next)
      if (page.next !== null) seen.add(page.next)
      raw.transaction(() => {
        keep(workspaceId, page.items, begunAt.get(workspaceId) ?? Infinity)
        const reached = Date.parse(page.items.at(-1)?.createdAt ?? new Date(clock.now()).toISOString())
        if (at.backCursor === null) sql.beginAt.run(page.items[0]?.createdAt ?? beforeAll, workspaceId, stream)
        sql.moveBack.run(over ? null : page.next, over ? 1 : 0, reached, reached, workspaceId, stream)
      })()
      if (over) return
    }
  }

  /** A cursor of another day may be refused: reading back then begins anew, and stores nothing twice. */
  async function backPage(by: Asker, stream: Stream, cursor: string | null) {
    try {
      return await instantly.emailPage(by, { type: stream, order: 'desc' }, cursor)
    } catch (error) {
      if (cursor === null || !(error instanceof AppError) || error.code !== 'API_REFUSED') throw error
      return instantly.emailPage(by, { type: stream, order: 'desc' }, null)
    }
  }

  async function sync(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<Outcome> {
    brought.delete(workspaceId)
    try {
      for (const stream of streams) await readForward(workspaceId, stream, asked ? 'click' : 'poll', signal)
      await options.read(workspaceId)
      problems.delete(workspaceId)
      return { end: 'done', counts: { items: brought.get(workspaceId) ?? 0 } }
    } catch (error) {
      if (
        signal.aborted ||
        (error instanceof AppError && (error.code === 'CANCELLED' || error.code === 'CLIENT_PAUSED'))
      )
        return { end: 'cancelled' }
      const problem = asProblem(error, log)
      problems.set(workspaceId, problem)
      return { end: 'failed', problem }
    } finally {
      deps.changed('inbox')
    }
  }

  /** Of those just read, so that nobody waits for old mails; ends with the first page of all. */
  const back = deps.background.defineJob<WorkspaceId>({
    kind: 'inbox_back',
    recovery: 'ask',
    network: false,
    atOnce: clientsAtOnce,
    cancelOnSleep: true,
    next: () => ({ due: [] }),
    of: (workspaceId) => ({ key: workspaceId, client: workspaceId }),
    run: async (workspaceId, signal) => {
      brought.delete(workspaceId)
      for (const stream of streams) await readBack(workspaceId, stream, signal)
      deps.changed('inbox')
      return { end: 'done', counts: { items: brought.get(workspaceId) ?? 0 } }
    },
  })

  /** After the mails of some clients, or when those were asked for. */
  async function beside(asked: boolean, only: WorkspaceId | null, read: readonly WorkspaceId[]): Promise<void> {
    const signal = poller.signal()
    // A key that may not read mails may still read these.
    const able = reachable('lead-labels:read').filter((id) => only === null || id === only)
    await options.labels.read(asked ? 'click' : 'poll', able)
    if (signal.aborted) return
    for (const id of read) {
      const isOver = streams.every((stream) => sql.cursorOf.get(id, stream)?.backDone === 1)
      if (!isOver && !problems.has(id)) void back.run(id)
    }
  }

  /** Reads now, for an operator who waits. */
  async function now(only: WorkspaceId | null): Promise<void> {
    if (only !== null && deps.pauses.isPaused(only)) throw new AppError('CLIENT_PAUSED')
    const ids = reachable('emails:read').filter((id) => only === null || id === only)
    const labelled = reachable('leads:read').filter((id) => only === null || id === only)
    await Promise.all([...ids.map((id) => poller.run(id, true)), ...labelled.map(options.labelsOfLeads)])
    await beside(true, only, ids)
  }

  const poller: Poller = deps.background.definePoller({
    kind: 'inbox',
    scope: 'emails:read',
    every: options.everyMs,
    jitter: 0.1,
    firstMs: 4_000,
    wakeMs: 2_000,
    atOnce: clientsAtOnce,
    run: sync,
    after: (read) => beside(false, null, read),
    runNow: now,
  })
  deps.jobs.about('labels', {
    places: () =>
      deps.background
        .clients('lead-labels:read')
        .map((place) => ({ ...place, nextAt: options.labels.nextAt(place.workspaceId) })),
    run: (workspaceId) => options.labels.read('click', workspaceId === null ? [] : [workspaceId]),
  })

  return {
    now,
    /** The interval was changed. */
    replan: (): void => poller.plan(),
    soon: (): void => poller.plan(0),
    /** Of a client, or of all of them. */
    state(workspaceId: WorkspaceId | null): SyncState {
      const rows = raw
        .prepare(
          `select min(coalesce(synced_at, 0)) as at, count(distinct case when back_done = 0 then workspace_id end) as back
           from inbox_cursor where @workspaceId is null or workspace_id = @workspaceId`,
        )
        .get({ workspaceId }) as { at: number | null; back: number }
      const first = [...problems].find(([id]) => workspaceId === null || id === workspaceId)
      return {
        running: poller.isRunning(),
        syncedAt: rows.at ? new Date(rows.at).toISOString() : null,
        readingBack: rows.back,
        problem: first ? { workspaceId: first[0], code: first[1].code, data: first[1].data } : null,
      }
    },
    stop: (): Promise<unknown> => options.labels.stop(),
  }
}
