import { type Contract } from '#shared/contract/index.ts'
import { type Handlers } from '#shared/contract/route.ts'
import { backupRoutes } from './app/backups/routes.ts'
import { demoRoutes } from './app/demo/routes.ts'
import { feedRoutes } from './app/feed/routes.ts'
import { guideRoutes } from './app/guide/routes.ts'
import { homeRoutes } from './app/home/routes.ts'
import { paletteRoutes } from './app/palette/routes.ts'
import { type Areas } from './areas.ts'
import { type OpenParts } from './backend-parts.ts'
import { healthRoutes } from './background/routes.ts'
import { campaignTagRoutes } from './campaigns/campaign-tags/routes.ts'
import { sequenceRoutes } from './campaigns/sequences/routes.ts'
import { activityRoutes } from './clients/activity/routes.ts'
import { askRoutes } from './clients/ask/routes.ts'
import { clientRoutes } from './clients/clients/routes.ts'
import { appRoutes } from './clients/settings/routes.ts'
import { workspaceRoutes } from './clients/workspaces/routes.ts'
import { type Deps } from './core/deps.ts'
import { eventRoutes } from './events/events/routes.ts'
import { exportHistoryRoutes } from './exports/ledger/history-routes.ts'
import { preflightRoutes } from './exports/preflight/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { type Foundation } from './foundation.ts'
import { inboxRoutes } from './inbox/inbox/routes.ts'
import { analyticsRoutes } from './insights/analytics/routes.ts'
import { chartRoutes } from './insights/charts/routes.ts'
import { blocklistRoutes } from './leads/blocklist/routes.ts'
import { importRoutes } from './leads/import/routes.ts'
import { assertWorkspaceOpen } from './leads/lists/queries.ts'
import { listRoutes } from './leads/lists/routes.ts'
import { remoteLeadRoutes } from './leads/remote-leads/routes.ts'

export function createHandlers(foundation: Foundation, areas: Areas, parts: OpenParts): Handlers<Contract> {
  const { deps, store, vault, keySource, audit, jobs, metrics, pauses } = foundation
  const { config, host, clock } = deps
  const { exports, inbox, campaigns, eventIngest, accountFacts, alerts } = areas
  return {
    ...appRoutes(deps, {
      callsLast10s: () => callsLast10s(deps),
      readAt: jobs.readAt,
      isAnswering: foundation.isAnswering,
    }),
    ...workspaceRoutes(deps, { vault, keySource, firstKeyCheck: areas.firstKeyCheck }),
    ...importRoutes(deps, { imports: areas.imports, index: areas.index, opened: areas.blockCopy.freshen }),
    ...listRoutes(deps, {
      imports: areas.imports,
      index: areas.index,
      actions: areas.listActions,
      purge: areas.purge,
      outcomesOfLead: exports.ledger.outcomesOfLead,
      checkOf: areas.verification.checkOf,
    }),
    ...exportRoutes(deps, exports),
    ...exportHistoryRoutes(deps, exports),
    ...preflightRoutes(deps, exports),
    ...areas.blackoutDates.routes,
    ...activityRoutes(deps, { auditLog: audit }),
    ...demoRoutes(areas.demo),
    ...guideRoutes(deps),
    ...chartRoutes(deps),
    ...feedRoutes(deps),
    ...homeRoutes(deps, { accounts: accountFacts, toAnswer: inbox.queries.toAnswer, limits: () => alerts.limits() }),
    ...paletteRoutes(deps),
    ...areas.people.routes,
    ...areas.clientData.routes,
    ...areas.retention.routes,
    ...askRoutes(deps),
    ...parts.appLock.routes,
    ...areas.supabase.routes,
    ...areas.writeBack.routes,
    ...areas.shared.routes,
    ...areas.verification.routes,
    ...inboxRoutes(deps, inbox),
    ...areas.inboxModel.routes,
    ...areas.relay.routes,
    ...areas.crm.routes,
    ...campaigns.routes,
    ...areas.edits.routes,
    ...campaignTagRoutes(deps, campaigns),
    ...areas.archives.routes,
    ...areas.subsequences.routes,
    ...clientRoutes(deps),
    ...analyticsRoutes(deps),
    ...alerts.routes,
    ...areas.accounts.routes,
    ...areas.money.routes,
    ...areas.reports.routes,
    ...areas.experiments.routes,
    ...sequenceRoutes(deps),
    ...remoteLeadRoutes(deps, areas.imports.openMade, areas.optOuts),
    ...backupRoutes(areas.backups, areas.held, { config, host, restorer: areas.restorer }),
    ...blocklistRoutes(deps, areas.blockCopy),
    ...areas.optOuts.routes,
    ...areas.leadMirror.routes,
    ...healthRoutes(deps, {
      jobs,
      metrics,
      acts: {
        retryEvents: (workspaceId, ids) => eventIngest.retryDead(workspaceId, ids, clock.now()),
        dropEvents: eventIngest.dropDeadEvents,
        retryDelivery: areas.crm.retry,
        retryCampaign: campaigns.retry,
        settleMail: inbox.sender.settle,
        retryExport: exports.retryFailed,
      },
    }),
    'pauses.state': () => pauses.state(),
    'pauses.set': ({ workspaceId, paused }) => {
      if (workspaceId !== null) assertWorkspaceOpen(store, workspaceId)
      pauses.set(workspaceId, paused)
      return pauses.state()
    },
    ...eventRoutes(deps, { ingest: eventIngest, outcomesOfLead: exports.ledger.outcomesOfLead }),
  }
}

function callsLast10s(deps: Deps): number {
  const rows = deps.store.raw.prepare('select id from workspace where archived_at is null and demo is null').all() as {
    id: never
  }[]
  return rows.reduce((sum, row) => sum + deps.instantly.limiterState(row.id).callsLast10s, 0)
}
