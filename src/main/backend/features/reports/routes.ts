import path from 'node:path'
import { z } from 'zod'
import type { ReportPlan, reports } from '#shared/contract/reports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Period } from '#shared/domain/analytics/period.ts'
import { type ReportPeriod, reportPeriod } from '#shared/domain/reports/period.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { getSetting, type Setting, setSetting } from '../settings/settings-store.ts'
import { type ComposerSources, createComposer } from './compose.ts'
import { readLogo } from './logo.ts'
import { createReportMaker } from './make-report.ts'
import { createPlanner, type ReportTimings, reportTimings } from './planner.ts'
import { createReportStore, type StoredPlan, type StoredReport } from './report-store.ts'

/** Where a client's reports go. Chosen in the system's own dialog only: no path comes from the window. */
const folderSetting: Setting<string | null> = { key: 'reportFolder', shape: z.string().nullable(), fallback: null }

/** Reports for clients: looked at, made, planned. */
export function createReports(
  deps: Deps,
  options: ComposerSources & {
    readonly freshen: (workspaceId: WorkspaceId) => Promise<unknown>
    readonly timings?: ReportTimings | undefined
    readonly zone?: (() => string) | undefined
  },
) {
  const { store, clock, host } = deps
  const compose = createComposer(deps, options)
  const rows = createReportStore(store)
  const maker = createReportMaker(deps, rows, compose)
  const folderOf = (workspaceId: WorkspaceId) => getSetting(store, workspaceId, folderSetting)
  const planner = createPlanner(deps, {
    store: rows,
    maker,
    folderOf,
    clientName: compose.clientName,
    freshen: options.freshen,
    zone: options.zone ?? (() => Intl.DateTimeFormat().resolvedOptions().timeZone),
    timings: options.timings ?? reportTimings,
  })

  type Asked = {
    readonly workspaceId: WorkspaceId
    readonly period: ReportPeriod | { readonly from: string; readonly to: string }
  }
  const periodOf = ({ workspaceId, period }: Asked): Period =>
    typeof period === 'string'
      ? reportPeriod(period, compose.gatherer.today(workspaceId))
      : compose.gatherer.days(period.from, period.to)

  const fileOf = (report: StoredReport, format: string | null): string => {
    const file = report.files.find((each) => format === null || each.format === format)
    if (!file) throw new AppError('FILE_NOT_FOUND')
    return path.join(report.folder, file.name)
  }

  async function chooseFolder(workspaceId: WorkspaceId): Promise<string | null> {
    compose.clientName(workspaceId)
    const folder = await host.choosePlace('folder')
    if (folder !== null) {
      setSetting(store, workspaceId, folderSetting, folder, clock.now())
      rows.clearProblem(workspaceId)
    }
    return folder
  }

  const planShown = (plan: StoredPlan | null): ReportPlan | null => {
    if (plan === null) return null
    const { problem, workspaceId, formats, on, every, day, minute } = plan
    const nextAt = planner.nextAt(plan)
    return {
      workspaceId,
      formats,
      on,
      every,
      day,
      minute,
      nextAt: nextAt === null ? null : new Date(nextAt).toISOString(),
      problem: problem && {
        ...problem,
        at: new Date(problem.at).toISOString(),
        retryAt: new Date(Math.max(clock.now(), planner.retryAt(plan))).toISOString(),
      },
    }
  }

  const routes: Handlers<typeof reports> = {
    'reports.settings': ({ workspaceId }) => compose.settings(workspaceId),
    'reports.saveSettings': ({ workspaceId, settings }) => compose.saveSettings(workspaceId, settings),
    'reports.logo': ({ workspaceId }) => compose.logos.get(workspaceId),
    async 'reports.chooseLogo'({ workspaceId }) {
      compose.clientName(workspaceId)
      const file = await host.choosePlace('picture')
      if (file === null) return null
      compose.logos.put(workspaceId, await readLogo(file))
      return compose.logos.get(workspaceId)
    },
    'reports.removeLogo': ({ workspaceId }) => {
      compose.logos.remove(workspaceId)
      return null
    },
    'reports.quotable': (asked) => compose.gatherer.quotable(asked.workspaceId, periodOf(asked)),
    'reports.preview': (asked) => {
      const { page, facts } = compose.report(asked.workspaceId, periodOf(asked), asked.quotes)
      const { from, to } = facts.overview
      return { from, to, verdict: facts.verdict.level, page: page.body.markup, style: page.style }
    },
    async 'reports.make'({ workspaceId, formats, quotes, elsewhere, ...asked }) {
      const folder = (elsewhere ? null : folderOf(workspaceId)) ?? (await chooseFolder(workspaceId))
      if (folder === null) return null
      const period = periodOf({ workspaceId, ...asked })
      return maker.make({
        workspaceId,
        period,
        formats: [...new Set(formats)],
        quotes,
        folder,
        askedBy: 'operator',
        dueAt: null,
      })
    },
    async 'reports.again'({ reportId }) {
      const { workspaceId, from, to, formats, quotes, folder } = rows.get(reportId)
      const period = compose.gatherer.days(from, to)
      return maker.make({ workspaceId, period, formats, quotes, folder, askedBy: 'operator', dueAt: null })
    },
    'reports.history': ({ workspaceId }) => rows.history(workspaceId),
    async 'reports.open'({ reportId, format }) {
      await host.openPlace(fileOf(rows.get(reportId), format), 'open')
      return null
    },
    async 'reports.show'({ reportId }) {
      await host.openPlace(fileOf(rows.get(reportId), null), 'show')
      return null
    },
    'reports.folder': ({ workspaceId }) => ({ folder: folderOf(workspaceId) }),
    async 'reports.chooseFolder'({ workspaceId }) {
      const folder = await chooseFolder(workspaceId)
      if (folder === null) return null
      void planner.poke()
      return { folder }
    },
    async 'reports.openFolder'({ workspaceId }) {
      const folder = folderOf(workspaceId)
      if (folder === null) throw new AppError('NOT_FOUND', { what: 'folder' })
      await host.openPlace(folder, 'folder')
      return null
    },
    'reports.plan': ({ workspaceId }) => planShown(rows.plan(workspaceId)),
    'reports.savePlan': ({ workspaceId, rhythm, formats, on }) => {
      compose.clientName(workspaceId)
      if (on && folderOf(workspaceId) === null) throw new AppError('NOT_FOUND', { what: 'folder' })
      const before = rows.plan(workspaceId)
      const same =
        before?.on === true &&
        before.every === rhythm.every &&
        before.day === rhythm.day &&
        before.minute === rhythm.minute
      // A report that is due and failed stays due; a new rhythm begins with its next time.
      const settledAt = same ? before.settledAt : clock.now()
      rows.putPlan({ workspaceId, ...rhythm, formats: [...new Set(formats)], on, settledAt })
      void planner.poke()
      const saved = planShown(rows.plan(workspaceId))
      if (saved === null) throw new AppError('INTERNAL')
      return saved
    },
    async 'reports.retryPlan'({ workspaceId }) {
      await planner.poke()
      return planShown(rows.plan(workspaceId))
    },
  }
  return { routes, planner }
}
