import { z } from 'zod'
import {
  type AlertSettings,
  alertSettings,
  type alerts,
  type Quieted,
  type ShownAlert,
} from '#shared/contract/insights/alerts.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { type AlertKind, alertKinds, judge, usualRules } from '#shared/domain/insights/alerts/judge.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { inboxSetting, isQuiet } from '../../clients/settings/inbox-settings.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { countsOf, createLabelCounts } from '../../events/lead-labels/label-counts.ts'
import type { AccountFacts } from '../accounts/account-facts.ts'
import { createAlertFacts, type FactsOfCampaign, type Scope } from './facts.ts'
import { createAlertMemory, isNews, type MemoryOf, quietedBy, rankOf, subjectOf } from './memory.ts'
import { asOne, causeOf } from './same-cause.ts'
import { createStandingAlerts } from './standing.ts'
import { createTargets } from './targets.ts'

/** Kinds there were before any was added: who chose among them had no say in the later ones, which are on. */
const firstKinds: readonly AlertKind[] = ['bounce', 'stopped', 'stalled', 'reply_drop', 'finished']
type Stored = AlertSettings & { readonly knows: readonly AlertKind[] }
const rules: Setting<Stored> = {
  key: 'alerts',
  shape: alertSettings.and(z.object({ knows: z.array(z.enum(alertKinds)).default([...firstKinds]) })),
  fallback: { ...usualRules, kinds: [...alertKinds], notify: true, knows: alertKinds },
}

/** What campaigns cost over days, where that is known: cents and currency, by campaign. Days since 1970, both included. */
export type CostPort = (
  campaignId: CampaignId,
  days: { readonly from: number; readonly to: number },
) => { readonly cents: number; readonly currency: string } | null

/**
 * Alerts on campaigns' figures, mailboxes and contacts left. They are judged anew each time they are asked for: what is
 * true no more is no alert.
 */
