import type { AlertSettings, alerts, Quieted } from '#shared/contract/insights/alerts.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { alertKinds } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { AccountFacts } from '../accounts/account-facts.ts'
import { hiddenReasonOf, muteSubjectOf } from './alert-memory.ts'
import { alertSettingsOf, alertsSetting, createAlertWatch, createMemoryLookup, listAlerts } from './alert-watch.ts'
import { joinByCause } from './join-alerts.ts'
import { notifyAlerts } from './notify-alerts.ts'
import { alertsJoinedWith, listMuted, withStartDate } from './shown-alerts.ts'

/** Returns costs of a campaign over days, if known: cents and currency. Days since 1970, both inclusive. */
export type CostPort = (
  campaignId: CampaignId,
  days: { readonly from: number; readonly to: number },
) => { readonly cents: number; readonly currency: string } | null

/**
 * Creates alerts on campaigns' figures, accounts and remaining contacts. They are computed on each request, so an alert
 * disappears once its cause is gone.
 */
export function createAlerts(
  deps: Deps,
  { costs, accounts }: { readonly costs: CostPort; readonly accounts: AccountFacts },
) {
  const watch = createAlertWatch(deps, costs, accounts)
  const { store, clock, memory, workspaceOf, targets } = watch

  const inUse = store.raw
    .prepare<[], WorkspaceId>('select id from workspace where archived_at is null order by id')
    .pluck()

  const routes: Handlers<typeof alerts> = {
    'alerts.list': (scope) => {
      const of = createMemoryLookup(watch)
      return joinByCause(
        listAlerts(watch, scope)
          .filter((alert) => hiddenReasonOf(of(alert.workspaceId), alert, clock.now()) === null)
          .map((alert) => withStartDate(alert, of(alert.workspaceId))),
      )
    },
    'alerts.dismiss': ({ workspaceId, key }) => {
      for (const alert of alertsJoinedWith(watch, workspaceId, key, false)) memory.putAside(alert, clock.now())
    },
    'alerts.snooze': ({ workspaceId, key, until }) => {
      for (const alert of alertsJoinedWith(watch, workspaceId, key, until === null))
        memory.snooze(alert, until === null ? null : Date.parse(until), clock.now())
    },
    'alerts.mute': ({ workspaceId, alertKind, of, muted }) => {
      if (of.kind === 'campaign' && workspaceOf.get(of.campaignId) !== workspaceId)
        throw new AppError('NOT_FOUND', { what: 'campaign' })
      memory.mute(workspaceId, muteSubjectOf(of), alertKind, muted, clock.now())
    },
    'alerts.quieted': (client) => {
      const of = createMemoryLookup(watch)
      const alertsOf = listAlerts(watch, { ...client, campaignId: null })
      const hidden = alertsOf.flatMap((alert): Quieted[] => {
        const { workspaceId, key } = alert
        const how = hiddenReasonOf(of(workspaceId), alert, clock.now())
        const until = of(workspaceId).states.get(key)?.snoozedUntil ?? null
        if (how === 'aside') return [{ workspaceId, how, key, alert }]
        if (how === 'snoozed' && until !== null)
          return [{ workspaceId, how, key, alert, until: new Date(until).toISOString() }]
        return []
      })
      const workspaces = client.workspaceId === null ? inUse.all() : [client.workspaceId]
      return [...hidden, ...workspaces.flatMap((workspaceId: WorkspaceId) => listMuted(watch, workspaceId))]
    },
    'alerts.settings': () => alertSettingsOf(watch),
    'alerts.saveSettings': (next) => {
      setSetting(store, 'app', alertsSetting, { ...next, knows: alertKinds }, clock.now())
      return next
    },
    'alerts.targets': () => targets.settings(),
    'alerts.saveTargets': (next) => targets.saveForAll(next),
    'alerts.saveClientTargets': ({ workspaceId, partId, targets: wanted }) =>
      targets.saveForClient(workspaceId, partId, wanted),
  }
  return {
    routes,
    tell: (workspaceId: WorkspaceId) => notifyAlerts(watch, workspaceId),
    /** Returns all current alerts of a client, including dismissed ones. */
    of: (workspaceId: WorkspaceId) => listAlerts(watch, { workspaceId, partId: null, campaignId: null }),
    /** Bounce rates from which alerts are raised. */
    limits: (): Pick<AlertSettings, 'bounceAmber' | 'bounceRed'> => getSetting(store, 'app', alertsSetting),
  }
}
