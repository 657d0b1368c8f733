/**
 * Pauses campaigns for the days they are to rest on, and starts them again after. What it is about to do is written down
 * before; a campaign it did not pause itself is never started.
 */
import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteCampaign } from '../../core/instantly/types.ts'
import type { OpenRest, RestStore } from './rest-store.ts'

export type RestTimings = {
  /** From one look at the clock to the next; null looks only when poked. */
  readonly lookEveryMs: number | null
}
export const restTimings: RestTimings = { lookEveryMs: 60_000 }

const longestRetryMs = 30 * 60_000
const on: ReadonlySet<number> = new Set([campaignStatus.running, campaignStatus.subsequences])

type Tried = { readonly at: number; readonly failures: number }

export function createRestRunner(
  deps: Deps,
  store: RestStore,
  options: {
    /** What Instantly said of a campaign after a switch. */
    readonly keep: (workspaceId: WorkspaceId, told: RemoteCampaign) => void
    readonly timings: RestTimings
  },
) {
  const { clock, instantly } = deps
  const log = deps.log('rest days')
  const abort = new AbortController()
  const tried = new Map<number, Tried>()
  let running: Promise<void> | null = null
  let lookAgain = false

  const askerOf = ({ workspaceId }: OpenRest): Asker => ({
    workspaceId,
    priority: 'job',
    askedBy: 'day without mail',
    signal: abort.signal,
  })
  const move = (rest: OpenRest, was: OpenRest['state'], state: OpenRest['state']) =>
    store.move(rest, was, state, clock.now())

  async function read(rest: OpenRest): Promise<RemoteCampaign | null> {
    if (rest.campaignId === null) return null
    try {
      return await instantly.campaign(askerOf(rest), rest.campaignId)
    } catch (error) {
      if (error instanceof AppError && error.code === 'CAMPAIGN_NOT_FOUND') return null
      throw error
    }
  }

  /** Before its day is over: pauses a campaign that sends. Throws what Instantly answered. */
  async function pause(rest: OpenRest): Promise<void> {
    if (clock.now() >= rest.untilAt) {
      if (rest.state === 'planned') {
        move(rest, 'planned', 'missed')
        throw new AppError('REST_MISSED', { campaign: rest.campaignName, date: rest.date })
      }
      await settleLatePause(rest)
      return
    }
    const found = await read(rest)
    if (found === null) return void move(rest, rest.state, 'left')
    if (rest.state === 'pausing' && found.status === campaignStatus.paused) return void move(rest, 'pausing', 'paused')
    if (!on.has(found.status)) return void move(rest, rest.state, 'left')
    if (rest.state === 'planned' && !move(rest, 'planned', 'pausing')) return
    try {
      const told = await instantly.pauseCampaign(askerOf(rest), found.id)
      if (move(rest, 'pausing', 'paused')) options.keep(rest.workspaceId, told)
    } catch (error) {
      // Without an answer nobody knows: it stays `pausing` and is read. All else did not happen.
      if (!(error instanceof AppError && error.code === 'OUTCOME_UNKNOWN')) move(rest, 'pausing', 'planned')
      throw error
    }
  }

  /** Its day went by before it was known whether the pause arrived. */
  async function settleLatePause(rest: OpenRest): Promise<void> {
    const found = await read(rest)
    if (found?.status === campaignStatus.paused) return void move(rest, 'pausing', 'paused')
    move(rest, 'pausing', found === null || !on.has(found.status) ? 'left' : 'missed')
    if (found && on.has(found.status)) {
      throw new AppError('REST_MISSED', { campaign: rest.campaignName, date: rest.date })
    }
  }

  /** After its day: starts what is still paused. Throws what Instantly answered. */
  async function start(rest: OpenRest): Promise<void> {
    if (rest.state === 'paused' && store.handOn(rest, clock.now())) return
    const found = await read(rest)
    if (found && on.has(found.status)) return void move(rest, rest.state, 'kept')
    if (found?.status !== campaignStatus.paused) return void move(rest, rest.state, 'left')
    if (rest.state === 'paused' && !move(rest, 'paused', 'starting')) return
    try {
      const told = await instantly.activateCampaign(askerOf(rest), found.id)
      if (move(rest, 'starting', 'kept')) options.keep(rest.workspaceId, told)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'OUTCOME_UNKNOWN')) move(rest, 'starting', 'paused')
      throw error
    }
  }

  const carryOn = (rest: OpenRest): Promise<void> =>
    rest.state === 'planned' || rest.state === 'pausing' ? pause(rest) : start(rest)

  /** Rests with something to do now: those that are paused wait for the end of their day. */
  const due = (now: number) =>
    store
      .begun(now)
      .filter((rest) => rest.state !== 'paused' || rest.untilAt <= now)
      .filter((rest) => (tried.get(rest.id)?.at ?? 0) <= now)

  async function look(): Promise<void> {
    if (store.leaveStarted(clock.now())) deps.changed('exports')
    const clients = new Set(due(clock.now()).map(({ workspaceId }) => workspaceId))
    for (const workspaceId of clients) {
      const job = deps.jobs.begin('rest_days', workspaceId)
      let failed: unknown = null
      let items = 0
      for (const rest of due(clock.now()).filter((one) => one.workspaceId === workspaceId)) {
        if (abort.signal.aborted) return job.cut()
        try {
          await carryOn(rest)
          tried.delete(rest.id)
          items += 1
        } catch (error) {
          if (abort.signal.aborted) return job.cut()
          failed = error
          const failures = (tried.get(rest.id)?.failures ?? 0) + 1
          tried.set(rest.id, { failures, at: clock.now() + Math.min(longestRetryMs, 60_000 * 2 ** (failures - 1)) })
          log.warn('a day without mail', { rest: rest.id, state: rest.state, error: String(error) })
        }
      }
      if (failed === null) job.done({ items })
      else job.failed(failed, { items })
      deps.changed('exports', 'campaigns')
    }
  }

  function poke(): Promise<void> {
    if (running) {
      lookAgain = true
      return running
    }
    const run = async () => {
      do {
        lookAgain = false
        await look()
      } while (lookAgain && !abort.signal.aborted)
    }
    running = run()
      .catch((error: unknown) => log.error('days without mail not looked at', { error: String(error) }))
      .finally(() => {
        running = null
      })
    return running
  }

  async function watch(everyMs: number): Promise<void> {
    while (!abort.signal.aborted) {
      await poke()
      await clock.sleep(everyMs, abort.signal)
    }
  }

  return {
    start(): void {
      if (options.timings.lookEveryMs !== null) watch(options.timings.lookEveryMs).catch(() => undefined)
    },
    /** Looks at once, also at what failed before. */
    now(): Promise<void> {
      tried.clear()
      return poke()
    },
    async stop(): Promise<void> {
      abort.abort()
      await running
    },
  }
}
