/** Stores moves of leads. Every function is one statement or transaction. */

import type { Database } from 'better-sqlite3'
import type { MoveLeadRow, MoveOutcome, MoveState, SubsequenceMove } from '#shared/contract/campaigns/subsequences.ts'
import { AppError, type ErrorCode, requireFound } from '#shared/errors.ts'
import type { CampaignId, SubsequenceId, SubsequenceMoveId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'

export type MoveRow = {
  readonly id: SubsequenceMoveId
  readonly workspaceId: WorkspaceId
  readonly campaignId: CampaignId
  readonly campaignRemoteId: string
  readonly intoId: SubsequenceId | null
  readonly intoName: string | null
  readonly undoOf: SubsequenceMoveId | null
  readonly undoneBy: SubsequenceMoveId | null
  readonly state: MoveState
  readonly askedAt: number
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

/**
 * A lead of a move. In `target`, null means no subsequence; in `onlyFrom` and `before`, the empty string means none and
 * null means not checked.
 */
export type MovedLead = {
  readonly moveId: SubsequenceMoveId
  readonly place: number
  readonly remoteId: string
  readonly email: string | null
  readonly target: string | null
  readonly onlyFrom: string | null
  readonly before: string | null
  readonly state: MoveOutcome
  readonly tries: number
  /** When its last request was sent. */
  readonly sentAt: number | null
}

export type NewLead = {
  readonly remoteId: string
  readonly email: string | null
  readonly name: string
  readonly target: string | null
  readonly onlyFrom: string | null
}

type NewMove = {
  readonly workspaceId: WorkspaceId
  readonly campaignId: CampaignId
  readonly idempotencyKey: string
  readonly intoId: SubsequenceId | null
  readonly undoOf: SubsequenceMoveId | null
  readonly at: number
}

const leadsPerStep = 100

export type MoveStore = ReturnType<typeof createMoveStore>

const columns = `m.id, m.workspace_id as workspaceId, m.campaign_id as campaignId, c.remote_id as campaignRemoteId,
    m.into_id as intoId, s.name as intoName, m.undo_of as undoOf,
    (select u.id from subsequence_move u where u.undo_of = m.id) as undoneBy, m.state, m.asked_at as askedAt,
    m.problem_code as problemCode, m.problem_data as problemData
    from subsequence_move m join campaign c on c.id = m.campaign_id left join subsequence s on s.id = m.into_id`

const leadColumns = `move_id as moveId, place, remote_id as remoteId, email, target, only_from as onlyFrom, before, state, tries,
    sent_at as sentAt`

/**
 * Leads that were moved or may have been: a request was sent and not answered, or given up, and Instantly may have carried
 * it out after the lead was last looked for.
 */
const mayBeMovedSql = `(state = 'moved' or before is not null and
    (state = 'sent' or state = 'refused' and problem_code = '${'OUTCOME_UNKNOWN' satisfies ErrorCode}'))`

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], MoveRow>(`select ${columns} where m.id = ?`),
  byClick: raw.prepare<[string], MoveRow>(`select ${columns} where m.click_id = ?`),
  open: raw.prepare<[], MoveRow>(`select ${columns} where m.state in ('running', 'held') order by m.id`),
  ofCampaign: raw.prepare<[number], MoveRow>(`select ${columns} where m.campaign_id = ? order by m.id desc limit 20`),
  insert: raw.prepare(
    `insert into subsequence_move (workspace_id, campaign_id, click_id, into_id, undo_of, state, asked_at)
     values (@workspaceId, @campaignId, @idempotencyKey, @intoId, @undoOf, 'running', @at)`,
  ),
  insertLead: raw.prepare(
    `insert into subsequence_move_lead (move_id, place, workspace_id, remote_id, email, name, target, only_from, state)
     values (@moveId, @place, @workspaceId, @remoteId, @email, @name, @target, @onlyFrom, 'waiting')`,
  ),
  setState: raw.prepare(
    `update subsequence_move set state = @state, ended_at = @endedAt, problem_code = @code, problem_data = @data
       where id = @id and state <> 'done'`,
  ),
  /** Also reopens a finished move, to retry its refused leads. */
  reopen: raw.prepare(
    `update subsequence_move set state = 'running', ended_at = null, problem_code = null, problem_data = null where id = ?`,
  ),
  again: raw.prepare(
    `update subsequence_move_lead set state = 'waiting', tries = 0, problem_code = null, problem_data = null
       where move_id = ? and state = 'refused'`,
  ),
  left: raw.prepare<[number, number], MovedLead>(
    `select ${leadColumns} from subsequence_move_lead where move_id = ? and place > ? and state in ('waiting', 'sent')
       order by place limit ${leadsPerStep}`,
  ),
  seen: raw.prepare(
    `update subsequence_move_lead set before = coalesce(before, @before) where move_id = @moveId and place = @place`,
  ),
  setSent: raw.prepare(
    `update subsequence_move_lead set state = 'sent', tries = tries + 1, sent_at = ? where move_id = ? and place = ?`,
  ),
  setLead: raw.prepare(
    `update subsequence_move_lead set state = @state, problem_code = @code, problem_data = @data
       where move_id = @moveId and place = @place`,
  ),
  refuseLeft: raw.prepare(
    `update subsequence_move_lead set state = 'refused', problem_code = @code, problem_data = @data
       where move_id = @moveId and target = @target and state in ('waiting', 'sent')`,
  ),
  counts: raw.prepare<[number], { state: MoveOutcome; count: number }>(
    'select state, count(*) as count from subsequence_move_lead where move_id = ? group by state',
  ),
  moved: raw.prepare<
    [number],
    { remoteId: string; email: string | null; name: string; target: string | null; before: string | null }
  >(
    `select remote_id as remoteId, email, name, target, before from subsequence_move_lead
       where move_id = ? and ${mayBeMovedSql} order by place`,
  ),
  anyMoved: raw
    .prepare<[number]>(`select 1 from subsequence_move_lead where move_id = ? and ${mayBeMovedSql} limit 1`)
    .pluck(),
  shownLeads: raw.prepare<
    [number, number, number],
    {
      remoteId: string
      email: string | null
      name: string
      outcome: MoveOutcome
      code: ErrorCode | null
      data: string | null
    }
  >(
    `select remote_id as remoteId, email, name, state as outcome, problem_code as code, problem_data as data
       from subsequence_move_lead where move_id = ?
       order by case state when 'refused' then 0 when 'elsewhere' then 1 when 'sent' then 2 when 'waiting' then 3 when 'moved' then 4 else 5 end, place
       limit ? offset ?`,
  ),
})

