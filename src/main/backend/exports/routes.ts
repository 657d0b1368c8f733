import type { exportZones } from '#shared/contract/exports/export-zones.ts'
import type { exports } from '#shared/contract/exports/exports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import { createDemoLookup } from '../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../core/deps.ts'
import { matchZone } from '../core/instantly/match-zone.ts'
import {
  createCurrentExclusions,
  type ExclusionBitsOf,
  firstExclusionReason,
  neededFacts,
} from '../leads/gates/current-exclusions.ts'
import { createMailedDomains, type MailedDomains } from '../leads/gates/mailed-domains.ts'
import type { ListIndex } from '../leads/list-index/list-index.ts'
import type { SharedMemories } from '../leads/shared-memory/shared-memory.ts'
import { controlRoutes } from './control-routes.ts'
import { type BatchStore, createBatchStore } from './engine/batch-store.ts'
import { createExportEngine, type ExportEngine } from './engine/engine.ts'
import type { ExportCampaigns } from './engine/engine-context.ts'
import type { EngineTimings } from './engine/engine-timings.ts'
import { type LeadBodies, prepareLeadBodies } from './engine/lead-body.ts'
import { createLeadRules } from './engine/lead-rules.ts'
import { createRunStore, type RunStore } from './engine/run-store.ts'
import { createSeenCampaigns, type SeenCampaigns } from './engine/seen-campaigns.ts'
import { createSharedClaims } from './engine/shared-claims.ts'
import { createAddressOutcomes } from './ledger/address-outcomes.ts'
import { createRemoteComparison, type RemoteComparison } from './ledger/compare-remote.ts'
import { createLedgerQueries, type LedgerQueries } from './ledger/ledger.ts'
import { createReachedCount } from './ledger/reached.ts'
import { saveLedgerCsv } from './ledger/save-csv.ts'
import { createExportUndo, type ExportUndo } from './ledger/undo-export.ts'
import { readCoverage } from './plan/coverage.ts'
import { dryRun, dryRunCurl } from './plan/dry-run.ts'
import { createExportSums, type ExportSums } from './plan/export-sum.ts'
import { createExportGuard, type Guard } from './plan/guard.ts'
import { createLeadSnapshots } from './plan/lead-snapshot.ts'
import { createLeadValues, type LeadValues } from './plan/lead-values.ts'
import { createPartRows, type PartRows } from './plan/part-rows.ts'
import { buildPlan, readChoices } from './plan/plan.ts'
import { startExport, tagsOf } from './plan/start-export.ts'
import { readZoneLeads, readZones } from './plan/zone-plan.ts'
import { createZoneSnapshots, type ZoneSnapshots } from './plan/zone-snapshot.ts'

export type Exports = {
  readonly runs: RunStore
  readonly batches: BatchStore
  readonly bodies: LeadBodies
  readonly ledger: LedgerQueries
  readonly engine: ExportEngine
  readonly seenCampaigns: SeenCampaigns
  readonly companies: MailedDomains
  readonly guard: Guard
  readonly sums: ExportSums
  readonly values: LeadValues
  readonly partRows: PartRows
  readonly compare: RemoteComparison
  readonly takeBack: ExportUndo['takeBack']
  readonly retryFailed: ExportUndo['retryFailed']
  readonly zoneSnapshots: ZoneSnapshots
}

/** Wires the exports feature together: its stores, its ledger and the engine that runs exports. */
export function createExports(
  deps: Deps,
  index: ListIndex | null,
  campaigns: ExportCampaigns,
  timings?: EngineTimings,
  shared: SharedMemories | null = null,
): Exports {
  const runs = createRunStore(deps.store.raw)
  const bodies = prepareLeadBodies(deps.store.raw)
  const companies = createMailedDomains(deps)
  const currentExclusions = createCurrentExclusions(deps.store, companies)
  const values = createLeadValues(deps.store)
  const rules = createLeadRules(deps.store, values)
  const claims = shared && createSharedClaims(deps.store.raw, bodies, shared)
  if (claims) shared.alsoDo(claims.lookAfter)
  const batches = createBatchStore(
    deps.store.raw,
    bodies,
    (run) => {
      const { id, workspaceId, listId, settings, target, place, campaignId, campaignName } = run
      const missed = claims?.missedBy(run) ?? null
      if (settings.holdOtherCompanies) companies.wake()
      // A lead list is not a campaign, so it says nothing about the workspace's parts.
      const campaign = target === 'list' ? null : { remoteId: campaignId, name: campaignName, tags: tagsOf(settings) }
      const held = currentExclusions(workspaceId, { place, campaign, except: id }, neededFacts(settings))
      const reasons = (leads: Parameters<ExclusionBitsOf>[1]) =>
        held?.(listId, leads).map((bits) => firstExclusionReason(bits, settings)) ?? leads.map(() => null)
      if (missed) {
        return {
          reasons: (leads) => {
            const known = reasons(leads)
            return leads.map((lead, at) => known[at] ?? (missed(lead) ? 'claimed_elsewhere' : null))
          },
          nobody: () => false,
        }
      }
      return held && { reasons, nobody: (first, last) => held.nobody(listId, first, last) }
    },
    ({ workspaceId, listId, settings }) => rules.of(workspaceId, listId, settings),
    claims,
  )
  const seenCampaigns = createSeenCampaigns(() => deps.clock.now())
  const ledger = createLedgerQueries(deps.store.raw, runs)
  const engine = createExportEngine(deps, { runs, batches, bodies, seenCampaigns, campaigns, claims }, timings)
  const compare = createRemoteComparison(deps, { runs, ledger, engine })
  const { takeBack, retryFailed } = createExportUndo(deps, { runs, ledger, engine, campaigns })
  const leadSnapshots = createLeadSnapshots(deps, { currentExclusions, companies, shared })
  const partRows = createPartRows(deps, index)
  const sums = createExportSums(deps, { leadSnapshots, values, rules, partRows })
  const guard = createExportGuard(deps, { leadSnapshots, sums })
  const zoneSnapshots = createZoneSnapshots(deps)
  return {
    runs,
    batches,
    bodies,
    ledger,
    seenCampaigns,
    companies,
    guard,
    sums,
    values,
    partRows,
    engine,
    compare,
    takeBack,
    retryFailed,
    zoneSnapshots,
  }
}

