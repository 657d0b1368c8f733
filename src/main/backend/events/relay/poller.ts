/**
 * Fetches events from the relays, one loop for each. Its only memory is the cursor, written in the transaction that takes
 * the events in; the relay is told afterwards. Ended at any line, it goes on without loss, and what comes twice is known.
 */
import type { Problem, RelayLight } from '#shared/contract/events/relay.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { RelayPage } from '#shared/relay-protocol.ts'
import type { Meter } from '../../background/meter.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { backoffMs } from '../../core/lib/backoff.ts'
import type { EventIngest, ReadEvent } from '../events/ingest-events.ts'
import type { Connection, Connections } from './connections.ts'
import { dayMs, dayOf } from './days.ts'
import type { GapStore } from './gap-store.ts'
import { asReceived } from './received.ts'
import { CursorAhead, createRelayClient, type RelayClient } from './relay-client.ts'
import type { Trials } from './trials.ts'

export type PollerTimings = {
  /** How long one poll waits at the relay. Under the 30 s it allows and the 40 s proxies are asked for. */
  readonly waitS: number
  readonly retry: { readonly firstMs: number; readonly maxMs: number }
}
const pollerTimings: PollerTimings = { waitS: 25, retry: { firstMs: 1_000, maxMs: 60_000 } }

/** Events of one page: taken in in one go, while screens wait. */
const pageLimit = 250
/** A relay takes 50 requests a second of one reader: in a stream of events, pages are gathered and acknowledged together. */
const gatherMs = 40
const acknowledgeEveryMs = 1_000
/** Where nothing comes, when it was last asked is written this seldom. */
const noteEveryMs = 5 * 60_000
/** A hole before the first page reaches back this far: nobody knows further. */
const unknownDays = 30

/** What only the operator can help with: asked again seldom. */
const forOperator: ReadonlySet<ErrorCode> = new Set([
  'RELAY_TOKEN_INVALID',
  'RELAY_NOT_THERE',
  'RELAY_PROTOCOL_OTHER',
  'RELAY_CERTIFICATE',
  'KEYS_LOCKED',
  'KEYRING_UNREADABLE',
])

export type PollerParts = {
  readonly connections: Connections
  /** Where it is read: not at its public address where it runs here. */
  readonly addressOf: (connection: Connection) => Promise<string>
  readonly ingest: EventIngest
  readonly trials: Trials
  readonly gaps: GapStore
  /** Called after a gap was written down. */
  readonly gapFound: () => void
  /** Hears how events came. */
  readonly counted: Meter['events']
  readonly timings?: PollerTimings
  readonly random?: () => number
}

type Live = {
  readonly workspaceId: WorkspaceId
  readonly ended: AbortController
  /** Ends what the loop does now: a wait, a poll, a nap. */
  turn: AbortController
  client: { readonly key: string; readonly value: RelayClient } | null
  light: RelayLight
  problem: Problem | null
  waiting: number
  polledAt: number | null
  notedAt: number
  /** By the computer's own count of ms: the last page with events, the last acknowledgement. */
  pageAt: number
  acknowledgedAt: number
  /** The next poll answers at once, so that the state is known at once. */
  fresh: boolean
  done: Promise<void>
}

