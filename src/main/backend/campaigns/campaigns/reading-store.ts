/** Stores the outcome of each reading of a client's campaigns. */

import type { Database } from 'better-sqlite3'
import type { CampaignReading, ReadingHealth } from '#shared/contract/campaigns/campaigns.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'

type ReadingRow = {
  readonly workspaceId: WorkspaceId
  readonly requestedBy: CampaignReading['requestedBy']
  readonly state: CampaignReading['state']
  readonly startedAt: number
  readonly imported: number
  readonly updated: number
  readonly gone: number
  readonly detailed: number
  readonly failed: number
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

const columns = `workspace_id as workspaceId, asked_by as requestedBy, state, started_at as startedAt,
    imported, updated, gone, detailed, failed, problem_code as problemCode, problem_data as problemData`

const statementsOf = (raw: Database) => ({
  begin: raw.prepare(
    `insert into campaign_reading (workspace_id, asked_by, state, started_at) values (?, ?, 'running', ?)`,
  ),
  note: raw.prepare(
    'update campaign_reading set imported = @imported, updated = @updated, gone = @gone where id = @id',
  ),
  end: raw.prepare(
    `update campaign_reading set state = @state, ended_at = @endedAt, imported = @imported, updated = @updated,
       gone = @gone, detailed = @detailed, failed = @failed, problem_code = @problemCode, problem_data = @problemData
       where id = @id`,
  ),
  newest: raw.prepare<[number], ReadingRow>(
    `select ${columns} from campaign_reading where workspace_id = ? order by id desc limit 50`,
  ),
})

export type ReadCounts = Pick<ReadingRow, 'imported' | 'updated' | 'gone' | 'detailed' | 'failed'>

export function createReadingStore({ raw }: Store) {
  const sql = statementsOf(raw)
  // Interrupted by the app quitting or crashing. What is left to read follows from the campaigns themselves.
  raw.prepare(`update campaign_reading set state = 'cut_off' where state = 'running'`).run()

  return {
    begin: (workspaceId: WorkspaceId, requestedBy: CampaignReading['requestedBy'], at: number): number =>
      Number(sql.begin.run(workspaceId, requestedBy, at).lastInsertRowid),
    note: (id: number, so: ReadCounts): void => void sql.note.run({ ...so, id }),
    end(
      id: number,
      so: ReadCounts,
      how: Pick<ReadingRow, 'state' | 'problemCode' | 'problemData'> & { readonly endedAt: number },
    ): void {
      sql.end.run({ ...so, id, ...how })
    },
    /** Returns the last reading of a client, which exists once one was requested. */
    newest: (workspaceId: WorkspaceId): CampaignReading | null => {
      const row = sql.newest.get(workspaceId)
      return row ? toReading(row) : null
    },
    /** Whether a client's last reading started no longer ago than this and succeeded, at least in part. */
    wasReadWithin(workspaceId: WorkspaceId, ms: number, now: number): boolean {
      const last = sql.newest.get(workspaceId)
      return last !== undefined && (last.state === 'done' || last.state === 'partly') && ageOf(last.startedAt, now) < ms
    },
    /** Returns the state of a client's readings. */
    health(workspaceId: WorkspaceId): Pick<ReadingHealth, 'last' | 'lastGoodAt'> {
      const rows = sql.newest.all(workspaceId)
      const last = rows.find(({ state }) => state !== 'running') ?? null
      const good = rows.find(({ state }) => state === 'done')
      return {
        last: last ? toReading(last) : null,
        lastGoodAt: good ? new Date(good.startedAt).toISOString() : null,
      }
    },
  }
}

function toReading(row: ReadingRow): CampaignReading {
  const { problemCode, problemData, startedAt: _, ...rest } = row
  return { ...rest, problem: storedProblem(problemCode, problemData) }
}
