/** Prepares alerts for the screens. */
import type { Quieted, ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { hiddenReasonOf, type WorkspaceAlertMemory } from './alert-memory.ts'
import { type AlertWatch, listAlerts } from './alert-watch.ts'
import { causeOf } from './join-alerts.ts'

/** Returns the alert with a key and those joined with it. `hidden`: includes those currently hidden. */
export function alertsJoinedWith(
  watch: AlertWatch,
  workspaceId: WorkspaceId,
  key: string,
  hidden: boolean,
): readonly ShownAlert[] {
  const known = watch.memory.of(workspaceId)
  const alertsOf = listAlerts(watch, { workspaceId, partId: null, campaignId: null })
  const named = alertsOf.find((alert) => alert.key === key)
  if (!named) return []
  const cause = causeOf(named)
  return alertsOf.filter(
    (alert) =>
      alert === named ||
      (causeOf(alert) === cause && (hidden || hiddenReasonOf(known, alert, watch.clock.now()) === null)),
  )
}

export function listMuted(watch: AlertWatch, workspaceId: WorkspaceId): readonly Quieted[] {
  return watch.memory.of(workspaceId).mutes.map(({ subject, kind, mutedAt }): Quieted => {
    const at = new Date(mutedAt).toISOString()
    const [what = '', ...rest] = subject.split(' ')
    const value = rest.join(' ')
    const common = { workspaceId, how: 'muted', alertKind: kind, at } as const
    if (what === 'campaign') {
      const campaignId = Number(value) as CampaignId
      return { ...common, of: { kind: 'campaign', campaignId }, name: watch.campaignName.get(campaignId) ?? null }
    }
    if (what === 'mailbox') return { ...common, of: { kind: 'mailbox', email: value }, name: value }
    const partId = what === 'part' ? (Number(value) as ClientPartId) : null
    return { ...common, of: { kind: 'client', partId }, name: null }
  })
}

export const withStartDate = (alert: ShownAlert, { states }: WorkspaceAlertMemory): ShownAlert => {
  const since = states.get(alert.key)?.since
  return alert.since !== null || since === undefined ? alert : { ...alert, since: new Date(since).toISOString() }
}
