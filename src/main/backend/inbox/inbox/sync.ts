/** Keeps the copy of the clients' mails fresh: new ones first, then back to the first there is. */
import type { SyncState } from '#shared/contract/inbox/inbox.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteEmail } from '../../core/instantly/types.ts'
import type { Intake, News } from './intake.ts'
import type { Labels } from './read-labels.ts'

export type InboxTimings = {
  /** From the app's start to the first reading; null reads only when asked. */
  readonly startAfterMs: number | null
  /** A request of a process that died may still arrive: what may have been sent is not looked for earlier. */
  readonly lateMs: number
  /** How often, and how far apart, a lost answer is looked for. */
  readonly looks: number
  readonly lookEveryMs: number
}
export const inboxTimings: InboxTimings = { startAfterMs: 4_000, lateMs: 65_000, looks: 3, lookEveryMs: 20_000 }

/** Instantly stores a mail a moment after others that came later: this much is read again each time. */
const overlapMs = 10 * 60_000
/** Labels and read marks follow a reply: once in a while the last days are read again. */
const deepOverlapMs = 3 * 24 * 60 * 60_000
const deepEveryMs = 6 * 60 * 60_000
const streams = ['received', 'manual'] as const
type Stream = (typeof streams)[number]

type Cursor = {
  readonly watermark: string
  readonly backCursor: string | null
  readonly backDone: 0 | 1
  readonly syncedAt: number | null
}

