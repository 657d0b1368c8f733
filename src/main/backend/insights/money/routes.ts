import type { money } from '#shared/contract/insights/money.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { createBreakdown } from './breakdown.ts'
import { createCostStore } from './cost-store.ts'
import { planExportCost, readStoredExportCost, saveAssumptions, workspaceOfList } from './export-cost.ts'
import { exportedColumns } from './exported-columns.ts'
import { moneyFactsOf } from './money-facts.ts'
import { createMoneyPorts } from './ports.ts'
import { toPulledCosts } from './pulled-costs.ts'
import { createMoneyQueries } from './queries.ts'
import { saveMoneyCsv } from './save-csv.ts'

const pricingPage = 'https://instantly.ai/pricing'

/** Creates the money feature: costs, the value of results, and figures derived from both. */
export function createMoney({ store, host, clock }: Pick<Deps, 'store' | 'host' | 'clock'>) {
  const costs = createCostStore(store, clock.now)
  const facts = moneyFactsOf(store)
  const queries = createMoneyQueries({ costs, facts }, clock.now)
  const breakdown = createBreakdown(store, { costs, facts })
  const isDemo = createDemoLookup(store)
  const mailboxes = createMailboxStore(store)
  const nameOf = store.raw.prepare<[number], { name: string }>('select name from workspace where id = ?')
  const clientOf = (id: WorkspaceId): string => nameOf.get(id)?.name ?? ''
  /** Shared costs are also divided by what other clients sent. */
  const prepare = (workspaceId: WorkspaceId | null) =>
    facts.months.prepare([
      ...new Set([...facts.clients(workspaceId), ...costs.sharersWith(facts.clients(workspaceId))]),
    ])
  const routes: Handlers<typeof money> = {
    'money.costs': ({ workspaceId }) => costs.list(facts.clients(workspaceId)),
    'money.targets': ({ workspaceId }) => costs.targets(workspaceId),
    'money.pulled': ({ workspaceId }) => toPulledCosts(mailboxes.subscription(workspaceId)),
    'money.addCost': (cost) => ({ id: costs.add(cost) }),
    'money.addCosts': (asked) => ({ ids: costs.addAll(asked.costs) }),
    'money.changeCost': ({ id, cost }) => costs.change(id, cost),
    'money.removeCost': ({ id, removed }) => costs.setRemoved(id, removed),
    'money.settings': ({ workspaceId }) => costs.settings(workspaceId),
    'money.saveCurrency': ({ workspaceId, currency }) => costs.saveCurrency(workspaceId, currency),
    'money.saveValues': ({ workspaceId, campaignId, values }) => costs.saveValues(workspaceId, campaignId, values),
    'money.saveTarget': ({ workspaceId, currency, cents }) => costs.saveTarget(workspaceId, currency, cents),
    'money.overview': async (asked) => {
      await prepare(asked.workspaceId)
      return queries.overview(asked)
    },
    'money.sum': async (asked) => {
      await prepare(asked.workspaceId)
      return queries.sum(asked)
    },
    'money.breakdown': async (asked) => {
      await prepare(asked.workspaceId)
      return breakdown.parts(asked, queries.periodOf(asked))
    },
    'money.partSum': async (asked) => {
      await prepare(asked.workspaceId)
      return breakdown.sum(asked, queries.periodOf(asked))
    },
    'money.columns': ({ workspaceId }) => exportedColumns(store, facts.clients(workspaceId)),
    'money.saveCsv': async (asked) => {
      await prepare(asked.workspaceId)
      const overview = queries.overview(asked)
      const demo = overview.groups.some(({ rows }) => rows.some(({ workspaceId }) => isDemo(workspaceId)))
      const name = offeredFileName(demo, `money ${overview.from} to ${overview.to}.csv`)
      const path = await host.chooseSavePath({ defaultName: name })
      return path === null ? null : { path, rows: await saveMoneyCsv(path, overview, clientOf) }
    },
    'money.exportPlan': async ({ listId }) => {
      await prepare(workspaceOfList(store, listId))
      return planExportCost(store, listId, clock.now())
    },
    'money.saveAssumptions': ({ workspaceId, assumptions }) =>
      saveAssumptions(store, workspaceId, assumptions, clock.now()),
    'money.exportCost': ({ exportId }) => readStoredExportCost(store, exportId),
    'money.openPricing': () => host.openExternal(pricingPage),
  }
  return { routes, ...createMoneyPorts(store, queries) }
}
