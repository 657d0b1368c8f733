/**
 * Starts or pauses many campaigns, which are stored first: if the app quits meanwhile, the rest follows after the next
 * start. What is to be paused would go on emailing, so it is paused however late that is. What is to be started is left
 * paused once an hour has passed, as when the machine slept meanwhile, because nobody expects emails to leave then.
 */
import { z } from 'zod'
import type { SwitchResult } from '#shared/contract/campaigns/campaigns.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError } from '#shared/errors.ts'
import { type CampaignId, campaignId, type WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'

const pausing: Setting<readonly CampaignId[]> = { key: 'campaigns.pausing', shape: z.array(campaignId), fallback: [] }
const starting: Setting<{ readonly ids: readonly CampaignId[]; readonly at: number }> = {
  key: 'campaigns.starting',
  shape: z.object({ ids: z.array(campaignId), at: z.number() }),
  fallback: { ids: [], at: 0 },
}
const startWithinMs = 3_600_000

/** Campaigns switched at the same time; the rate limiter applies on top of this. */
const switchLanes = 4

/** Answers after which trying again makes no sense. */
const finalCodes: ReadonlySet<string> = new Set(['API_REFUSED', 'CAMPAIGN_GONE', 'NOT_FOUND'])

/** Answers of requests that were cancelled before and after they had left. */
const cutOffCodes: ReadonlySet<string> = new Set(['CANCELLED', 'OUTCOME_UNKNOWN'])

type Left = { readonly id: CampaignId; readonly workspaceId: WorkspaceId }

/** Keeps on disk which campaigns are still to be paused, and which to be started. */
function createStoredSwitches({ store, clock }: Deps) {
  const ids = (active: boolean) => (active ? getSetting(store, 'app', starting).ids : getSetting(store, 'app', pausing))

  function put(active: boolean, next: readonly CampaignId[], at: number): void {
    if (next.length === 0) removeSetting(store, 'app', active ? starting : pausing)
    else if (active) setSetting(store, 'app', starting, { ids: next, at }, clock.now())
    else setSetting(store, 'app', pausing, next, clock.now())
  }

  return {
    ids,
    mayStart: () => ageOf(getSetting(store, 'app', starting).at, clock.now()) < startWithinMs,
    add: (active: boolean, more: readonly CampaignId[]): void =>
      put(active, [...new Set([...ids(active), ...more])], clock.now()),
    drop(active: boolean, some: readonly CampaignId[]): void {
      const known = ids(active)
      if (!known.some((id) => some.includes(id))) return
      const { at } = getSetting(store, 'app', starting)
      put(
        active,
        known.filter((id) => !some.includes(id)),
        at,
      )
    },
  }
}

/** Reports the switch as cancelled if `isWanted` says no. */
type TrySwitch = (id: CampaignId, active: boolean, isWanted?: () => boolean) => Promise<SwitchResult>

export function createManySwitches(deps: Deps, trySwitch: TrySwitch) {
  const stored = createStoredSwitches(deps)
  /** What an earlier run of the app left over. */
  const left = { true: new Set(stored.ids(true)), false: new Set(stored.ids(false)) }
  const present = deps.store.raw.prepare<[string], Left>(
    `select id, workspace_id as workspaceId from campaign
      where id in (select value from json_each(?)) and gone_at is null`,
  )
  const leftTo = (active: boolean) =>
    present.all(JSON.stringify([...left[`${active}`]])).map((one) => ({ ...one, active }))

  /** Called for campaigns that the operator switches this way after all. */
  function forgetOpposite(ids: readonly CampaignId[], active: boolean): void {
    for (const id of ids) left[`${!active}`].delete(id)
    stored.drop(!active, ids)
  }

  deps.background.defineJob<Left & { readonly active: boolean }>({
    kind: 'campaign_switches',
    whilePaused: true,
    untilReleased: true,
    network: true,
    atOnce: switchLanes,
    next: () => {
      const starts = stored.mayStart() ? leftTo(true) : []
      return { due: [...leftTo(false), ...starts.filter(({ workspaceId }) => !deps.pauses.isPaused(workspaceId))] }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    async run({ id, active }) {
      const { problem } = await trySwitch(id, active)
      if (problem && !finalCodes.has(problem.code)) throw new AppError(problem.code, problem.data)
      left[`${active}`].delete(id)
      stored.drop(active, [id])
      deps.changed('campaigns')
      return { end: 'done' }
    },
  })

  return {
    forgetOpposite,
    async run(campaignIds: readonly CampaignId[], active: boolean): Promise<readonly SwitchResult[]> {
      const ids = [...new Set(campaignIds)]
      forgetOpposite(ids, active)
      // Starting others does not renew what was given up.
      if (active && !stored.mayStart()) {
        left.true.clear()
        stored.drop(true, stored.ids(true))
      }
      stored.add(active, ids)
      const results = await mapLimit(ids, switchLanes, (id) =>
        trySwitch(id, active, () => !active || stored.mayStart()),
      )
      // Those that the end of the app cancelled stay stored.
      stored.drop(
        active,
        results.flatMap((one) => (cutOffCodes.has(one.problem?.code ?? '') ? [] : [one.campaignId])),
      )
      return results
    },
  }
}