export function exportRoutes(deps: Deps, parts: Exports): Handlers<typeof exports & typeof exportZones> {
  const { runs, ledger, engine, guard } = parts
  const isDemo = createDemoLookup(deps.store)
  const findAddress = createAddressOutcomes(deps.store.raw, ledger)
  const reached = createReachedCount(deps.store, runs)
  return {
    'exports.plan': ({ listId }) => buildPlan(deps, runs, listId),
    'exports.guard': ({ listId, campaign }) => guard.counts(listId, campaign),
    'exports.sum': (input) => parts.sums.sum(input),
    'exports.sumLeads': (input) => guard.leads(input),
    'exports.rest': async ({ exportId }) => {
      const { listId, settings } = runs.get(exportId)
      const { contactsLeft: _, ...rules } = settings
      const { goOut } = await parts.sums.sum({ listId, part: { rest: true }, rules, place: null, campaign: null })
      return { leads: goOut }
    },
    'exports.coverage': async (input) => {
      if (input.holdOtherCompanies) await parts.companies.catchUp()
      return readCoverage(deps, parts, input)
    },
    'exports.dryRun': (input) => dryRun(deps, parts, input),
    'exports.dryRunCurl': (input) => dryRunCurl(deps, parts, input),
    'exports.choices': ({ workspaceId }) => readChoices(deps, parts.seenCampaigns, workspaceId),
    'exports.leadLists': ({ workspaceId }) =>
      deps.instantly.leadLists({ workspaceId, priority: 'click', requestedBy: 'plan' }),
    'exports.matchZone': ({ timezone, startDate, endDate }) =>
      matchZone(timezone, { startDate, endDate }, deps.clock.now()),
    'exports.zones': (input) => readZones(deps, parts, input),
    'exports.zoneLeads': (input) => readZoneLeads(deps, parts, input),
    'exports.start': async (input) => {
      if (input.settings.holdOtherCompanies) await parts.companies.catchUp()
      const [first, ...others] = await startExport(deps, runs, parts.zoneSnapshots, parts, input)
      if (first === undefined) throw new AppError('INTERNAL')
      for (const id of [first, ...others]) engine.go(id)
      return ledger.summary(first)
    },
    'exports.list': ({ workspaceId, listId, page }) => ledger.list({ workspaceId, listId, ...page }),
    'exports.running': () => engine.progress(),
    'exports.ledger': ({ exportId }) => ledger.ledger(exportId),
    'exports.rows': ({ exportId, outcome, search, page }) => ledger.rows(exportId, { outcome, search, ...page }),
    'exports.findAddress': findAddress,
    ...controlRoutes({ deps, runs, ledger, engine, retryFailed: parts.retryFailed }),
    'exports.reached': ({ exportId }) => reached(exportId),
    'exports.takeBack': ({ exportId }) => parts.takeBack(exportId),
    'exports.check': ({ exportId }) => parts.compare.state(exportId),
    'exports.compare': ({ exportId }) => parts.compare.compare(exportId),
    'exports.stopCompare': ({ exportId }) => parts.compare.cancel(exportId),
    'exports.saveCsv': ({ exportId, what }) => saveLedgerCsv(deps, ledger, exportId, what),
    'exports.openCampaign': async ({ exportId }) => {
      const { campaignId, workspaceId } = runs.get(exportId)
      if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
      if (!campaignId) throw new AppError('CAMPAIGN_NOT_FOUND')
      await deps.host.openExternal(`https://app.instantly.ai/app/campaign/${encodeURIComponent(campaignId)}/analytics`)
    },
  }
}
