/** Shows each new alert once as a system notification. */
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inboxSetting, isQuiet } from '../../clients/settings/inbox-settings.ts'
import { getSetting } from '../../clients/settings/settings-store.ts'
import { hiddenReasonOf, isNewOrWorse } from './alert-memory.ts'
import { type AlertWatch, alertSettingsOf, listAlerts } from './alert-watch.ts'
import { joinByCause } from './join-alerts.ts'

/** Notifies alerts of a client, once per level. One that disappears is forgotten, and notified again if it is back. */
export function notifyAlerts(watch: AlertWatch, workspaceId: WorkspaceId): void {
  const { memory, clock, store, host, log } = watch
  const now = listAlerts(watch, { workspaceId, partId: null, campaignId: null })
  memory.settle(workspaceId, new Set(now.map(({ key }) => key)), clock.now())
  const time = new Date(clock.now())
  const quiet = isQuiet(getSetting(store, 'app', inboxSetting).quiet, time.getHours() * 60 + time.getMinutes())
  if (!alertSettingsOf(watch).notify || quiet) return
  const known = memory.of(workspaceId)
  const news = now.filter((alert) => isNewOrWorse(known, alert) && hiddenReasonOf(known, alert, clock.now()) === null)
  const notices = joinByCause(news)
  const [first] = notices
  if (!first) return
  // Recorded before it is shown: a missed notification is better than a repeated one.
  memory.markNotified(workspaceId, news, clock.now())
  host
    .notify(notices.length === 1 ? noticeOf(watch, first) : { kind: 'alerts', count: notices.length, route: '/home' })
    .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
}

function noticeOf(watch: AlertWatch, { kind, about, workspaceId }: ShownAlert) {
  if (about.kind === 'campaign')
    return { kind: 'alert', alert: kind, subject: about.name, route: `/campaigns/${about.campaignId}` } as const
  if (about.kind === 'mailbox') {
    const subject = about.emails.length > 1 ? about.domain : about.email
    return { kind: 'alert', alert: kind, subject, route: accountPath(workspaceId, about.email) } as const
  }
  const route = about.kind === 'asked' ? '/opted-out' : '/home'
  return { kind: 'alert', alert: kind, subject: watch.clientName(workspaceId), route } as const
}
