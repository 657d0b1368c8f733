/** Stores the reports made and planned. */

import type { Database } from 'better-sqlite3'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ReportClient, ReportFile, ReportFormat, ReportMade } from '#shared/contract/insights/reports.ts'
import { AppError, type ErrorCode, type Problem, requireFound } from '#shared/errors.ts'
import type { ReportId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'
import { clientKey, partOfKey } from './client-key.ts'
import type { Rhythm } from './due.ts'

type MadeRow = Omit<ReportMade, 'partId' | 'formats' | 'files' | 'problem' | 'startedAt'> & {
  readonly part: number
  readonly startedAt: number
  readonly formats: string
  readonly files: string
  readonly quotes: string
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

/** A report in the form the maker needs. */
export type StoredReport = ReportMade & { readonly quotes: readonly number[] }

export type StoredPlan = Rhythm &
  ReportClient & {
    readonly formats: readonly ReportFormat[]
    readonly on: boolean
    readonly settledAt: number
    readonly problem: (Problem & { readonly at: number }) | null
    readonly failures: number
  }

type PlanRow = Omit<StoredPlan, 'partId' | 'formats' | 'on' | 'problem'> & {
  readonly part: number
  readonly formats: string
  readonly on: 0 | 1
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
  readonly problemAt: number | null
}

const madeColumns = `id, workspace_id as workspaceId, part_id as part, from_date as "from", to_date as "to", asked_by as requestedBy, state,
  started_at as startedAt, folder, formats, quotes, files, problem_code as problemCode, problem_data as problemData`
const planColumns = `p.workspace_id as workspaceId, p.part_id as part, p.every, p.day, p.minute, p.formats, p.is_on as "on",
  p.settled_at as settledAt, p.problem_code as problemCode, p.problem_data as problemData, p.problem_at as problemAt, p.failures`
const maxShown = 100
const ofClientSql = 'workspace_id = @workspaceId and part_id = @part'

const statementsOf = (raw: Database) => ({
  begin: raw.prepare(
    `insert into report_made (workspace_id, part_id, from_date, to_date, asked_by, due_at, state, started_at, folder, formats, quotes, files)
       values (@workspaceId, @part, @from, @to, @requestedBy, @dueAt, 'making', @startedAt, @folder, @formats, @quotes, '[]')`,
  ),
  again: raw.prepare(
    `update report_made set state = 'making', started_at = @startedAt, folder = @folder, formats = @formats,
       problem_code = null, problem_data = null where id = @id`,
  ),
  files: raw.prepare('update report_made set files = @files where id = @id'),
  end: raw.prepare(
    `update report_made set state = @state, ended_at = @endedAt, problem_code = @code, problem_data = @data where id = @id`,
  ),
  one: raw.prepare<[number], MadeRow>(`select ${madeColumns} from report_made where id = ?`),
  due: raw.prepare<[object], MadeRow>(
    `select ${madeColumns} from report_made where ${ofClientSql} and due_at = @dueAt`,
  ),
  history: raw.prepare<[object], MadeRow>(
    `select ${madeColumns} from report_made where ${ofClientSql} order by id desc limit ${maxShown}`,
  ),
  // The newest finished report of each client in use, as plans belong to those.
  recent: raw.prepare<[number], MadeRow>(
    `select ${madeColumns} from report_made where id in (select max(m.id) from report_made m
       join workspace w on w.id = m.workspace_id and w.archived_at is null and (w.demo is null or w.demo = 'ready')
       where m.state = 'done' and m.started_at >= ?
         and (m.part_id = 0 or m.part_id in (select id from client_part where workspace_id = m.workspace_id))
       group by m.workspace_id, m.part_id)`,
  ),
  cutOff: raw.prepare<[], { id: ReportId; folder: string }>(
    `select id, folder from report_made where state = 'cut_off'`,
  ),
  plan: raw.prepare<[object], PlanRow>(`select ${planColumns} from report_plan p where ${ofClientSql}`),
  // Clients in use only; the plan of a removed part is suspended until the part is restored.
  plansOn: raw.prepare<[], PlanRow>(
    `select ${planColumns} from report_plan p join workspace w on w.id = p.workspace_id and w.archived_at is null
       and (w.demo is null or w.demo = 'ready') where p.is_on = 1
       and (p.part_id = 0 or p.part_id in (select id from client_part where workspace_id = p.workspace_id))
       order by p.workspace_id, p.part_id`,
  ),
  shownTogether: raw
    .prepare<[], WorkspaceId>(`select id from workspace where archived_at is null and ${allClientsSql('id')}`)
    .pluck(),
  putPlan: raw.prepare(
    `insert into report_plan (workspace_id, part_id, every, day, minute, formats, is_on, settled_at)
       values (@workspaceId, @part, @every, @day, @minute, @formats, @on, @settledAt)
     on conflict (workspace_id, part_id) do update set every = @every, day = @day, minute = @minute, formats = @formats, is_on = @on,
       settled_at = @settledAt, problem_code = null, problem_data = null, problem_at = null, failures = 0`,
  ),
  settle: raw.prepare(
    `update report_plan set settled_at = @at, problem_code = null, problem_data = null, problem_at = null, failures = 0
       where ${ofClientSql} and (settled_at < @at or settled_at > @now)`,
  ),
  fail: raw.prepare(
    `update report_plan set problem_code = @code, problem_data = @data, problem_at = @at, failures = failures + 1
       where ${ofClientSql}`,
  ),
  clear: raw.prepare(
    `update report_plan set problem_code = null, problem_data = null, problem_at = null, failures = 0 where ${ofClientSql}`,
  ),
})

export function createReportStore({ raw }: Store) {
  // Reports interrupted by the app quitting, which nothing is writing now.
  raw.prepare(`update report_made set state = 'cut_off' where state = 'making'`).run()

  const sql = statementsOf(raw)

  const shownOf = (workspaceId: WorkspaceId | null): ReadonlySet<WorkspaceId> =>
    new Set(workspaceId === null ? sql.shownTogether.all() : [workspaceId])

  const found = (id: ReportId): StoredReport => {
    const row = requireFound(sql.one.get(id), 'report')
    return toStoredReport(row)
  }
  return {
    /** Throws NOT_FOUND. */
    get: found,
    history: (client: ReportClient): readonly StoredReport[] => sql.history.all(clientKey(client)).map(toStoredReport),
    /** Records that a report is being made. A planned one has one row per due time, however often it is tried. */
    begin(report: {
      readonly client: ReportClient
      readonly from: string
      readonly to: string
      readonly requestedBy: ReportMade['requestedBy']
      readonly dueAt: number | null
      readonly startedAt: number
      readonly folder: string
      readonly formats: readonly ReportFormat[]
      readonly quotes: readonly number[]
    }): StoredReport {
      const formats = JSON.stringify(report.formats)
      const { client, ...rest } = report
      const key = clientKey(client)
      const before = report.dueAt === null ? undefined : sql.due.get({ ...key, dueAt: report.dueAt })
      if (before) {
        sql.again.run({ id: before.id, startedAt: report.startedAt, folder: report.folder, formats })
        return found(before.id)
      }
      const { lastInsertRowid } = sql.begin.run({ ...rest, ...key, formats, quotes: JSON.stringify(report.quotes) })
      return found(Number(lastInsertRowid) as ReportId)
    },
    /** Whether a planned report due at this time was made. */
    isMade: (client: ReportClient, dueAt: number): boolean =>
      sql.due.get({ ...clientKey(client), dueAt }) !== undefined,
    /** Returns reports interrupted by the app quitting; nothing is writing their files now. */
    cutOff: (): readonly { readonly id: ReportId; readonly folder: string }[] => sql.cutOff.all(),
    putFiles: (id: ReportId, all: readonly ReportFile[]): void =>
      void sql.files.run({ id, files: JSON.stringify(all) }),
    end(id: ReportId, endedAt: number, problem: AppError | null): StoredReport {
      const state = problem === null ? 'done' : 'failed'
      sql.end.run({ id, endedAt, state, ...problemColumns(problem) })
      return found(id)
    },
    plan(client: ReportClient): StoredPlan | null {
      const row = sql.plan.get(clientKey(client))
      return row ? toStoredPlan(row) : null
    },
    plansOn: (): readonly StoredPlan[] => sql.plansOn.all().map(toStoredPlan),
    /** Returns each client's newest report since then: of a client, a workspace with its parts, or all clients. */
    recent({ workspaceId, partId }: ClientFilter, since: number): readonly StoredReport[] {
      const shown = shownOf(workspaceId)
      return sql.recent
        .all(since)
        .map(toStoredReport)
        .filter((each) => shown.has(each.workspaceId) && (partId === null || each.partId === partId))
    },
    /** Returns plans whose last try failed: for a client, a workspace with all its parts, or all clients. */
    failedPlans({ workspaceId, partId }: ClientFilter): readonly StoredPlan[] {
      const shown = shownOf(workspaceId)
      return sql.plansOn
        .all()
        .map(toStoredPlan)
        .filter(
          (each) => each.problem !== null && shown.has(each.workspaceId) && (partId === null || each.partId === partId),
        )
    },
    putPlan({ partId, ...next }: Omit<StoredPlan, 'problem' | 'failures'>): void {
      const { part } = clientKey({ ...next, partId })
      sql.putPlan.run({ ...next, part, formats: JSON.stringify(next.formats), on: next.on ? 1 : 0 })
    },
    settlePlan: (client: ReportClient, at: number, now: number): void =>
      void sql.settle.run({ ...clientKey(client), at, now }),
    failPlan: (client: ReportClient, at: number, problem: AppError): void =>
      void sql.fail.run({ ...clientKey(client), at, ...problemColumns(problem) }),
    clearProblem: (client: ReportClient): void => void sql.clear.run(clientKey(client)),
  }
}
export type ReportStore = ReturnType<typeof createReportStore>

function toStoredReport(stored: MadeRow): StoredReport {
  const { part, startedAt, formats, files, quotes, problemCode, problemData, ...row } = stored
  return {
    ...row,
    partId: partOfKey(part),
    startedAt: new Date(startedAt).toISOString(),
    formats: JSON.parse(formats) as ReportFormat[],
    files: JSON.parse(files) as ReportFile[],
    quotes: JSON.parse(quotes) as number[],
    problem: storedProblem(problemCode, problemData),
  }
}

function toStoredPlan({ part, formats, on, problemCode, problemData, problemAt, ...row }: PlanRow): StoredPlan {
  const problem = storedProblem(problemCode, problemData)
  return {
    ...row,
    partId: partOfKey(part),
    formats: JSON.parse(formats) as ReportFormat[],
    on: on === 1,
    problem: problem === null || problemAt === null ? null : { ...problem, at: problemAt },
  }
}
