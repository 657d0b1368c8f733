/**
 * The relay inside the app, for those without a server: its thread, the tunnel that gives it an address, and what follows
 * from another address. What is to be done is in the store before it is done, so that any end is survived.
 */
import path from 'node:path'
import type { Problem, RelayHere, RelayHereState } from '#shared/contract/events/relay.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { TunnelKind } from '#shared/relay-here.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { Connection, Connections } from './connections.ts'
import { dayMs, dayOf } from './days.ts'
import type { GapStore } from './gap-store.ts'
import { createHereStore } from './here-store.ts'
import { type Reaches, type ReachTimings, reachesOverNetwork, usualReach, watchReach } from './reach.ts'
import { createRelayThread, type SpawnRelay } from './relay-thread.ts'
import { findPrograms, installCommand, programFolders } from './tunnel-programs.ts'
import type { Webhooks } from './webhooks.ts'

export type HereTimings = {
  /** After the tunnel ended, or could not be opened; the last one repeats. */
  readonly pausesMs: readonly number[]
  /** A tunnel that held so long has not failed. */
  readonly steadyMs: number
  /** Where tunnel programs are looked for. */
  readonly folders: () => readonly string[]
  readonly reach: ReachTimings
  /** Null: nobody is asked, as where Instantly is played on this computer. */
  readonly reaches: Reaches | null
}
const usual: Omit<HereTimings, 'reaches'> = {
  pausesMs: [1_000, 5_000, 15_000, 60_000, 300_000],
  steadyMs: 60_000,
  folders: programFolders,
  reach: usualReach,
}

/** As far back as Instantly is asked for what was missed. */
const mostAwayDays = 30

export type HereParts = {
  /** Without it no relay runs here. */
  readonly spawn: SpawnRelay | null
  readonly vault: Vault
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  /** Reads a client's relay, or ends reading it. */
  readonly reader: {
    begin(workspaceId: WorkspaceId): void
    end(workspaceId: WorkspaceId): Promise<void>
  }
  /** With what the operator does to connections, one after the other. */
  readonly inOrder: <T>(work: () => Promise<T>) => Promise<T>
  readonly timings?: Partial<HereTimings> | undefined
}

type Tunnel = { readonly kind: TunnelKind; readonly url: string; readonly since: number }

const endOf = (signal: AbortSignal) =>
  new Promise<Outcome>((resolve) =>
    signal.addEventListener('abort', () => resolve({ end: 'cancelled' }), { once: true }),
  )

const nameOf = (workspaceId: WorkspaceId) => `client-${workspaceId}`

