import type { analytics } from '#shared/contract/analytics.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { demoTeller, savedName } from '../workspaces/demo-teller.ts'
import { createAnalyticsQueries } from './queries.ts'
import { saveAnalyticsCsv } from './save-csv.ts'

/** Campaigns over a period, read from what the reading of campaigns has stored. */
export function analyticsRoutes({
  store,
  host,
  clock,
}: Pick<Deps, 'store' | 'host' | 'clock'>): Handlers<typeof analytics> {
  const queries = createAnalyticsQueries(store, clock.now)
  const isDemo = demoTeller(store)
  const nameOf = store.raw.prepare<[number], { name: string }>('select name from workspace where id = ?')
  const clientOf = (id: WorkspaceId): string => nameOf.get(id)?.name ?? ''
  return {
    'analytics.overview': (asked) => queries.overview(asked),
    'analytics.series': ({ campaignIds, from, to }) => queries.series(campaignIds, from, to),
    'analytics.saveCsv': async (asked) => {
      const overview = queries.overview(asked)
      const demo = overview.campaigns.some(({ workspaceId }) => isDemo(workspaceId))
      const name = `campaigns ${overview.from} to ${overview.to}.csv`
      const path = await host.chooseSavePath({ defaultName: savedName(demo, name) })
      return path === null ? null : { path, rows: await saveAnalyticsCsv(path, overview, clientOf) }
    },
  }
}
