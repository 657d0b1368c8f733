/** Collects what alerts are computed from, and computes them. */

import type { Statement } from 'better-sqlite3'
import { z } from 'zod'
import { type AlertSettings, alertSettings, type ShownAlert } from '#shared/contract/insights/alerts.ts'
import {
  type AlertKind,
  alertKinds,
  defaultAlertRules,
  evaluateCampaign,
} from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting } from '../../clients/settings/settings-store.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import type { Deps } from '../../core/deps.ts'
import { countsOf, createLabelCounts } from '../../events/lead-labels/label-counts.ts'
import type { AccountFacts } from '../accounts/account-facts.ts'
import { createAlertFacts, type FactsOfCampaign, type Scope } from './alert-facts.ts'
import { createAlertMemory, rankOfLevel, type WorkspaceAlertMemory } from './alert-memory.ts'
import type { CostPort } from './alerts.ts'
import { createClientAlerts } from './client-alerts.ts'
import { createAlertTargets } from './targets.ts'

/** Kinds that existed before any was added. Who chose among them could not choose later ones, which are on. */
const firstKinds: readonly AlertKind[] = ['bounce', 'stopped', 'stalled', 'reply_drop', 'finished']

type StoredAlertSettings = AlertSettings & { readonly knows: readonly AlertKind[] }

export const alertsSetting: Setting<StoredAlertSettings> = {
  key: 'alerts',
  shape: alertSettings.and(z.object({ knows: z.array(z.enum(alertKinds)).default([...firstKinds]) })),
  fallback: { ...defaultAlertRules, kinds: [...alertKinds], notify: true, knows: alertKinds },
}

const periodKinds: ReadonlySet<AlertKind> = new Set(['target_reply', 'target_interested', 'target_open', 'target_cost'])

export type AlertWatch = {
  readonly targets: ReturnType<typeof createAlertTargets>
  readonly costs: CostPort
  readonly standing: ReturnType<typeof createClientAlerts>
  readonly factsOf: ReturnType<typeof createAlertFacts>
  readonly labels: ReturnType<typeof createLabelCounts>
  readonly store: Deps['store']
  readonly workspaceOf: Statement<[number], WorkspaceId>
  readonly memory: ReturnType<typeof createAlertMemory>
  readonly clock: Deps['clock']
  readonly host: Deps['host']
  readonly log: ReturnType<Deps['log']>
  readonly clientName: ReturnType<typeof createClientNames>
  readonly campaignName: Statement<[number], string>
}

/** Opens the facts, settings and memory of alerts. */
export function createAlertWatch(deps: Deps, costs: CostPort, accounts: AccountFacts): AlertWatch {
  const { store, clock, host } = deps
  const log = deps.log('alerts')
  const factsOf = createAlertFacts(store)
  const standing = createClientAlerts(store, clock.now, accounts)
  const memory = createAlertMemory(store)
  const targets = createAlertTargets(deps)
  const labels = createLabelCounts(store)

  const workspaceOf = store.raw.prepare<[number], WorkspaceId>('select workspace_id from campaign where id = ?').pluck()

  const clientName = createClientNames(store.raw)

  const campaignName = store.raw.prepare<[number], string>('select name from campaign where id = ?').pluck()
  return {
    targets,
    costs,
    standing,
    factsOf,
    labels,
    store,
    workspaceOf,
    memory,
    clock,
    host,
    log,
    clientName,
    campaignName,
  }
}

/** Returns all alerts of a scope, worst first, including hidden ones. */
export function listAlerts(watch: AlertWatch, scope: Scope): readonly ShownAlert[] {
  const { targets, costs, standing, factsOf } = watch
  const wanted = alertSettingsOf(watch)
  const { periodDays, minPeople } = targets.basis()
  const targetsOf = targets.createLookup()
  const labelled = createInterestLookup(watch)
  const ofCampaign = (one: FactsOfCampaign): readonly ShownAlert[] => {
    const own = targetsOf(one.workspaceId, one.partId)
    const cost = own.costPerReplyCents === null ? null : costs(one.campaignId, one.days)
    const interested = own.interested === null ? null : labelled(one)
    const facts = { ...one.facts, period: { ...one.facts.period, interested, costCents: cost?.cents ?? null } }
    const inMinor = { ...own, costPerReplyCents: minorTarget(own.costPerReplyCents, cost?.currency) }
    return evaluateCampaign(facts, wanted, { targets: inMinor, minPeople }).map(
      (alert): ShownAlert => ({
        ...alert,
        key: `${one.campaignId} ${alert.kind}`,
        workspaceId: one.workspaceId,
        partId: one.partId,
        about: { kind: 'campaign', campaignId: one.campaignId, name: one.campaignName },
        since: null,
        readAt: one.readAt,
        periodDays: periodKinds.has(alert.kind) ? periodDays : null,
        currency: alert.kind === 'target_cost' ? (cost?.currency ?? null) : null,
      }),
    )
  }
  const ofClient = scope.campaignId === null ? standing(scope) : mailboxAlertsOf(watch, scope.campaignId)
  return [
    ...factsOf(scope, periodDays).flatMap(ofCampaign),
    ...ofClient.filter(({ kind }) => wanted.kinds.includes(kind)),
  ].toSorted((a, b) => rankOfLevel[b.level] - rankOfLevel[a.level] || (b.share ?? 0) - (a.share ?? 0))
}

/** Targets are entered in units of any currency and stored in hundredths; costs are in the currency's smallest unit. */
const minorTarget = (hundredths: number | null, currency: string | undefined): number | null =>
  hundredths === null || currency === undefined ? hundredths : (hundredths / 100) * 10 ** minorDigits(currency)

export function alertSettingsOf(watch: AlertWatch): AlertSettings {
  const { knows, ...kept } = getSetting(watch.store, 'app', alertsSetting)
  return { ...kept, kinds: alertKinds.filter((kind) => kept.kinds.includes(kind) || !knows.includes(kind)) }
}

/** Creates a lookup of how many people became interested, by campaign and day; null until all labels are read. */
function createInterestLookup({ labels }: AlertWatch): (one: FactsOfCampaign) => number | null {
  const known = new Map<WorkspaceId, boolean>()
  return ({ campaignId, workspaceId, days }) => {
    const isKnown = known.get(workspaceId) ?? labels.read(workspaceId).known
    known.set(workspaceId, isKnown)
    return isKnown ? countsOf(labels.leadsOf(campaignId), days).interested : null
  }
}

/** Returns alerts on failing accounts a campaign sends with. */
function mailboxAlertsOf(watch: AlertWatch, campaignId: CampaignId): readonly ShownAlert[] {
  const workspaceId = watch.workspaceOf.get(campaignId)
  if (workspaceId === undefined) return []
  return watch
    .standing({ workspaceId, partId: null })
    .filter(({ about }) => about.kind === 'mailbox' && about.campaigns.some(({ id }) => id === campaignId))
}

/** Returns a lookup that reads each workspace's memory once. */
export function createMemoryLookup(watch: AlertWatch): (workspaceId: WorkspaceId) => WorkspaceAlertMemory {
  const known = new Map<WorkspaceId, WorkspaceAlertMemory>()
  return (workspaceId) => {
    const of = known.get(workspaceId) ?? watch.memory.of(workspaceId)
    known.set(workspaceId, of)
    return of
  }
}