export function createRelayHere(deps: Deps, parts: HereParts) {
  const { clock, store } = deps
  const { connections, webhooks, gaps, reader, inOrder, vault } = parts
  const timings = {
    ...usual,
    reaches: deps.config.instantlyUrl === null ? reachesOverNetwork(deps) : null,
    ...parts.timings,
  }
  const log = deps.log('relay here')
  const kept = createHereStore(store, clock)
  let tunnel: Tunnel | null = null
  let problem: Problem | null = null
  let failures = 0
  /** No sooner is a tunnel opened again. */
  let notBefore = 0
  let stopped = false

  const thread =
    parts.spawn === null
      ? null
      : createRelayThread({
          spawn: parts.spawn,
          folder: path.join(deps.config.paths.dataDir, 'relay'),
          log: deps.log('relay'),
          tunnelEnded: (said) => ended({ code: 'RELAY_TUNNEL_FAILED', data: { program: tunnel?.kind ?? '', said } }),
          // Its readers notice, and start it again, later and later.
          failed: () => ended(null),
        })
  const threadOrNone = () => {
    if (!thread) throw new AppError('RELAY_UNREACHABLE', { reason: 'no_thread' })
    return thread
  }

  /** Clients that are archived keep their choice and wait. */
  const isArchived = store.raw
    .prepare<[number], 0 | 1>('select archived_at is not null from workspace where id = ?')
    .pluck()
  const clients = () => kept.clients().filter((id) => isArchived.get(id) === 0)

  function program() {
    const found = findPrograms(timings.folders())
    return found.find(({ kind }) => kind === kept.program()) ?? found[0] ?? null
  }

  /** From now on events may go missing: written down, so that the days are compared whatever happens. */
  function away(since = clock.now()): void {
    for (const id of clients()) {
      const { connectionId, awaySince } = kept.find(id) ?? {}
      if (connectionId === null || awaySince !== null) continue
      // After a crash nobody wrote down when it was.
      const before = tunnel === null ? connections.find(id)?.lastPolledAt : null
      kept.change(id, { awaySince: before ?? new Date(since).toISOString() })
    }
  }

  function ended(why: Problem | null): void {
    if (tunnel !== null) {
      failures = clock.now() - tunnel.since >= timings.steadyMs ? 0 : failures
      notBefore = clock.now() + pause()
      away()
    }
    tunnel = null
    problem = why ?? problem
    if (stopped) return
    deps.changed('relay')
    opening.look()
  }

  function pause(): number {
    const ms = timings.pausesMs[Math.min(failures, timings.pausesMs.length - 1)] ?? 0
    failures += 1
    return ms
  }

  const opening: Job<'tunnel'> = deps.background.defineJob<'tunnel'>({
    kind: 'relay_tunnel',
    recovery: 'resume',
    network: true,
    atOnce: 1,
    next({ now }) {
      if (stopped || thread === null || tunnel !== null || clients().length === 0) return { due: [] }
      return notBefore > now ? { due: [], at: notBefore } : { due: ['tunnel'] }
    },
    of: () => ({ key: 'tunnel', client: null }),
    woken() {
      notBefore = 0
    },
    // A pause of everything stops what leaves; the address stays.
    whilePaused: true,
    // The end of the app does not wait for an address.
    run: (_tunnel, signal) => Promise.race([open(), endOf(signal)]),
  })

  async function open(): Promise<Outcome> {
    const chosen = program()
    if (chosen === null) {
      const missing = new AppError('RELAY_TUNNEL_MISSING')
      show(missing)
      return { end: 'blocked', problem: missing }
    }
    try {
      deps.changed('relay')
      const { url } = await threadOrNone().ask('tunnel.open', chosen)
      if (stopped || clients().length === 0) {
        await threadOrNone().ask('tunnel.close', null)
        return { end: 'cancelled' }
      }
      tunnel = { kind: chosen.kind, url, since: clock.now() }
      problem = null
      log.info('a tunnel is open', { kind: chosen.kind })
      deps.changed('relay')
      following.look()
      reach?.look()
      return { end: 'done' }
    } catch (error) {
      const seen = asProblem(error, log)
      show(seen)
      const afterMs = pause()
      notBefore = clock.now() + afterMs
      return { end: 'retry', problem: seen, afterMs }
    }
  }

  const reach =
    timings.reaches &&
    watchReach<Tunnel>(deps, {
      tunnel: () => tunnel,
      reaches: timings.reaches,
      timings: timings.reach,
      async lost({ kind }, reachedAt) {
        log.warn('the address leads here no more', { kind })
        away(reachedAt)
        await threadOrNone().ask('tunnel.close', null)
        ended({ code: 'RELAY_TUNNEL_FAILED', data: { program: kind, said: '' } })
      },
    })

  function show({ code, data }: AppError): void {
    problem = { code, data }
    deps.changed('relay')
  }

  /** Clients whose connection or webhook is not yet as the tunnel is now. */
  function behind(): readonly WorkspaceId[] {
    const now = tunnel
    if (now === null || stopped || !deps.online()) return []
    return clients().filter((id) => {
      if (deps.pausedBy(id) !== null) return false
      const here = kept.find(id)
      const connection = connections.find(id)
      if (!here || !connection || connection.id !== here.connectionId) return true
      if (connection.address !== now.url || here.postsTo !== now.url || here.awaySince !== null) return true
      return connection.webhookState === 'disabled'
    })
  }

  const following: Job<WorkspaceId> = deps.background.defineJob<WorkspaceId>({
    kind: 'relay_moves',
    recovery: 'resume',
    network: true,
    atOnce: 4,
    waitsMs: [2_000, 10_000, 30_000, 60_000, 300_000],
    next: () => ({ due: behind() }),
    of: (client) => ({ key: client, client }),
    run: (client, signal) => inOrder(() => follow(client, signal)),
  })

  /** Connection, address, webhook, then what was missed: each is looked at before it is changed, so it can be done again. */
  async function follow(workspaceId: WorkspaceId, signal: AbortSignal): Promise<Outcome> {
    const now = tunnel
    if (now === null || kept.find(workspaceId) === null || signal.aborted) return { end: 'cancelled' }
    const connection = (await joined(workspaceId)) ?? (await connected(workspaceId, now.url))
    if (connection.address !== now.url) connections.change(connection.id, { address: now.url })
    const before = kept.find(workspaceId)
    if (before?.postsTo !== now.url) {
      await webhooks.register(workspaceId, 'job', signal)
      kept.change(workspaceId, { postsTo: now.url })
    } else await webhooks.check(workspaceId, 'job', signal)
    if (connections.of(workspaceId).webhookState === 'disabled') await webhooks.resume(workspaceId, 'job', signal)
    // Last: what was posted to the old address until now was lost, too.
    const since = kept.find(workspaceId)?.awaySince ?? null
    if (since !== null) {
      const from = Math.max(Date.parse(since), clock.now() - mostAwayDays * dayMs)
      store.raw.transaction(() => {
        gaps.want(workspaceId, 'away', dayOf(from), dayOf(clock.now()))
        kept.change(workspaceId, { awaySince: null })
      })()
      parts.gapFound()
    }
    deps.changed('relay')
    return { end: 'done' }
  }

  /** The connection there is, known to the relay; null where there is none yet. */
  async function joined(workspaceId: WorkspaceId): Promise<Connection | null> {
    const connection = connections.find(workspaceId)
    if (!connection || connection.id !== kept.find(workspaceId)?.connectionId) return null
    // A store put back, or a relay's folder that is gone: it is told again.
    await threadOrNone().ask('relay.join', {
      name: nameOf(workspaceId),
      token: await connections.token(connection),
    })
    return connection
  }

  async function connected(workspaceId: WorkspaceId, address: string): Promise<Connection> {
    await vault.assertCanSeal()
    const { token } = await threadOrNone().ask('relay.join', { name: nameOf(workspaceId), token: null })
    const { name } = workspaceRow(store, workspaceId)
    await reader.end(workspaceId)
    try {
      const connection = await connections.keep({ workspaceId, address, token, name })
      kept.change(workspaceId, { connectionId: connection.id, postsTo: null })
      return connection
    } finally {
      if (connections.find(workspaceId)) reader.begin(workspaceId)
    }
  }

  function state(found: boolean): RelayHereState {
    if (clients().length === 0) return 'off'
    if (!deps.online()) return 'offline'
    if (tunnel) return 'live'
    if (!found) return 'missing'
    return problem === null || opening.isRunning('tunnel') ? 'starting' : 'down'
  }

  function shown(): RelayHere {
    const found = findPrograms(timings.folders())
    const next = found.find(({ kind }) => kind === kept.program()) ?? found[0]
    const at = state(found.length > 0)
    return {
      state: at,
      program: tunnel?.kind ?? next?.kind ?? null,
      found: found.map(({ kind }) => kind),
      address: tunnel?.url ?? null,
      since: tunnel ? new Date(tunnel.since).toISOString() : null,
      retryAt: at === 'down' && notBefore > clock.now() ? new Date(notBefore).toISOString() : null,
      problem: at === 'down' ? problem : null,
      clients: clients(),
      install: installCommand(),
    }
  }

  async function closeTunnel(): Promise<void> {
    tunnel = null
    if (thread?.isRunning()) await thread.ask('tunnel.close', null).catch(() => undefined)
  }

  /** What the relay keeps is of those alone who use it. */
  async function tidy(): Promise<void> {
    if (!thread || !thread.isThere()) return
    if (kept.clients().length > 0) {
      await thread.ask('relay.keepOnly', { names: kept.clients().map(nameOf) })
      return
    }
    await closeTunnel()
    await thread.stop()
    thread.removeFiles()
  }

  const again = () => {
    failures = 0
    notBefore = 0
    void opening.wake('tunnel')
    void following.wake()
  }

  return {
    uses: (workspaceId: WorkspaceId): boolean => {
      const connectionId = kept.find(workspaceId)?.connectionId ?? null
      return connectionId !== null && connections.find(workspaceId)?.id === connectionId
    },
    /** Whether the operator chose it for this client, connected or not yet. */
    isOf: (workspaceId: WorkspaceId): boolean => kept.find(workspaceId) !== null,
    shown,
    /** Whether events can come: null where the relay runs elsewhere. What is read here says nothing of that. */
    reach(connection: Connection): 'live' | 'behind' | 'off' | null {
      if (kept.find(connection.workspaceId)?.connectionId !== connection.id) return null
      if (tunnel && deps.online()) return 'live'
      return problem?.code === 'RELAY_TUNNEL_MISSING' ? 'off' : 'behind'
    },
    /** Where a connection is read: on this computer where the relay runs here, whatever becomes of the tunnel. */
    async addressOf(connection: Connection): Promise<string> {
      if (kept.find(connection.workspaceId)?.connectionId !== connection.id) return connection.address
      const { port } = await threadOrNone().ask('relay.port', null)
      return `http://127.0.0.1:${port}`
    },
    run(workspaceId: WorkspaceId, wished: TunnelKind | null): void {
      threadOrNone()
      const found = findPrograms(timings.folders())
      if (found.length === 0 || (wished !== null && !found.some(({ kind }) => kind === wished))) {
        throw new AppError('RELAY_TUNNEL_MISSING')
      }
      if (wished !== null) kept.choose(wished)
      kept.add(workspaceId)
      again()
    },
    async changeProgram(wished: TunnelKind): Promise<void> {
      if (!findPrograms(timings.folders()).some(({ kind }) => kind === wished))
        throw new AppError('RELAY_TUNNEL_MISSING')
      kept.choose(wished)
      if (tunnel?.kind === wished) return
      if (tunnel) away()
      await closeTunnel()
      problem = null
      again()
    },
    again,
    /** The client's relay is here no more; with the last client the tunnel and all that was kept go. */
    async leave(workspaceId: WorkspaceId): Promise<void> {
      if (kept.find(workspaceId) === null) return
      kept.remove(workspaceId)
      await tidy()
    },
    /** Takes an address out of what waits to be read. */
    async erase(address: string): Promise<void> {
      if (thread?.isThere()) await thread.ask('relay.erase', { address })
    },
    /** The network went or came, or a client was resumed. */
    look(): void {
      if (!deps.online()) away()
      deps.changed('relay')
    },
    begin(): void {
      away()
      void tidy().catch((error: unknown) => void asProblem(error, log))
    },
    setAwake(awake: boolean): void {
      if (!awake) away()
    },
    /** A webhook was looked at: where Instantly switched it off, it is switched on again. */
    webhookSeen: (): void => following.look(),
    async stop(): Promise<void> {
      if (stopped) return
      away()
      stopped = true
      await thread?.end()
    },
  }
}
