import { z } from 'zod'
import type { analytics } from '#shared/contract/insights/analytics.ts'
import type { breakdowns } from '#shared/contract/insights/breakdowns.ts'
import type { Handlers } from '#shared/contract/route.ts'
import {
  defaultTableColumns,
  type TableColumnName,
  tableColumns,
} from '#shared/domain/insights/analytics/table-columns.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps } from '../../core/deps.ts'
import { createColumnBreakdown } from './by-column.ts'
import { createHourAnalytics } from './hours.ts'
import { createMailboxFigures } from './mailboxes.ts'
import { createAnalyticsQueries } from './queries.ts'
import { saveAnalyticsCsv } from './save-csv.ts'
import { toPeriod } from './scope.ts'
import { createCampaignSets } from './sets.ts'
import { createVariantTests } from './variant-tests.ts'

const columnsSetting: Setting<readonly TableColumnName[]> = {
  key: 'analyticsColumns',
  shape: z.array(z.enum(tableColumns)),
  fallback: defaultTableColumns,
}

/** Routes for campaigns over a period, from data already stored. */
export function analyticsRoutes({
  store,
  host,
  clock,
}: Pick<Deps, 'store' | 'host' | 'clock'>): Handlers<typeof analytics & typeof breakdowns> {
  const queries = createAnalyticsQueries(store, clock.now)
  const hours = createHourAnalytics(store)
  const mailboxes = createMailboxFigures(store)
  const byColumn = createColumnBreakdown(store)
  const tests = createVariantTests(store)
  const sets = createCampaignSets(store, clock.now)
  const clientOf = createClientNames(store.raw)
  return {
    'analytics.overview': (asked) => queries.overview(asked),
    'analytics.series': ({ campaignIds, from, to }) => queries.series(campaignIds, from, to),
    'analytics.mailboxes': (asked) => mailboxes.list(asked, toPeriod(asked.days)),
    'analytics.mailboxDays': ({ workspaceId, email, ...days }) => mailboxes.days(workspaceId, email, toPeriod(days)),
    'analytics.hours': (asked) => hours(asked, toPeriod(asked.days), asked.type, asked.zone),
    'analytics.columns': ({ workspaceId }) => byColumn.columns(workspaceId),
    'analytics.byColumn': (asked) => byColumn.figures(asked, toPeriod(asked.days), asked.column, asked.top),
    'analytics.tests': (asked) => tests(asked, toPeriod(asked.days)),
    'sets.list': ({ workspaceId }) => sets.list(workspaceId),
    'sets.save': (asked) => sets.save(asked),
    'sets.remove': ({ id }) => sets.remove(id),
    'sets.ofExports': ({ exportIds }) => sets.ofExports(exportIds),
    'analytics.saveCsv': ({ columns, order, ...asked }) => {
      const overview = queries.overview(asked)
      const byId = new Map(overview.campaigns.map((one) => [one.id, one]))
      const campaigns = order === null ? overview.campaigns : order.flatMap((id) => byId.get(id) ?? [])
      const workspaces = campaigns.map(({ workspaceId }) => workspaceId)
      return saveRows({ host, store }, workspaces, `campaigns ${overview.from} to ${overview.to}.csv`, (path) =>
        saveAnalyticsCsv(path, { ...overview, campaigns }, clientOf, columns),
      )
    },
    'analytics.tableColumns': () => getSetting(store, 'app', columnsSetting),
    'analytics.saveTableColumns': ({ columns }) => setSetting(store, 'app', columnsSetting, columns, clock.now()),
  }
}