export function createAlerts(
  deps: Deps,
  { costs, accounts }: { readonly costs: CostPort; readonly accounts: AccountFacts },
) {
  const { store, clock, host } = deps
  const log = deps.log('alerts')
  const factsOf = createAlertFacts(store)
  const standing = createStandingAlerts(store, clock.now, accounts)
  const memory = createAlertMemory(store)
  const targets = createTargets(deps)
  const labels = createLabelCounts(store)

  function settings(): AlertSettings {
    const { knows, ...kept } = getSetting(store, 'app', rules)
    return { ...kept, kinds: alertKinds.filter((kind) => kept.kinds.includes(kind) || !knows.includes(kind)) }
  }

  /** All there are of a scope, the worst first, quieted ones included. */
  function all(scope: Scope): readonly ShownAlert[] {
    const wanted = settings()
    const { periodDays, minPeople } = targets.basis()
    const targetsOf = targets.teller()
    const labelled = labelTeller()
    const ofCampaign = (one: FactsOfCampaign): readonly ShownAlert[] => {
      const own = targetsOf(one.workspaceId, one.partId)
      const cost = own.costPerReplyCents === null ? null : costs(one.campaignId, one.days)
      const interested = own.interested === null ? null : labelled(one)
      const facts = { ...one.facts, period: { ...one.facts.period, interested, costCents: cost?.cents ?? null } }
      return judge(facts, wanted, { targets: own, minPeople }).map(
        (alert): ShownAlert => ({
          ...alert,
          key: `${one.campaignId} ${alert.kind}`,
          workspaceId: one.workspaceId,
          partId: one.partId,
          about: { kind: 'campaign', campaignId: one.campaignId, name: one.campaignName },
          since: null,
          readAt: one.readAt,
          periodDays: overPeriod.has(alert.kind) ? periodDays : null,
          currency: alert.kind === 'target_cost' ? (cost?.currency ?? null) : null,
        }),
      )
    }
    const ofClient = scope.campaignId === null ? standing(scope) : mailboxesOf(scope.campaignId)
    return [
      ...factsOf(scope, { periodDays, withPeriod: targets.any() }).flatMap(ofCampaign),
      ...ofClient.filter(({ kind }) => wanted.kinds.includes(kind)),
    ].toSorted((a, b) => rankOf[b.level] - rankOf[a.level] || (b.share ?? 0) - (a.share ?? 0))
  }

  /** Tells how many people of a campaign became interested in its days; null while a client's labels are not all here. */
  function labelTeller(): (one: FactsOfCampaign) => number | null {
    const known = new Map<WorkspaceId, boolean>()
    return ({ campaignId, workspaceId, days }) => {
      const isKnown = known.get(workspaceId) ?? labels.read(workspaceId).known
      known.set(workspaceId, isKnown)
      return isKnown ? countsOf(labels.leadsOf(campaignId), days).interested : null
    }
  }

  const workspaceOf = store.raw.prepare<[number], WorkspaceId>('select workspace_id from campaign where id = ?').pluck()
  /** Failing mailboxes a campaign sends with. */
  function mailboxesOf(campaignId: CampaignId): readonly ShownAlert[] {
    const workspaceId = workspaceOf.get(campaignId)
    if (workspaceId === undefined) return []
    return standing({ workspaceId, partId: null }).filter(
      ({ about }) => about.kind === 'mailbox' && about.campaigns.some(({ id }) => id === campaignId),
    )
  }

  /** Reads what is remembered of each workspace once. */
  function rememberer(): (workspaceId: WorkspaceId) => MemoryOf {
    const known = new Map<WorkspaceId, MemoryOf>()
    return (workspaceId) => {
      const of = known.get(workspaceId) ?? memory.of(workspaceId)
      known.set(workspaceId, of)
      return of
    }
  }

  const dated = (alert: ShownAlert, { states }: MemoryOf): ShownAlert => {
    const since = states.get(alert.key)?.since
    return alert.since !== null || since === undefined ? alert : { ...alert, since: new Date(since).toISOString() }
  }

  /** Alerts of one client, each once for every level it reaches. What is no longer so is forgotten, and told if it comes back. */
  function tell(workspaceId: WorkspaceId): void {
    const now = all({ workspaceId, partId: null, campaignId: null })
    memory.settle(workspaceId, new Set(now.map(({ key }) => key)), clock.now())
    const time = new Date(clock.now())
    const quiet = isQuiet(getSetting(store, 'app', inboxSetting).quiet, time.getHours() * 60 + time.getMinutes())
    if (!settings().notify || quiet) return
    const known = memory.of(workspaceId)
    const news = now.filter((alert) => isNews(known, alert) && quietedBy(known, alert, clock.now()) === null)
    const notices = asOne(news)
    const [first] = notices
    if (!first) return
    // Before it is shown: rather never than again and again.
    memory.told(workspaceId, news, clock.now())
    host
      .notify(notices.length === 1 ? noticeOf(first) : { kind: 'alerts', count: notices.length, route: '/home' })
      .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }

  const clientName = store.raw.prepare<[number], string>('select name from workspace where id = ?').pluck()
  function noticeOf({ kind, about, workspaceId }: ShownAlert) {
    if (about.kind === 'campaign')
      return { kind: 'alert', alert: kind, subject: about.name, route: `/campaigns/${about.campaignId}` } as const
    if (about.kind === 'mailbox') {
      const subject = about.emails.length > 1 ? about.domain : about.email
      return { kind: 'alert', alert: kind, subject, route: accountPath(workspaceId, about.email) } as const
    }
    const route = about.kind === 'asked' ? '/opted-out' : '/home'
    return { kind: 'alert', alert: kind, subject: clientName.get(workspaceId) ?? '', route } as const
  }

  const campaignName = store.raw.prepare<[number], string>('select name from campaign where id = ?').pluck()
  function mutedOf(workspaceId: WorkspaceId): readonly Quieted[] {
    return memory.of(workspaceId).mutes.map(({ subject, kind, mutedAt }): Quieted => {
      const at = new Date(mutedAt).toISOString()
      const [what = '', ...rest] = subject.split(' ')
      const value = rest.join(' ')
      const common = { workspaceId, how: 'muted', alertKind: kind, at } as const
      if (what === 'campaign') {
        const campaignId = Number(value) as CampaignId
        return { ...common, of: { kind: 'campaign', campaignId }, name: campaignName.get(campaignId) ?? null }
      }
      if (what === 'mailbox') return { ...common, of: { kind: 'mailbox', email: value }, name: value }
      const partId = what === 'part' ? (Number(value) as ClientPartId) : null
      return { ...common, of: { kind: 'client', partId }, name: null }
    })
  }

  /** The alert of a key with those shown as one with it. `hidden`: those that are not shown now too. */
  function shownTogether(workspaceId: WorkspaceId, key: string, hidden: boolean): readonly ShownAlert[] {
    const known = memory.of(workspaceId)
    const alertsOf = all({ workspaceId, partId: null, campaignId: null })
    const named = alertsOf.find((alert) => alert.key === key)
    if (!named) return []
    const cause = causeOf(named)
    return alertsOf.filter(
      (alert) =>
        alert === named || (causeOf(alert) === cause && (hidden || quietedBy(known, alert, clock.now()) === null)),
    )
  }

  const inUse = store.raw
    .prepare<[], WorkspaceId>('select id from workspace where archived_at is null order by id')
    .pluck()

  const routes: Handlers<typeof alerts> = {
    'alerts.list': (scope) => {
      const of = rememberer()
      return asOne(
        all(scope)
          .filter((alert) => quietedBy(of(alert.workspaceId), alert, clock.now()) === null)
          .map((alert) => dated(alert, of(alert.workspaceId))),
      )
    },
    'alerts.dismiss': ({ workspaceId, key }) => {
      for (const alert of shownTogether(workspaceId, key, false)) memory.putAside(alert, clock.now())
      return null
    },
    'alerts.snooze': ({ workspaceId, key, until }) => {
      for (const alert of shownTogether(workspaceId, key, until === null))
        memory.snooze(alert, until === null ? null : Date.parse(until), clock.now())
      return null
    },
    'alerts.mute': ({ workspaceId, alertKind, of, muted }) => {
      if (of.kind === 'campaign' && workspaceOf.get(of.campaignId) !== workspaceId)
        throw new AppError('NOT_FOUND', { what: 'campaign' })
      memory.mute(workspaceId, subjectOf(of), alertKind, muted, clock.now())
      return null
    },
    'alerts.quieted': (client) => {
      const of = rememberer()
      const alertsOf = all({ ...client, campaignId: null })
      const hidden = alertsOf.flatMap((alert): Quieted[] => {
        const { workspaceId, key } = alert
        const how = quietedBy(of(workspaceId), alert, clock.now())
        const until = of(workspaceId).states.get(key)?.snoozedUntil ?? null
        if (how === 'aside') return [{ workspaceId, how, key, alert }]
        if (how === 'snoozed' && until !== null)
          return [{ workspaceId, how, key, alert, until: new Date(until).toISOString() }]
        return []
      })
      const workspaces = client.workspaceId === null ? inUse.all() : [client.workspaceId]
      return [...hidden, ...workspaces.flatMap(mutedOf)]
    },
    'alerts.settings': settings,
    'alerts.saveSettings': (next) => {
      setSetting(store, 'app', rules, { ...next, knows: alertKinds }, clock.now())
      return next
    },
    'alerts.targets': () => targets.settings(),
    'alerts.saveTargets': (next) => {
      targets.saveForAll(next)
      return null
    },
    'alerts.saveClientTargets': ({ workspaceId, partId, targets: wanted }) => {
      targets.saveForClient(workspaceId, partId, wanted)
      return null
    },
  }
  return {
    routes,
    tell,
    /** All alerts of a client as things stand, those put aside included. */
    of: (workspaceId: WorkspaceId) => all({ workspaceId, partId: null, campaignId: null }),
    /** Shares of bounces from which on it is told. */
    limits: (): Pick<AlertSettings, 'bounceAmber' | 'bounceRed'> => getSetting(store, 'app', rules),
  }
}

const overPeriod: ReadonlySet<AlertKind> = new Set(['target_reply', 'target_interested', 'target_open', 'target_cost'])