/** One loop for each connected workspace. `stop` ends all at once. */
export function createPoller(deps: Deps, parts: PollerParts) {
  const { store, clock } = deps
  const { connections, ingest, trials, gaps, timings = pollerTimings, random = Math.random } = parts
  const log = deps.log('relay')
  const lives = new Map<WorkspaceId, Live>()
  const ending = new Set<Promise<void>>()
  let awake = true
  let stopped = false

  function begin(workspaceId: WorkspaceId): void {
    if (stopped || lives.has(workspaceId)) return
    const live: Live = {
      workspaceId,
      ended: new AbortController(),
      turn: new AbortController(),
      client: null,
      light: 'behind',
      problem: null,
      waiting: 0,
      polledAt: null,
      notedAt: 0,
      pageAt: -Infinity,
      acknowledgedAt: -Infinity,
      fresh: true,
      done: Promise.resolve(),
    }
    lives.set(workspaceId, live)
    live.done = loop(live).finally(() => ending.delete(live.done))
    ending.add(live.done)
  }

  async function end(workspaceId: WorkspaceId): Promise<void> {
    const live = lives.get(workspaceId)
    if (!live) return
    lives.delete(workspaceId)
    live.ended.abort()
    live.turn.abort()
    await live.done
  }

  async function loop(live: Live): Promise<void> {
    let failures = 0
    while (!live.ended.signal.aborted) {
      live.turn = new AbortController()
      const isPaused = deps.pauses.isPaused(live.workspaceId)
      if (!awake || !deps.online() || isPaused) {
        show(live, 'off', isPaused ? { code: 'CLIENT_PAUSED', data: {} } : null)
        await nap(live, null)
        continue
      }
      const run = deps.jobs.begin('relay', live.workspaceId)
      try {
        run.done({ items: await step(live) })
        failures = 0
      } catch (error) {
        if (live.turn.signal.aborted) {
          run.cut()
          continue
        }
        failures += 1
        const problem = asProblem(error, log)
        run.failed(problem)
        await failed(live, problem, failures)
      }
    }
  }

  async function failed(live: Live, error: AppError, failures: number): Promise<void> {
    live.fresh = true
    live.client = null
    const held = forOperator.has(error.code)
    if (live.problem?.code !== error.code)
      log.info('the relay is not read', {
        workspace: live.workspaceId,
        code: error.code,
        reason: String(error.data['reason'] ?? error.data['said'] ?? ''),
      })
    show(live, held ? 'off' : 'behind', { code: error.code, data: error.data })
    const wished = Number(error.data['retryAfterS'] ?? 0) * 1_000
    const retry = held ? { firstMs: timings.retry.maxMs, maxMs: timings.retry.maxMs * 5 } : timings.retry
    await nap(live, Math.max(backoffMs(failures, retry, random), Math.min(wished, 600_000)))
  }

  /** Acknowledges what was taken in before, reads one page and takes it in; gives how many events it had. */
  async function step(live: Live): Promise<number> {
    const connection = connections.of(live.workspaceId)
    const client = await clientOf(live, connection)
    const { signal } = live.turn
    let open = connection.cursor > connection.acknowledged && connection.stream !== null
    if (open && performance.now() - live.acknowledgedAt >= acknowledgeEveryMs) {
      await acknowledge(client, connection, connection.cursor, signal)
      live.acknowledgedAt = performance.now()
      open = false
    }
    const early = live.pageAt + gatherMs - performance.now()
    if (early > 0) await clock.sleep(early, signal)
    const waitS = live.fresh ? 0 : open ? Math.min(1, timings.waitS) : timings.waitS
    const page = await pageAfter(client, connection, waitS, signal)
    if (signal.aborted) return 0
    live.polledAt = clock.now()
    live.fresh = false
    if (page === null || (connection.stream !== null && page.position.stream !== connection.stream)) {
      beganAnew(connection, page?.position.stream ?? (await client.status(signal)).position.stream)
      live.fresh = true
      return 0
    }
    // Mails are read here: the transaction with the cursor only writes.
    const events = await ingest.readAhead(live.workspaceId, page.events.map(asReceived))
    if (signal.aborted) return 0
    takeIn(live, connection, page, events)
    // A full page is followed at once by the next.
    if (page.events.length > 0 && !page.more) live.pageAt = performance.now()
    live.waiting = Math.max(0, page.position.newest - page.next)
    show(live, page.more ? 'behind' : 'live', null)
    return page.events.length
  }

  async function clientOf(live: Live, connection: Connection): Promise<RelayClient> {
    const address = await parts.addressOf(connection)
    const key = `${connection.id} ${address}`
    if (live.client?.key === key) return live.client.value
    const token = await connections.token(connection)
    const value = createRelayClient(address, token, { appVersion: deps.config.appVersion, log })
    live.client = { key, value }
    return value
  }

  /** Null where the relay does not know the cursor. */
  async function pageAfter(client: RelayClient, { cursor }: Connection, waitS: number, signal: AbortSignal) {
    try {
      return await client.poll({ after: cursor, limit: pageLimit, waitS }, signal)
    } catch (error) {
      if (error instanceof CursorAhead) return null
      throw error
    }
  }

  async function acknowledge(client: RelayClient, { id }: Connection, through: number, signal: AbortSignal) {
    try {
      await client.acknowledge(through, signal)
      connections.change(id, { acknowledged: through })
    } catch (error) {
      // Of a store that began anew: the next poll finds out, and begins again there.
      if (!(error instanceof CursorAhead)) throw error
      connections.change(id, { acknowledged: through })
    }
  }

  /** Another store, or an older copy of it: its numbers begin anew, and so does reading. What is known already is known. */
  function beganAnew(connection: Connection, stream: string): void {
    log.warn('the relay began anew', { workspace: connection.workspaceId })
    store.raw.transaction(() => {
      connections.change(connection.id, { stream, cursor: 0, acknowledged: 0, forgotten: 0, newest: 0 })
      note(connection, 'relay_reset')
    })()
    parts.gapFound()
  }

  /** One transaction: the events, the cursor, and what of them is known to be missing. */
  function takeIn(live: Live, connection: Connection, page: RelayPage, read: readonly ReadEvent[]): void {
    const { position, events } = page
    let last = connection.cursor
    for (const { seq } of events) {
      if (seq <= last) throw new AppError('RELAY_NOT_THERE', { reason: 'order' })
      last = seq
    }
    const now = clock.now()
    const forgot =
      position.forgottenUnacknowledged > connection.forgotten || position.forgottenThrough > connection.cursor
    const nothing = events.length === 0 && !forgot && page.next === connection.cursor && connection.stream !== null
    if (nothing && now - live.notedAt < noteEveryMs) return
    const own = read.filter((event) => !trials.arrived(live.workspaceId, event))
    const written = () => {
      if (forgot) note(connection, 'relay_forgot')
      connections.change(connection.id, {
        stream: position.stream,
        cursor: page.next,
        newest: position.newest,
        forgotten: Math.max(connection.forgotten, position.forgottenUnacknowledged),
        lastPolledAt: new Date(now).toISOString(),
        ...(events.length > 0 ? { lastEventAt: events.at(-1)?.receivedAt ?? null } : {}),
      })
    }
    if (own.length > 0) {
      const { added, duplicate } = ingest.ingest(live.workspaceId, 'relay', own, written)
      parts.counted(live.workspaceId, { relayed: added, doubled: duplicate })
    } else store.raw.transaction(written)()
    live.notedAt = now
    if (forgot) parts.gapFound()
    if (events.length > 0) deps.changed('relay')
  }

  /** Writes a gap down: from the last page that is known to have been read, or as far back as makes sense. */
  function note({ workspaceId, lastPolledAt }: Connection, reason: 'relay_forgot' | 'relay_reset'): void {
    const now = clock.now()
    const from = lastPolledAt === null ? now - unknownDays * dayMs : Date.parse(lastPolledAt) - dayMs
    gaps.want(workspaceId, reason, dayOf(Math.max(from, now - unknownDays * dayMs)), dayOf(now))
  }

  /** Waits; a poke or the end wakes it. Null: until then. */
  async function nap(live: Live, ms: number | null): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      if (live.turn.signal.aborted) resolve()
      else live.turn.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    if (ms === null) return woken
    await clock.sleep(ms, live.turn.signal).catch(() => undefined)
  }

  function show(live: Live, light: RelayLight, problem: Problem | null): void {
    if (live.light === light && live.problem?.code === problem?.code) return
    live.light = light
    live.problem = problem
    deps.changed('relay')
  }

  function poke(): void {
    for (const live of lives.values()) {
      live.fresh = true
      live.client = null
      live.turn.abort()
    }
  }

  deps.jobs.about('relay', {
    // It waits at the relay all the time.
    places: () =>
      [...lives.keys()].map((workspaceId) => ({
        workspaceId,
        nextAt: null,
        held: deps.online() ? null : ('offline' as const),
      })),
    run: poke,
  })

  return {
    begin,
    end,
    poke,
    beginAll(isReady: (workspaceId: WorkspaceId) => boolean): void {
      for (const { workspaceId } of connections.all()) if (isReady(workspaceId)) begin(workspaceId)
    },
    setAwake(next: boolean): void {
      awake = next
      poke()
    },
    state(workspaceId: WorkspaceId) {
      const live = lives.get(workspaceId)
      if (!live) return { light: 'off', problem: null, waiting: 0, polledAt: null } as const
      const { light, problem, waiting, polledAt } = live
      return { light, problem, waiting, polledAt }
    },
    async stop(): Promise<void> {
      stopped = true
      for (const workspaceId of lives.keys()) void end(workspaceId)
      await Promise.allSettled(ending)
    },
  }
}

/** What nobody foresaw is in the log, and in the state only that it happened. */
function asProblem(error: unknown, log: Logger): AppError {
  const seen = asStoreError(error)
  if (seen instanceof AppError) return seen
  log.error('a fault', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return new AppError('INTERNAL', {}, { cause: error })
}
