/** Routes for reports made automatically every week or month. */
import type { ReportClient, ReportPlan, reports } from '#shared/contract/insights/reports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { createReportComposer } from './compose.ts'
import { assertFound } from './logo-routes.ts'
import { createReportPlanner } from './planner.ts'
import { createReportStore, type StoredPlan } from './report-store.ts'

/** Stores plans and reports their problems. */
export function planRoutes(parts: {
  readonly deps: Deps
  readonly compose: ReturnType<typeof createReportComposer>
  readonly rows: ReturnType<typeof createReportStore>
  readonly planner: ReturnType<typeof createReportPlanner>
  readonly folderOf: (client: ReportClient) => string | null
}): Pick<Handlers<typeof reports>, 'reports.failedPlans' | 'reports.plan' | 'reports.savePlan' | 'reports.retryPlan'> {
  const { deps, compose, rows, planner, folderOf } = parts
  const { clock } = deps

  const problemShown = (plan: StoredPlan): ReportPlan['problem'] =>
    plan.problem && {
      ...plan.problem,
      at: new Date(plan.problem.at).toISOString(),
      retryAt: new Date(Math.max(clock.now(), planner.retryAt(plan))).toISOString(),
    }
  const planShown = (plan: StoredPlan | null): ReportPlan | null => {
    if (plan === null) return null
    const { workspaceId, partId, formats, on, every, day, minute } = plan
    const nextAt = planner.nextAt(plan)
    return {
      workspaceId,
      partId,
      formats,
      on,
      every,
      day,
      minute,
      nextAt: isoOrNull(nextAt),
      problem: problemShown(plan),
    }
  }
  return {
    'reports.failedPlans': (asked) =>
      rows.failedPlans(asked).flatMap((plan) => {
        const { workspaceId, partId } = plan
        const problem = problemShown(plan)
        return problem ? [{ workspaceId, partId, name: compose.clientName(plan), problem }] : []
      }),
    'reports.plan': (client) => planShown(rows.plan(client)),
    'reports.savePlan': ({ rhythm, formats, on, ...client }) => {
      compose.clientName(client)
      if (on && folderOf(client) === null) throw new AppError('NOT_FOUND', { what: 'folder' })
      const before = rows.plan(client)
      const same =
        before?.on === true &&
        before.every === rhythm.every &&
        before.day === rhythm.day &&
        before.minute === rhythm.minute
      // A due report that failed stays due; a changed schedule starts with its next time.
      const settledAt = same ? before.settledAt : clock.now()
      rows.putPlan({ ...client, ...rhythm, formats: [...new Set(formats)], on, settledAt })
      void planner.wake()
      return assertFound(planShown(rows.plan(client)))
    },
    async 'reports.retryPlan'(client) {
      await planner.wake()
      return planShown(rows.plan(client))
    },
  }
}
