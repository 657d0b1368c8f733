/** Stores deletions. */

import type { Database } from 'better-sqlite3'
import type { Deletion } from '#shared/contract/campaigns/campaign-edits.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'

export type DeletionRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly campaignId: CampaignId
  readonly state: Deletion['state']
  readonly dueAt: number
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
  readonly name: string
  readonly remoteId: string
}

const columns = `d.id, d.workspace_id as workspaceId, d.campaign_id as campaignId, d.state, d.due_at as dueAt,
    d.problem_code as problemCode, d.problem_data as problemData, c.name, c.remote_id as remoteId
    from campaign_deletion d join campaign c on c.id = d.campaign_id`

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], DeletionRow>(`select ${columns} where d.id = ?`),
  inState: raw.prepare<[string], DeletionRow>(`select ${columns} where d.state = ? order by d.id`),
  unanswered: raw.prepare<[number], DeletionRow>(
    `select ${columns} where d.workspace_id = ?
       and (d.state = 'sent' or d.state = 'failed' and d.problem_code = 'CAMPAIGN_NOT_DELETED') order by d.id`,
  ),
  openOf: raw.prepare<[number], DeletionRow>(
    `select ${columns} where d.campaign_id = ? and d.state in ('held', 'sent') order by d.id desc limit 1`,
  ),
  insert: raw.prepare(
    `insert into campaign_deletion (workspace_id, campaign_id, state, asked_at, due_at) values (?, ?, 'held', ?, ?)`,
  ),
  /** Both undoing and sending change the state from `held`, so only the first one succeeds. */
  moveOn: raw.prepare(
    `update campaign_deletion set state = @to, ended_at = @endedAt where id = @id and state = 'held'`,
  ),
  end: raw.prepare(
    `update campaign_deletion set state = @state, ended_at = @at, problem_code = @code, problem_data = @data where id = @id`,
  ),
  discardPending: raw.prepare(`update campaign_deletion set state = 'undone', ended_at = ? where state = 'held'`),
})

export function createDeletionStore({ raw }: Store) {
  const sql = statementsOf(raw)

  return {
    find: (id: number): DeletionRow | undefined => sql.byId.get(id),
    inState: (state: Deletion['state']): readonly DeletionRow[] => sql.inState.all(state),
    /** Returns deletions with a lost answer, including those whose campaign still existed when it was looked for. */
    unanswered: (workspaceId: WorkspaceId): readonly DeletionRow[] => sql.unanswered.all(workspaceId),
    /** Returns a deletion that is held or being sent. */
    openOf: (id: CampaignId): DeletionRow | undefined => sql.openOf.get(id),
    add: (workspaceId: WorkspaceId, id: CampaignId, at: number, dueAt: number): number =>
      Number(sql.insert.run(workspaceId, id, at, dueAt).lastInsertRowid),
    /** Changes the state from `held`; false if it had already changed. */
    moveOn: (id: number, to: Deletion['state'], endedAt: number | null): boolean =>
      sql.moveOn.run({ id, to, endedAt }).changes === 1,
    end: (id: number, problem: AppError | null, at: number): void =>
      void sql.end.run({ id, state: problem ? 'failed' : 'done', at, ...problemColumns(problem) }),
    discardPending: (at: number): void => void sql.discardPending.run(at),
  }
}

export const toDeletion = ({ id, campaignId, name, state, problemCode, problemData }: DeletionRow): Deletion => ({
  id,
  campaignId,
  name,
  state,
  problem: storedProblem(problemCode, problemData),
})
