import path from 'node:path'
import { z } from 'zod'
import type { ReportClient, reports } from '#shared/contract/insights/reports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { type ReportPeriod, reportPeriod } from '#shared/domain/insights/reports/period.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { settingKeyOf } from './client-key.ts'
import { type ComposerSources, createReportComposer } from './compose.ts'
import { logoRoutes } from './logo-routes.ts'
import { createReportMaker } from './make-report.ts'
import { planRoutes } from './plan-routes.ts'
import { createReportPlanner, type ReportTimings, reportTimings } from './planner.ts'
import { createReportStore, type ReportStore, type StoredReport } from './report-store.ts'

/** Folder for a client's reports. Only chosen in the system's dialog; the window never passes a path. */
const folderSetting = (client: ReportClient): Setting<string | null> => ({
  key: settingKeyOf('reportFolder', client),
  shape: z.string().nullable(),
  fallback: null,
})

/** How long a report is shown as one to send to the client; the next week has its own. */
const recentMs = 7 * dayMs

/** Creates the reports feature: previewing, making and planning reports for clients. */
export function createReports(
  deps: Deps,
  options: ComposerSources & {
    readonly freshen: (workspaceId: WorkspaceId) => Promise<unknown>
    readonly timings?: ReportTimings | undefined
    readonly zone?: (() => string) | undefined
  },
) {
  const { store, clock, host } = deps
  const compose = createReportComposer(deps, options)
  const rows = createReportStore(store)
  const maker = createReportMaker(deps, rows, compose)
  const folderOf = (client: ReportClient) => getSetting(store, client.workspaceId, folderSetting(client))
  const planner = createReportPlanner(deps, {
    store: rows,
    maker,
    folderOf,
    clientName: compose.clientName,
    freshen: options.freshen,
    zone: options.zone ?? (() => Intl.DateTimeFormat().resolvedOptions().timeZone),
    timings: options.timings ?? reportTimings,
  })

  type Asked = ReportClient & { readonly period: ReportPeriod | { readonly from: string; readonly to: string } }
  const periodOf = ({ workspaceId, period }: Asked): Period =>
    typeof period === 'string'
      ? reportPeriod(period, compose.gatherer.today(workspaceId))
      : compose.gatherer.days(period.from, period.to)

  async function chooseFolder(client: ReportClient): Promise<string | null> {
    compose.clientName(client)
    const folder = await host.choosePlace('folder')
    if (folder !== null) {
      setSetting(store, client.workspaceId, folderSetting(client), folder, clock.now())
      rows.clearProblem(client)
    }
    return folder
  }

  const routes: Handlers<typeof reports> = {
    'reports.settings': compose.settings,
    'reports.saveSettings': ({ settings, ...client }) => compose.saveSettings(client, settings),
    ...logoRoutes(compose, host),
    'reports.quotable': ({ workspaceId, partId, period }) =>
      compose.gatherer.quotable({ workspaceId, partId }, periodOf({ workspaceId, partId, period })),
    'reports.preview': ({ workspaceId, partId, period, quotes }) => {
      const client = { workspaceId, partId }
      const { page, facts } = compose.report(client, periodOf({ ...client, period }), quotes)
      const { from, to } = facts.overview
      return { from, to, verdict: facts.verdict.level, page: page.body.markup, style: page.style }
    },
    async 'reports.make'({ workspaceId, partId, period, formats, quotes, elsewhere }) {
      const client = { workspaceId, partId }
      const folder = (elsewhere ? null : folderOf(client)) ?? (await chooseFolder(client))
      if (folder === null) return null
      return maker.make({
        client,
        period: periodOf({ ...client, period }),
        formats: [...new Set(formats)],
        quotes,
        folder,
        requestedBy: 'operator',
        dueAt: null,
      })
    },
    async 'reports.again'({ reportId }) {
      const { workspaceId, partId, from, to, formats, quotes, folder } = rows.get(reportId)
      const period = compose.gatherer.days(from, to)
      const client = { workspaceId, partId }
      return maker.make({ client, period, formats, quotes, folder, requestedBy: 'operator', dueAt: null })
    },
    'reports.history': rows.history,
    'reports.recent': (asked) =>
      rows
        .recent(asked, clock.now() - recentMs)
        .map(({ workspaceId, partId, from, to }) => {
          const client = { workspaceId, partId }
          return { ...client, name: compose.clientName(client), from, to }
        })
        .toSorted((a, b) => compareNames(a.name, b.name)),
    ...planRoutes({ deps, compose, rows, planner, folderOf }),
    ...fileRoutes(rows, host),
    'reports.folder': (client) => ({ folder: folderOf(client) }),
    async 'reports.chooseFolder'(client) {
      const folder = await chooseFolder(client)
      if (folder === null) return null
      void planner.wake()
      return { folder }
    },
    async 'reports.openFolder'(client) {
      const folder = folderOf(client)
      if (folder === null) throw new AppError('NOT_FOUND', { what: 'folder' })
      await host.openPlace(folder, 'folder')
    },
  }
  return { routes, planner }
}

/** Opens a file or shows it in its folder. */
function fileRoutes(
  rows: ReportStore,
  host: Deps['host'],
): Pick<Handlers<typeof reports>, 'reports.open' | 'reports.show'> {
  const fileOf = (report: StoredReport, format: string | null): string => {
    const file = report.files.find((each) => format === null || each.format === format)
    if (!file) throw new AppError('FILE_NOT_FOUND')
    return path.join(report.folder, file.name)
  }
  return {
    'reports.open': ({ reportId, format }) => host.openPlace(fileOf(rows.get(reportId), format), 'open'),
    'reports.show': ({ reportId }) => host.openPlace(fileOf(rows.get(reportId), null), 'show'),
  }
}
