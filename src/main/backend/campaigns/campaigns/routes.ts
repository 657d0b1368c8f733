import {
  type CampaignSettings,
  campaignSettings,
  type campaigns,
  type SwitchResult,
} from '#shared/contract/campaigns/campaigns.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import { createCampaignStore } from './campaign-store.ts'
import { createCampaignPoller } from './poller.ts'
import { type CampaignQueries, createCampaignQueries, toSendingReason } from './queries.ts'
import { createCampaignReader } from './read-campaigns.ts'
import { setCampaignActive } from './set-active.ts'
import { createManySwitches } from './switch-many.ts'

/** Shared by all clients. */
const campaignsSetting: Setting<CampaignSettings> = {
  key: 'campaigns',
  shape: campaignSettings,
  fallback: { everyMinutes: 60 },
}

/** Creates the campaigns of all clients: reading, showing and switching. `poller` keeps them up to date. */
export function createCampaigns(
  deps: Deps,
  options: {
    /** Called with campaigns listed by Instantly and their names. */
    readonly listed: (
      workspaceId: WorkspaceId,
      named: readonly { readonly id: string; readonly name: string }[],
    ) => void
    /** Called when all figures of a client are up to date. */
    readonly read: (workspaceId: WorkspaceId) => Promise<void>
    /** Called when the operator started or paused a campaign. */
    readonly switched?: (workspaceId: WorkspaceId, remoteId: string) => void
  },
) {
  const { store, clock, instantly } = deps
  const rows = createCampaignStore(store)
  const queries = createCampaignQueries(store)
  const reader = createCampaignReader(deps, rows, options.listed)
  const poller = createCampaignPoller(deps, reader, {
    everyMs: () => getSetting(store, 'app', campaignsSetting).everyMinutes * 60_000,
    read: options.read,
  })
  const switchParts = { deps, campaigns: rows, queries }
  const { switchByHand, trySwitch } = createCampaignSwitcher(queries, switchParts, options)
  const many = createManySwitches(deps, trySwitch)

  /** Reads days and steps of one campaign again. Throws SYNC_FAILED. */
  async function retry(campaignId: CampaignId): Promise<void> {
    const { workspaceId } = queries.row(campaignId)
    const failed = await reader.readOne({ workspaceId, priority: 'click', requestedBy: 'campaigns' }, campaignId)
    deps.changed('campaigns')
    if (failed) throw new AppError('SYNC_FAILED', { ...failed.data, reason: failed.code }, { cause: failed })
  }

  const routes: Handlers<typeof campaigns> = {
    'campaigns.list': (asked) => queries.list(asked),
    'campaigns.find': ({ workspaceId, remoteId }) => queries.find(workspaceId, remoteId),
    'campaigns.detail': ({ campaignId }) => queries.detail(campaignId),
    'campaigns.figures': ({ campaignId }) => queries.figures(campaignId),
    async 'campaigns.askSending'({ campaignId }) {
      const { workspaceId, remoteId, state } = queries.row(campaignId)
      if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
      const at = clock.now()
      const status = await instantly.sendingStatus(
        { workspaceId, priority: 'click', requestedBy: 'campaigns' },
        remoteId,
      )
      rows.putSending(campaignId, status, at)
      return toSendingReason(status, at)
    },
    async 'campaigns.setActive'({ campaignId, active }) {
      many.forgetOpposite([campaignId], active)
      try {
        await switchByHand(campaignId, active)
      } catch (error) {
        // Data read before the failure is shown.
        deps.changed('campaigns')
        throw error
      }
      return queries.row(campaignId)
    },
    'campaigns.setManyActive': ({ campaignIds, active }) => many.run(campaignIds, active),
    'campaigns.readNow': ({ workspaceId }) => poller.now(workspaceId),
    async 'campaigns.retry'({ campaignId }) {
      await retry(campaignId)
      return queries.row(campaignId)
    },
    'campaigns.health': () => poller.health(),
    'campaigns.settings': () => getSetting(store, 'app', campaignsSetting),
    'campaigns.saveSettings': (next) => {
      setSetting(store, 'app', campaignsSetting, next, clock.now())
      poller.replan()
      return next
    },
  }
  return {
    routes,
    poller,
    retry,
    /** Stores one campaign as received from Instantly, requested at `askedAt`; in the caller's transaction. */
    note: (workspaceId: WorkspaceId, remote: RemoteCampaign, askedAt: number): void => {
      reader.takeIn(workspaceId, [remote], askedAt)
      deps.changed('campaigns')
    },
    /** Called when Instantly reports that a campaign no longer exists. */
    gone: (workspaceId: WorkspaceId, remoteId: string): void => {
      const id = rows.find(workspaceId, remoteId)
      if (id !== null && rows.gone(id, clock.now())) deps.changed('campaigns', 'exports')
    },
    /** For features that change campaigns. */
    store: rows,
    queries,
    /** Reads totals, days and steps of one campaign again. Throws Instantly's error. */
    async readFigures(requestContext: RequestContext, id: CampaignId): Promise<void> {
      const at = clock.now()
      rows.storeTotals(requestContext.workspaceId, await instantly.campaignTotals(requestContext), at)
      const failed = await reader.readOne(requestContext, id)
      if (failed) throw failed
    },
  }
}

/** Switches campaigns and notifies features that follow them. */
function createCampaignSwitcher(
  queries: CampaignQueries,
  switchParts: Parameters<typeof setCampaignActive>[0],
  options: { readonly switched?: (workspaceId: WorkspaceId, remoteId: string) => void },
) {
  async function switchByHand(id: CampaignId, active: boolean): Promise<void> {
    const { workspaceId, remoteId } = queries.row(id)
    await setCampaignActive(switchParts, id, active)
    options.switched?.(workspaceId, remoteId)
  }

  async function trySwitch(campaignId: CampaignId, active: boolean, isWanted?: () => boolean): Promise<SwitchResult> {
    let name = ''
    try {
      name = queries.row(campaignId).name
      if (isWanted?.() === false) throw new AppError('CANCELLED')
      await switchByHand(campaignId, active)
      return { campaignId, name, problem: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { campaignId, name, problem: { code: error.code, data: error.data } }
    }
  }
  return { switchByHand, trySwitch }
}
