/**
 * Checks whether the tunnel's address still leads here: a program may keep running although its tunnel is gone, for
 * instance after a long sleep. The check goes over the internet, so only an address that was reached before can be
 * called lost.
 */
import { z } from 'zod'
import { relayPaths } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import { createTransport } from '../../core/instantly/transport.ts'

export type ReachTimings = {
  /** After a tunnel was opened: new DNS names take a moment to be known everywhere. */
  readonly firstMs: number
  readonly everyMs: number
  /** Interval after a failed check, and how many consecutive failures count as lost. */
  readonly againMs: number
  readonly times: number
}
export const defaultReachTimings: ReachTimings = { firstMs: 60_000, everyMs: 600_000, againMs: 30_000, times: 3 }

/** Asks a relay at its public address for a sign of life. */
export type IsReachable = (address: string, signal: AbortSignal) => Promise<boolean>

const answerWithinMs = 15_000
const health = z.looseObject({ ok: z.literal(true) })

/** Over the network, as Instantly would. */
export const createReachabilityCheck =
  (deps: Pick<Deps, 'log'>): IsReachable =>
  async (address, signal) => {
    try {
      const send = createTransport(new URL(address), process.env, deps.log('relay'))
      const late = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)])
      const answer = await send(new Request(address + relayPaths.health), { body: undefined, signal: late })
      return answer.status === 200 && health.safeParse(JSON.parse(await answer.text())).success
    } catch {
      return false
    }
  }

type Open = { readonly url: string }
type Parts<Tunnel extends Open> = {
  readonly tunnel: () => Tunnel | null
  readonly reaches: IsReachable
  readonly timings: ReachTimings
  /** The address no longer leads here; `reachedAt` is when it last did. */
  readonly lost: (tunnel: Tunnel, reachedAt: number) => Promise<void>
}

export function watchReachability<Tunnel extends Open>(deps: Deps, { tunnel, reaches, timings, lost }: Parts<Tunnel>) {
  const { clock } = deps
  let of: Tunnel | null = null
  let reachedAt: number | null = null
  let failed = 0
  let at = 0

  /** Starts over with each tunnel. */
  function current(): Tunnel | null {
    const now = tunnel()
    if (now !== of) {
      of = now
      reachedAt = null
      failed = 0
      at = clock.now() + timings.firstMs
    }
    return now
  }

  const job = deps.background.defineJob<Tunnel>({
    kind: 'relay_reach',
    network: true,
    whilePaused: true,
    next({ now }) {
      const open = current()
      if (open === null) return { due: [] }
      return now < at ? { due: [], at } : { due: [open] }
    },
    woken() {
      if (reachedAt !== null) at = 0
    },
    clockPutBack() {
      at = 0
    },
    of: () => ({ key: 'reach', client: null }),
    async run(open, signal) {
      const isReached = await reaches(open.url, signal)
      if (signal.aborted || current() !== open) return { end: 'cancelled' }
      if (isReached) {
        reachedAt = clock.now()
        failed = 0
      } else if (reachedAt !== null) {
        failed += 1
        if (failed >= timings.times) {
          await lost(open, reachedAt)
          return { end: 'done' }
        }
      }
      at = clock.now() + (failed > 0 ? timings.againMs : timings.everyMs)
      return { end: 'done' }
    },
  })
  return { look: () => job.look() }
}
