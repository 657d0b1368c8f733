/**
 * Starts or pauses many campaigns. Those to be paused are stored first: if the app quits meanwhile, the rest is paused
 * after the next start, as it would go on emailing. Starting is not resumed, because what stays paused emails nobody.
 */
import { z } from 'zod'
import type { SwitchResult } from '#shared/contract/campaigns/campaigns.ts'
import { AppError } from '#shared/errors.ts'
import { type CampaignId, campaignId, type WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'

const pausing: Setting<readonly CampaignId[]> = { key: 'campaigns.pausing', shape: z.array(campaignId), fallback: [] }

/** Campaigns switched at the same time; the rate limiter applies on top of this. */
const switchLanes = 4

/** Answers after which trying again makes no sense. */
const finalCodes: ReadonlySet<string> = new Set(['API_REFUSED', 'CAMPAIGN_GONE', 'NOT_FOUND'])

/** Answers of requests that were cancelled before and after they had left. */
const cutOffCodes: ReadonlySet<string> = new Set(['CANCELLED', 'OUTCOME_UNKNOWN'])

type Left = { readonly id: CampaignId; readonly workspaceId: WorkspaceId }

export function createManySwitches(deps: Deps, trySwitch: (id: CampaignId, active: boolean) => Promise<SwitchResult>) {
  const { store, clock } = deps
  const stored = () => getSetting(store, 'app', pausing)
  const left = new Set(stored())
  const present = store.raw.prepare<[string], Left>(
    `select id, workspace_id as workspaceId from campaign
      where id in (select value from json_each(?)) and gone_at is null`,
  )

  function put(ids: readonly CampaignId[]): void {
    if (ids.length > 0) setSetting(store, 'app', pausing, ids, clock.now())
    else removeSetting(store, 'app', pausing)
  }

  /** Called for campaigns that are paused, or that the operator starts after all. */
  function forget(ids: readonly CampaignId[]): void {
    const known = stored()
    if (known.length === 0) return
    for (const id of ids) left.delete(id)
    put(known.filter((id) => !ids.includes(id)))
  }

  deps.background.defineJob<Left>({
    kind: 'campaign_pauses',
    whilePaused: true,
    untilReleased: true,
    network: true,
    atOnce: switchLanes,
    next: () => ({ due: present.all(JSON.stringify([...left])) }),
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    async run({ id }) {
      const { problem } = await trySwitch(id, false)
      if (problem && !finalCodes.has(problem.code)) throw new AppError(problem.code, problem.data)
      forget([id])
      deps.changed('campaigns')
      return { end: 'done' }
    },
  })

  return {
    forget,
    async run(campaignIds: readonly CampaignId[], active: boolean): Promise<readonly SwitchResult[]> {
      const ids = [...new Set(campaignIds)]
      if (active) forget(ids)
      else put([...new Set([...stored(), ...ids])])
      const results = await mapLimit(ids, switchLanes, (id) => trySwitch(id, active))
      // Those that the end of the app cancelled stay stored.
      if (!active) forget(results.flatMap((one) => (cutOffCodes.has(one.problem?.code ?? '') ? [] : [one.campaignId])))
      return results
    },
  }
}