export function createInboxSync(
  deps: Deps,
  intake: Intake,
  options: {
    readonly everyMs: () => number
    readonly timings: InboxTimings
    readonly announce: (news: readonly News[]) => void
    /** Reads a client's own labels beside the mails: of the clients whose key may. */
    readonly labels: Labels
    /** After a client's new mails were read. */
    readonly read: (workspaceId: WorkspaceId) => Promise<void>
  },
) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const running = new Map<WorkspaceId, Promise<void>>()
  const problems = new Map<WorkspaceId, AppError>()
  const deepAt = new Map<WorkspaceId, number>()
  /** When a client's first reading began: what came since is news, whichever reading finds it. */
  const begunAt = new Map<WorkspaceId, number>()
  let abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | null = null
  let nextAt: number | null = null
  let awake = true
  let stopped = false

  const read = raw.prepare<[number, string], Cursor>(
    `select watermark, back_cursor as backCursor, back_done as backDone, synced_at as syncedAt from inbox_cursor
     where workspace_id = ? and stream = ?`,
  )
  const begin = raw.prepare(
    'insert into inbox_cursor (workspace_id, stream, watermark) values (?, ?, ?) on conflict do nothing',
  )
  const moveOn = raw.prepare(
    'update inbox_cursor set watermark = max(watermark, ?) where workspace_id = ? and stream = ?',
  )
  const moveBack = raw.prepare(
    'update inbox_cursor set back_cursor = ?, back_done = ? where workspace_id = ? and stream = ?',
  )
  const synced = raw.prepare('update inbox_cursor set synced_at = ? where workspace_id = ? and stream = ?')

  const asker = (workspaceId: WorkspaceId, priority: 'poll' | 'click'): Asker => ({
    workspaceId,
    priority,
    askedBy: 'inbox',
    signal: abort.signal,
  })

  /** Clients in use, each with why it is not read: no key that works and may; demos need neither key nor network. */
  function heldBy(scope: 'emails:read' | 'lead-labels:read') {
    const rows = raw
      .prepare(
        `select w.id, w.demo, exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
             and k.state in ('active', 'untested', 'scope_missing')
             and not exists (select 1 from json_each(k.missing_scopes) s where s.value = ?)) as able
           from workspace w where w.archived_at is null and (w.demo = 'ready' or w.demo is null) order by w.id`,
      )
      .all(scope) as { id: WorkspaceId; demo: string | null; able: 0 | 1 }[]
    return rows.map(({ id, demo, able }) => {
      const held = demo !== null ? null : able === 0 ? ('no_key' as const) : deps.online() ? null : ('offline' as const)
      return { workspaceId: id, held }
    })
  }

  const reachable = (scope: 'emails:read' | 'lead-labels:read' = 'emails:read'): readonly WorkspaceId[] =>
    heldBy(scope).flatMap(({ workspaceId, held }) => (held === null ? [workspaceId] : []))

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
  async function readForward(workspaceId: WorkspaceId, stream: Stream, priority: 'poll' | 'click'): Promise<void> {
    const known = read.get(workspaceId, stream)
    if (!known) {
      if (!begunAt.has(workspaceId)) begunAt.set(workspaceId, clock.now() + instantly.clockAheadMs(workspaceId))
      begin.run(
        workspaceId,
        stream,
        new Date(clock.now() + instantly.clockAheadMs(workspaceId) - overlapMs).toISOString(),
      )
    }
    const { watermark } = read.get(workspaceId, stream) ?? { watermark: new Date(clock.now()).toISOString() }
    const deep =
      clock.now() - (deepAt.get(workspaceId) ?? 0) > deepEveryMs && priority === 'poll' && known !== undefined
    const since = new Date(Date.parse(watermark) - (deep ? deepOverlapMs : overlapMs)).toISOString()
    const seen = new Set<string>()
    let cursor: string | null = null
    for (;;) {
      const page = await instantly.emailPage(
        asker(workspaceId, priority),
        { type: stream, since, order: 'asc' },
        cursor,
      )
      if (abort.signal.aborted) throw new AppError('CANCELLED')
      const last = page.items.at(-1)
      raw.transaction(() => {
        keep(workspaceId, page.items, known === undefined ? (begunAt.get(workspaceId) ?? Infinity) : 0)
        if (last) moveOn.run(last.createdAt, workspaceId, stream)
      })()
      if (page.items.length === 0 || page.next === null || seen.has(page.next)) break
      seen.add(page.next)
      cursor = page.next
    }
    if (deep && stream === 'manual') deepAt.set(workspaceId, clock.now())
    synced.run(clock.now(), workspaceId, stream)
  }

  /** Back from the newest to the first mail there is; goes on where it was, whatever ended it. */
  async function readBack(workspaceId: WorkspaceId, stream: Stream): Promise<void> {
    const seen = new Set<string>()
    for (;;) {
      const at = read.get(workspaceId, stream)
      if (!at || at.backDone === 1) return
      const page = await backPage(workspaceId, stream, at.backCursor)
      if (abort.signal.aborted) throw new AppError('CANCELLED')
      const over = page.items.length === 0 || page.next === null || seen.has(page.next)
      if (page.next !== null) seen.add(page.next)
      raw.transaction(() => {
        keep(workspaceId, page.items, begunAt.get(workspaceId) ?? Infinity)
        moveBack.run(over ? null : page.next, over ? 1 : 0, workspaceId, stream)
      })()
      if (over) return
    }
  }

  /** A cursor of another day may be refused: reading back then begins anew, and stores nothing twice. */
  async function backPage(workspaceId: WorkspaceId, stream: Stream, cursor: string | null) {
    try {
      return await instantly.emailPage(asker(workspaceId, 'poll'), { type: stream, order: 'desc' }, cursor)
    } catch (error) {
      if (cursor === null || !(error instanceof AppError) || error.code !== 'API_REFUSED') throw error
      return instantly.emailPage(asker(workspaceId, 'poll'), { type: stream, order: 'desc' }, null)
    }
  }

  function sync(workspaceId: WorkspaceId, priority: 'poll' | 'click'): Promise<void> {
    const known = running.get(workspaceId)
    if (known) return known
    const run = deps.jobs.begin('inbox', workspaceId)
    brought.delete(workspaceId)
    const work = (async () => {
      for (const stream of streams) await readForward(workspaceId, stream, priority)
      await options.read(workspaceId)
      problems.delete(workspaceId)
      run.done({ items: brought.get(workspaceId) ?? 0 })
      deps.changed('inbox')
    })()
      .catch((error: unknown) => {
        if (stopped || codeOf(error) === 'CANCELLED') return run.cut()
        run.failed(error)
        const problem = asStoreError(error)
        problems.set(
          workspaceId,
          problem instanceof AppError ? problem : new AppError('INTERNAL', {}, { cause: error }),
        )
        log.info('inbox not read', { workspace: workspaceId, code: codeOf(problem) })
        deps.changed('inbox')
      })
      .finally(() => running.delete(workspaceId))
    running.set(workspaceId, work)
    return work
  }

  const backing = new Map<WorkspaceId, Promise<void>>()
  function goBack(workspaceId: WorkspaceId): void {
    if (backing.has(workspaceId) || stopped) return
    if (streams.every((stream) => read.get(workspaceId, stream)?.backDone === 1)) return
    const run = deps.jobs.begin('inbox_back', workspaceId)
    brought.delete(workspaceId)
    const work = (async () => {
      for (const stream of streams) await readBack(workspaceId, stream)
      run.done({ items: brought.get(workspaceId) ?? 0 })
      deps.changed('inbox')
    })()
      .catch((error: unknown) => {
        if (stopped) run.cut()
        else run.failed(error)
        log.info('older mails not read', { workspace: workspaceId, code: codeOf(error) })
      })
      .finally(() => backing.delete(workspaceId))
    backing.set(workspaceId, work)
  }

  async function all(priority: 'poll' | 'click', only: WorkspaceId | null = null): Promise<void> {
    const wanted = (ids: readonly WorkspaceId[]) => ids.filter((id) => only === null || id === only)
    const ids = wanted(reachable())
    await Promise.all(ids.map((id) => sync(id, priority)))
    // A key that may not read mails may still read these.
    await options.labels.read(priority, wanted(reachable('lead-labels:read')))
    if (!stopped && awake) for (const id of ids) if (!problems.has(id)) goBack(id)
  }

  function plan(ms: number): void {
    if (timer) clearTimeout(timer)
    nextAt = null
    if (stopped || options.timings.startAfterMs === null) return
    nextAt = clock.now() + ms
    timer = setTimeout(() => {
      nextAt = null
      void (awake ? all('poll') : Promise.resolve()).finally(() => {
        // Its interval lies in the store, which is closed once this has ended.
        if (!stopped) plan(options.everyMs() * (0.9 + 0.2 * Math.random()))
      })
    }, ms)
    timer.unref()
  }

  deps.jobs.about('inbox', {
    places: () => heldBy('emails:read').map((place) => ({ ...place, nextAt })),
    run: (workspaceId) => all('click', workspaceId),
  })
  deps.jobs.about('labels', {
    places: () =>
      heldBy('lead-labels:read').map((place) => ({ ...place, nextAt: options.labels.nextAt(place.workspaceId) })),
    run: (workspaceId) => options.labels.read('click', workspaceId === null ? [] : [workspaceId]),
  })

  return {
    start(): void {
      if (options.timings.startAfterMs !== null) plan(options.timings.startAfterMs)
    },
    /** Reads now, for an operator who waits. */
    now: (only: WorkspaceId | null): Promise<void> => all('click', only),
    /** The machine woke, the network or a key came. */
    wake(): void {
      awake = true
      if (options.timings.startAfterMs !== null) plan(Math.min(2_000, options.timings.startAfterMs))
    },
    /** Nothing is asked while the machine sleeps. */
    suspend(): void {
      awake = false
      abort.abort()
      abort = new AbortController()
    },
    /** The interval was changed. */
    replan: (): void => plan(options.everyMs()),
    state(): SyncState {
      const rows = raw
        .prepare(
          'select min(coalesce(synced_at, 0)) as at, count(distinct case when back_done = 0 then workspace_id end) as back from inbox_cursor',
        )
        .get() as { at: number | null; back: number }
      const first = [...problems][0]
      return {
        running: running.size > 0,
        syncedAt: rows.at ? new Date(rows.at).toISOString() : null,
        readingBack: rows.back,
        problem: first ? { workspaceId: first[0], code: first[1].code, data: first[1].data } : null,
      }
    },
    async stop(): Promise<void> {
      stopped = true
      if (timer) clearTimeout(timer)
      abort.abort()
      await Promise.allSettled([...running.values(), ...backing.values(), options.labels.stop()])
    },
  }
}

const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'INTERNAL')
