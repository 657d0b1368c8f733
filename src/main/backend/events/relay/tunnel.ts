/** The tunnel that gives the relay in the app its address. Open while somebody needs it, and reopened when it ends. */
import type { RelayHere } from '#shared/contract/events/relay.ts'
import { AppError, type Problem } from '#shared/errors.ts'
import type { TunnelKind } from '#shared/relay-thread.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { RelayThread } from './relay-thread.ts'
import { createReopenBackoff } from './reopen-backoff.ts'
import { findPrograms } from './tunnel-programs.ts'
import { type Tunnel, tunnelState } from './tunnel-state.ts'
import { type IsReachable, type ReachTimings, watchReachability } from './watch-reach.ts'

export type TunnelTimings = {
  /** Pauses after the tunnel ended or could not be opened; the last one repeats. */
  readonly pausesMs: readonly number[]
  /** A tunnel that held this long does not count as failed. */
  readonly steadyMs: number
  /** Folders to search for tunnel programs. */
  readonly folders: () => readonly string[]
  readonly reach: ReachTimings
  /** Null if reachability is not checked, as when Instantly is simulated on this computer. */
  readonly reaches: IsReachable | null
}

const endOf = (signal: AbortSignal) =>
  new Promise<RunOutcome>((resolve) =>
    signal.addEventListener('abort', () => resolve({ end: 'cancelled' }), { once: true }),
  )

type Parts = {
  /** Null if no relay runs in the app. */
  readonly thread: () => RelayThread | null
  /** The operator's choice of program. */
  readonly chosen: () => TunnelKind | null
  readonly isNeeded: () => boolean
  /** Events may be lost from now on, or since the given time. */
  readonly away: (since?: number) => void
  /** At the app's start, before a tunnel is opened. */
  readonly begin: () => void
  readonly opened: () => void
  readonly timings: TunnelTimings
}

export function createTunnel(deps: Deps, { thread, chosen, isNeeded, away, begin, opened, timings }: Parts) {
  const { clock } = deps
  const log = deps.log('relay here')
  let tunnel: Tunnel | null = null
  let problem: Problem | null = null
  const rests = createReopenBackoff(clock, timings)
  let stopped = false

  const threadOrNone = () => requireThread(thread())

  function program(found = findPrograms(timings.folders())) {
    return found.find(({ kind }) => kind === chosen()) ?? found[0] ?? null
  }

  function ended(why: Problem | null): void {
    if (tunnel !== null) {
      rests.ended(tunnel.since)
      away()
    }
    tunnel = null
    problem = why ?? problem
    if (stopped) return
    deps.changed('relay')
    opening.look()
  }

  const opening: Job<'tunnel'> = deps.background.defineJob<'tunnel'>({
    kind: 'relay_tunnel',
    network: true,
    next({ now }) {
      if (stopped || thread() === null || tunnel !== null || !isNeeded()) return { due: [] }
      const at = rests.until()
      return at > now ? { due: [], at } : { due: ['tunnel'] }
    },
    of: () => ({ key: 'tunnel', client: null }),
    reconcile: begin,
    interrupted() {
      away()
      deps.changed('relay')
    },
    woken() {
      rests.skip()
      deps.changed('relay')
    },
    // A pause measured by the clock before it was put back would last too long.
    clockPutBack: rests.skip,
    // *Pause everything* stops outgoing work; the address stays.
    whilePaused: true,
    // The end of the app does not wait for an address.
    run: (_tunnel, signal) => Promise.race([open(), endOf(signal)]),
  })

  async function open(): Promise<RunOutcome> {
    const found = program()
    if (found === null) {
      const missing = new AppError('RELAY_TUNNEL_MISSING')
      show(missing)
      return { end: 'blocked', problem: missing }
    }
    try {
      deps.changed('relay')
      const { url } = await threadOrNone().ask('tunnel.open', found)
      // Meanwhile the tunnel is no longer needed, or another program was chosen, which the next check starts.
      if (stopped || !isNeeded() || program()?.kind !== found.kind) {
        await threadOrNone().ask('tunnel.close', null)
        return { end: 'cancelled' }
      }
      tunnel = { kind: found.kind, url, since: clock.now() }
      problem = null
      log.info('a tunnel is open', { kind: found.kind })
      deps.changed('relay')
      opened()
      reach?.look()
      return { end: 'done' }
    } catch (error) {
      const seen = asProblem(error, log)
      show(seen)
      return { end: 'retry', problem: seen, afterMs: rests.failed() }
    }
  }

  const reach =
    timings.reaches &&
    watchReachability<Tunnel>(deps, {
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

  return {
    current: () => tunnel,
    problem: () => problem,
    ended,
    state(): Omit<RelayHere, 'clients'> {
      const found = findPrograms(timings.folders())
      return tunnelState({
        found: found.map(({ kind }) => kind),
        next: program(found)?.kind ?? null,
        tunnel,
        problem,
        isNeeded: isNeeded(),
        isOnline: deps.online(),
        isOpening: opening.isRunning('tunnel'),
        restsUntil: rests.until() > clock.now() ? rests.until() : null,
      })
    },
    async close(): Promise<void> {
      tunnel = null
      const running = thread()
      if (running?.isRunning()) await running.ask('tunnel.close', null).catch(() => undefined)
    },
    /** Retries now, ending any wait. */
    again(): void {
      rests.forget()
      void opening.wake('tunnel')
    },
    forgetProblem(): void {
      problem = null
    },
    stop(): void {
      stopped = true
    },
  }
}

/** Returns the thread; throws RELAY_UNREACHABLE if no relay runs in the app. */
export function requireThread(thread: RelayThread | null): RelayThread {
  if (!thread) throw new AppError('RELAY_UNREACHABLE', { reason: 'no_thread' })
  return thread
}