export function createMoveStore({ raw }: Store) {
  const sql = statementsOf(raw)

  const find = (id: SubsequenceMoveId): MoveRow => requireFound(sql.byId.get(id), 'move')
  const countsOf = (id: SubsequenceMoveId) => {
    const found = new Map(sql.counts.all(id).map(({ state, count }) => [state, count]))
    const of = (state: MoveOutcome) => found.get(state) ?? 0
    return {
      waiting: of('waiting'),
      sent: of('sent'),
      moved: of('moved'),
      already: of('already'),
      elsewhere: of('elsewhere'),
      refused: of('refused'),
    } satisfies Record<MoveOutcome, number>
  }
  const shown = (row: MoveRow): SubsequenceMove => {
    const all = countsOf(row.id)
    const { id, campaignId, undoOf, state, intoId, intoName } = row
    return {
      id,
      campaignId,
      into: intoId === null ? null : { id: intoId, name: intoName ?? '' },
      undoOf,
      canUndo:
        row.undoneBy === null && (state === 'done' || state === 'stopped') && sql.anyMoved.get(row.id) !== undefined,
      canGoOn:
        row.undoneBy === null && (state === 'stopped' || state === 'held' || (state === 'done' && all.refused > 0)),
      state,
      askedAt: new Date(row.askedAt).toISOString(),
      total: Object.values(all).reduce((sum, count) => sum + count, 0),
      counts: all,
      problem: storedProblem(row.problemCode, row.problemData),
    }
  }

  const add = raw.transaction((move: NewMove, leads: readonly NewLead[]): SubsequenceMoveId => {
    // The id of the row just inserted.
    const moveId = Number(sql.insert.run(move).lastInsertRowid) as SubsequenceMoveId
    const unique = new Map(leads.map((lead) => [lead.remoteId, lead]))
    for (const [place, lead] of [...unique.values()].entries())
      sql.insertLead.run({ ...lead, moveId, place, workspaceId: move.workspaceId })
    return moveId
  })
  const reopenAll = raw.transaction((id: SubsequenceMoveId): void => {
    sql.reopen.run(id)
    sql.again.run(id)
  })

  return {
    find,
    shown,
    byClick: (idempotencyKey: string): MoveRow | null => sql.byClick.get(idempotencyKey) ?? null,
    open: (): readonly MoveRow[] => sql.open.all(),
    ofCampaign: (id: CampaignId): readonly SubsequenceMove[] => sql.ofCampaign.all(id).map(shown),
    /** Stores a whole move before any of it is sent, each lead once. */
    add: (move: NewMove, leads: readonly NewLead[]): SubsequenceMoveId => add.immediate(move, leads),
    state(id: SubsequenceMoveId, state: MoveState, problem: AppError | null, at: number | null): void {
      sql.setState.run({ id, state, endedAt: at, ...problemColumns(problem) })
    },
    /** Makes the remaining leads wait again, including refused ones. */
    reopen: (id: SubsequenceMoveId): void => reopenAll.immediate(id),
    /** Returns leads without an outcome, after a place. */
    left: (id: SubsequenceMoveId, after: number): readonly MovedLead[] => sql.left.all(id, after),
    /** Stores where a lead was before the first request; a value already stored is kept. */
    seen: ({ moveId, place }: MovedLead, before: string | null): void =>
      void sql.seen.run({ moveId, place, before: before ?? '' }),
    /** Marks a lead as sent, committed before the request. */
    sent: ({ moveId, place }: MovedLead, at: number): void => void sql.setSent.run(at, moveId, place),
    outcome({ moveId, place }: MovedLead, state: MoveOutcome, problem: AppError | null = null): void {
      sql.setLead.run({ moveId, place, state, ...problemColumns(problem) })
    },
    /** Refuses the remaining leads because the subsequence is gone. */
    refuseLeft: (moveId: SubsequenceMoveId, target: string, problem: AppError): void =>
      void sql.refuseLeft.run({ moveId, target, ...problemColumns(problem) }),
    /** Returns leads that were moved, and those that may have been. */
    moved: (id: SubsequenceMoveId) => sql.moved.all(id),
    leads(id: SubsequenceMoveId, page: { readonly limit: number; readonly offset: number }) {
      const all = Object.values(countsOf(id)).reduce((sum, count) => sum + count, 0)
      const rows = sql.shownLeads
        .all(id, page.limit, page.offset)
        .map(({ code, data, ...row }): MoveLeadRow => ({ ...row, problem: storedProblem(code, data) }))
      return { rows, total: all }
    },
  }
}
