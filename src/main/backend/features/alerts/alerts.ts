import { z } from 'zod'
import { type AlertSettings, alertSettings, type alerts, type CampaignAlert } from '#shared/contract/alerts.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { type AlertLevel, alertKinds, judge, usualRules } from '#shared/domain/alerts/judge.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { inboxSetting, isQuiet } from '../inbox/inbox-settings.ts'
import { getSetting, type Setting, setSetting } from '../settings/settings-store.ts'
import { createAlertFacts, rankOf, type Scope } from './facts.ts'

const rules: Setting<AlertSettings> = {
  key: 'alerts',
  shape: alertSettings,
  fallback: { ...usualRules, kinds: [...alertKinds], notify: true },
}

const levels = z.record(z.string(), z.enum(['info', 'amber', 'red']))
/** By campaign and kind, the level at which an alert was put aside, or told on the desktop. */
const aside: Setting<Readonly<Record<string, AlertLevel>>> = { key: 'alertsAside', shape: levels, fallback: {} }
const told: Setting<Readonly<Record<string, AlertLevel>>> = { key: 'alertsTold', shape: levels, fallback: {} }

const keyOf = ({ campaignId, kind }: Pick<CampaignAlert, 'campaignId' | 'kind'>) => `${campaignId} ${kind}`

/** Alerts on campaigns' figures. They are judged anew each time they are asked for: what is true no more is no alert. */
export function createAlerts(deps: Deps) {
  const { store, clock, host } = deps
  const log = deps.log('alerts')
  const factsOf = createAlertFacts(store)

  function all(scope: Scope): readonly CampaignAlert[] {
    const settings = getSetting(store, 'app', rules)
    return factsOf(scope)
      .flatMap(({ facts, ...of }) => judge(facts, settings).map((alert): CampaignAlert => ({ ...alert, ...of })))
      .toSorted((a, b) => rankOf[b.level] - rankOf[a.level] || (b.share ?? 0) - (a.share ?? 0))
  }

  const isNews = (known: Readonly<Record<string, AlertLevel>>) => (alert: CampaignAlert) => {
    const before = known[keyOf(alert)]
    return before === undefined || rankOf[alert.level] > rankOf[before]
  }

  /** Alerts of one client, each once for every level it reaches. What is no longer so is forgotten, and told if it comes back. */
  function tell(workspaceId: WorkspaceId): void {
    const now = all({ workspaceId, campaignId: null })
    const keys = new Set(now.map(keyOf))
    for (const memory of [aside, told]) {
      const known = getSetting(store, workspaceId, memory)
      const kept = Object.fromEntries(Object.entries(known).filter(([key]) => keys.has(key)))
      if (Object.keys(kept).length < Object.keys(known).length)
        setSetting(store, workspaceId, memory, kept, clock.now())
    }
    const { notify } = getSetting(store, 'app', rules)
    const time = new Date(clock.now())
    const quiet = isQuiet(getSetting(store, 'app', inboxSetting).quiet, time.getHours() * 60 + time.getMinutes())
    if (!notify || quiet) return
    const before = getSetting(store, workspaceId, told)
    const news = now.filter(isNews(before)).filter(isNews(getSetting(store, workspaceId, aside)))
    if (news.length === 0) return
    const after = { ...before, ...Object.fromEntries(news.map((alert) => [keyOf(alert), alert.level])) }
    // Before it is shown: rather never than again and again.
    setSetting(store, workspaceId, told, after, clock.now())
    const [first] = news
    if (!first) return
    host
      .notify(
        news.length === 1
          ? {
              kind: 'alert',
              alert: first.kind,
              campaignName: first.campaignName,
              route: `/campaigns/${first.campaignId}`,
            }
          : { kind: 'alerts', count: news.length, route: '/home' },
      )
      .catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }

  const routes: Handlers<typeof alerts> = {
    'alerts.list': (scope) => {
      const asides = new Map<WorkspaceId, (alert: CampaignAlert) => boolean>()
      return all(scope).filter((alert) => {
        const { workspaceId } = alert
        const known = asides.get(workspaceId) ?? isNews(getSetting(store, workspaceId, aside))
        asides.set(workspaceId, known)
        return known(alert)
      })
    },
    'alerts.dismiss': ({ campaignId, kind }) => {
      const alert = all({ workspaceId: null, campaignId }).find((each) => each.kind === kind)
      if (alert) {
        const known = getSetting(store, alert.workspaceId, aside)
        setSetting(store, alert.workspaceId, aside, { ...known, [keyOf(alert)]: alert.level }, clock.now())
      }
      return null
    },
    'alerts.settings': () => getSetting(store, 'app', rules),
    'alerts.saveSettings': (settings) => {
      setSetting(store, 'app', rules, settings, clock.now())
      return settings
    },
  }
  return {
    routes,
    tell,
    /** All alerts of a client as things stand, those put aside included. */
    of: (workspaceId: WorkspaceId) => all({ workspaceId, campaignId: null }),
    /** Shares of bounces from which on it is told. */
    limits: (): Pick<AlertSettings, 'bounceAmber' | 'bounceRed'> => getSetting(store, 'app', rules),
  }
}
