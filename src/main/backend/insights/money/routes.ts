import type { money, PulledCosts } from '#shared/contract/insights/money.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { formatColumnKey, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createMailboxStore, type KnownSubscription } from '../../campaigns/mailboxes/mailbox-store.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { workspaceOfList } from '../../leads/lists/queries.ts'
import { createBreakdown } from './breakdown.ts'
import { createCostStore } from './cost-store.ts'
import { planExportCost, readStoredExportCost, saveAssumptions } from './export-cost.ts'
import { moneyFactsOf } from './money-facts.ts'
import { createMoneyPorts } from './ports.ts'
import { createMoneyQueries } from './queries.ts'
import { saveMoneyCsv } from './save-csv.ts'

/** Files searched for their columns, newest first. */
const maxFiles = 200

/** Returns the keys of the columns of exported leads: fields, variables, and columns of their files. */
function exportedColumns({ raw }: Store, workspaces: readonly WorkspaceId[]): readonly string[] {
  const files = raw
    .prepare(
      `select i.header, i.mapping from list_import i where i.state = 'ready'
         and i.list_id in (select r.list_id from export_run r where r.workspace_id in (select value from json_each(?)))
       order by i.id desc limit ${maxFiles}`,
    )
    .all(JSON.stringify(workspaces)) as { header: string; mapping: string }[]
  const sent = new Set<string>()
  const ofFile = new Set<string>()
  for (const { header, mapping } of files) {
    for (const target of JSON.parse(mapping) as Mapping) {
      if (target.kind === 'field' && target.field !== 'email')
        sent.add(formatColumnKey({ kind: 'field', name: target.field }))
      if (target.kind === 'variable') sent.add(formatColumnKey({ kind: 'variable', name: target.name }))
    }
    for (const name of JSON.parse(header) as string[]) ofFile.add(formatColumnKey({ kind: 'original', name }))
  }
  return [...sent, ...ofFile].filter((key) => parseColumnKey(key) !== null)
}

const pricingPage = 'https://instantly.ai/pricing'

/** Creates the money feature: costs, the value of results, and figures derived from both. */
export function createMoney({ store, host, clock }: Pick<Deps, 'store' | 'host' | 'clock'>) {
  const costs = createCostStore(store, clock.now)
  const facts = moneyFactsOf(store)
  const queries = createMoneyQueries({ costs, facts }, clock.now)
  const breakdown = createBreakdown(store, { costs, facts })
  const mailboxes = createMailboxStore(store)
  const clientOf = createClientNames(store.raw)
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
      const workspaces = overview.groups.flatMap(({ rows }) => rows.map(({ workspaceId }) => workspaceId))
      return saveRows({ host, store }, workspaces, `money ${overview.from} to ${overview.to}.csv`, (path) =>
        saveMoneyCsv(path, overview, clientOf),
      )
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

/** Returns what was read about a client's accounts and plan, in the form in which its costs can adopt it. */
function toPulledCosts(known: KnownSubscription | null): PulledCosts {
  if (known === null) return { mailboxes: null, plan: null }
  const { mailboxes, mailboxesAt, planName, planCents, planInterval, planAt, planUntil } = known
  return {
    mailboxes:
      mailboxesAt === null || mailboxes === 0 ? null : { count: mailboxes, at: new Date(mailboxesAt).toISOString() },
    plan:
      planAt === null || planCents === null || planCents === 0
        ? null
        : {
            name: planName,
            cents: planCents,
            interval: planInterval,
            // The period ends at this moment, so its last day is the one before.
            until: planUntil === null ? null : utcDate(planUntil - 1),
            at: new Date(planAt).toISOString(),
          },
  }
}
