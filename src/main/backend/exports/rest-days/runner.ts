/**
 * Pauses campaigns for the days they are to rest on, and starts them again after. What it is about to do is written down
 * before; a campaign it did not pause itself is never started.
 */
import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteCampaign } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { OpenRest, RestStore } from './rest-store.ts'

const on: ReadonlySet<number> = new Set([campaignStatus.running, campaignStatus.subsequences])

/** What is to be done of a client now. */
type Due = { readonly workspaceId: WorkspaceId; readonly rests: readonly OpenRest[] }

export function createRestRunner(
  deps: Deps,
  store: RestStore,
  /** Takes what Instantly said of a campaign after a switch. */
  keep: (workspaceId: WorkspaceId, told: RemoteCampaign) => void,
) {
  const { clock, instantly } = deps
  const log = deps.log('rest days')
  let signal: AbortSignal | undefined

  const askerOf = ({ workspaceId }: OpenRest): Asker => ({
    workspaceId,
    priority: 'job',
    askedBy: 'day without mail',
    ...(signal ? { signal } : {}),
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
    if (rest.state === 'pausing' && found.status === campaignStatus.paused) return foundPaused(rest, found)
    if (!on.has(found.status)) return void move(rest, rest.state, 'left')
    if (rest.state === 'planned' && !move(rest, 'planned', 'pausing')) return
    try {
      const told = await instantly.pauseCampaign(askerOf(rest), found.id)
      if (move(rest, 'pausing', 'paused')) keep(rest.workspaceId, told)
    } catch (error) {
      // Without an answer nobody knows: it stays `pausing` and is read. All else did not happen.
      if (!(error instanceof AppError && error.code === 'OUTCOME_UNKNOWN')) move(rest, 'pausing', 'planned')
      throw error
    }
  }

  /** The campaign's row says so first: one that still seems to send would count as started by the operator. */
  function foundPaused(rest: OpenRest, found: RemoteCampaign): void {
    keep(rest.workspaceId, found)
    move(rest, 'pausing', 'paused')
  }

  /** Its day went by before it was known whether the pause arrived. */
  async function settleLatePause(rest: OpenRest): Promise<void> {
    const found = await read(rest)
    if (found?.status === campaignStatus.paused) return foundPaused(rest, found)
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
      if (move(rest, 'starting', 'kept')) keep(rest.workspaceId, told)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'OUTCOME_UNKNOWN')) move(rest, 'starting', 'paused')
      throw error
    }
  }

  const carryOn = (rest: OpenRest): Promise<void> =>
    rest.state === 'planned' || rest.state === 'pausing' ? pause(rest) : start(rest)

  /** Rests with something to do now: those that are paused wait for the end of their day. */
  function due(now: number): readonly Due[] {
    if (store.leaveStarted(now)) deps.changed('exports')
    const rests = store.begun(now).filter((rest) => rest.state !== 'paused' || rest.untilAt <= now)
    return [...Map.groupBy(rests, ({ workspaceId }) => workspaceId)].map(([workspaceId, own]) => ({
      workspaceId,
      rests: own,
    }))
  }

  async function run({ rests }: Due, until: AbortSignal): Promise<Outcome> {
    signal = until
    let problem: AppError | null = null
    let items = 0
    for (const rest of rests) {
      try {
        await carryOn(rest)
        items += 1
      } catch (error) {
        if (until.aborted) throw error
        problem = asProblem(error, log)
        log.warn('a day without mail', { rest: rest.id, state: rest.state, code: problem.code })
      }
    }
    deps.changed('exports', 'campaigns')
    return problem ? { end: 'retry', problem, counts: { items } } : { end: 'done', counts: { items } }
  }

  const job: Job<Due> = deps.background.defineJob<Due>({
    kind: 'rest_days',
    recovery: 'resume',
    network: false,
    atOnce: 1,
    regularly: { firstMs: 60_000, everyMs: 60_000 },
    next: ({ now }) => ({ due: due(now) }),
    // Others of the client must not wait for one that fails.
    of: ({ workspaceId, rests }) => ({ key: rests.map(({ id }) => id).join(), client: workspaceId }),
    run,
    places: () =>
      store.clients().map((id) => ({
        workspaceId: id as WorkspaceId,
        nextAt: store.nextAt(id),
        held: deps.online() ? null : ('offline' as const),
      })),
    runNow: () => job.wake(),
  })
}
