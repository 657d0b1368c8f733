/**
 * Pauses campaigns on their blackout dates and starts them again afterwards. Each request is stored before it is made,
 * and a campaign that Sendoff did not pause is never started.
 */
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { BlackoutStore, OpenBlackout } from './blackout-store.ts'
import { createBlackoutPauses } from './pause-campaigns.ts'

/** The blackout dates of one client that need something done now. */
type Due = { readonly workspaceId: WorkspaceId; readonly days: readonly OpenBlackout[] }

export function createBlackoutRunner(
  deps: Deps,
  store: BlackoutStore,
  /** Stores the campaign as Instantly returned it after a switch. */
  keep: (workspaceId: WorkspaceId, campaign: RemoteCampaign) => void,
) {
  const log = deps.log('blackout dates')
  let signal: AbortSignal | undefined

  const requestContextOf = ({ workspaceId }: OpenBlackout): RequestContext => ({
    workspaceId,
    priority: 'job',
    requestedBy: 'blackout date',
    ...(signal ? { signal } : {}),
  })
  const carryOn = createBlackoutPauses({ deps, store, keep, requestContextOf })

  /** By Instantly's clock as last known, because this computer's may be wrong. */
  function due(now: number): readonly Due[] {
    if (store.leaveStarted(now)) deps.changed('exports')
    return store
      .clients()
      .map((id) => ({ workspaceId: id, days: store.due(id, deps.instantly.now(id)) }))
      .filter(({ days }) => days.length > 0)
  }

  async function run({ days }: Due, until: AbortSignal): Promise<RunOutcome> {
    signal = until
    let problem: AppError | null = null
    let items = 0
    for (const day of days) {
      try {
        await carryOn(day)
        items += 1
      } catch (error) {
        if (until.aborted) throw error
        problem = asProblem(error, log)
        log.warn('a blackout date', { day: day.id, state: day.state, code: problem.code })
      }
    }
    deps.changed('exports', 'campaigns')
    return problem ? { end: 'retry', problem, counts: { items } } : { end: 'done', counts: { items } }
  }

  const job: Job<Due> = deps.background.defineJob<Due>({
    kind: 'blackout_dates',
    network: false,
    regularly: { firstMs: 60_000, everyMs: 60_000 },
    next: ({ now }) => ({ due: due(now) }),
    // One failing campaign must not delay the client's others.
    of: ({ workspaceId, days }) => ({ key: days.map(({ id }) => id).join(), client: workspaceId }),
    run,
    places: () =>
      store.clients().map((id) => ({
        workspaceId: id,
        nextAt: store.nextAt(id),
        held: deps.online() ? null : ('offline' as const),
      })),
    runNow: () => job.wake(),
  })
}
