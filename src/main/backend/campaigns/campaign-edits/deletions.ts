/** Deletes campaigns at Instantly: held for some seconds, sent once, settled by reading, and never sent by a new start. */
import type { Database } from 'better-sqlite3'
import type { Deletion } from '#shared/contract/campaigns/campaign-edits.ts'
import { AppError, type ErrorCode, type ErrorData } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Asker } from '../../core/instantly/types.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { EditParts } from './save-edit.ts'

type Row = {
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

/** Deleted at once; the limiter has the last word. */
const lanes = 4
/** A write is given up after a minute: what is there later was not deleted. */
const lateMs = 90_000

export type Deletions = ReturnType<typeof createDeletions>

const columns = `d.id, d.workspace_id as workspaceId, d.campaign_id as campaignId, d.state, d.due_at as dueAt,
    d.problem_code as problemCode, d.problem_data as problemData, c.name, c.remote_id as remoteId
    from campaign_deletion d join campaign c on c.id = d.campaign_id`

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], Row>(`select ${columns} where d.id = ?`),
  inState: raw.prepare<[string], Row>(`select ${columns} where d.state = ? order by d.id`),
  openOf: raw.prepare<[number], Row>(
    `select ${columns} where d.campaign_id = ? and d.state in ('held', 'sent') order by d.id desc limit 1`,
  ),
  insert: raw.prepare(
    `insert into campaign_deletion (workspace_id, campaign_id, state, asked_at, due_at) values (?, ?, 'held', ?, ?)`,
  ),
  /** Undo and sending are both taken from `held`: whoever comes first has it. */
  moveOn: raw.prepare(
    `update campaign_deletion set state = @to, ended_at = @endedAt where id = @id and state = 'held'`,
  ),
  end: raw.prepare(
    `update campaign_deletion set state = @state, ended_at = @at, problem_code = @code, problem_data = @data where id = @id`,
  ),
  putAway: raw.prepare(`update campaign_deletion set state = 'undone', ended_at = ? where state = 'held'`),
})

export function createDeletions(parts: Omit<EditParts, 'edits'>, holdMs: number) {
  const { deps, campaigns, queries } = parts
  const { clock, instantly } = deps
  const { raw } = deps.store
  const log = deps.log('campaigns')
  const sql = statementsOf(raw)
  const finish = (row: Row, problem: AppError | null) => {
    sql.end.run({
      id: row.id,
      state: problem ? 'failed' : 'done',
      at: clock.now(),
      code: problem?.code ?? null,
      data: problem ? JSON.stringify(problem.data) : null,
    })
    if (!problem) campaigns.gone(row.campaignId, clock.now())
  }

  /** Whether it is there is what was done. */
  async function settle(row: Row, asker: Asker): Promise<void> {
    try {
      await instantly.campaign(asker, row.remoteId)
      finish(row, new AppError('CAMPAIGN_NOT_DELETED'))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') finish(row, null)
      // Not known: it stays `sent`, and the next reading of the client's campaigns settles it.
      else log.info('a deletion could not be settled', { campaign: row.campaignId, code: error.code })
    }
  }

  async function send(row: Row): Promise<void> {
    if (sql.moveOn.run({ id: row.id, to: 'sent', endedAt: null }).changes === 0) return
    const asker: Asker = { workspaceId: row.workspaceId, priority: 'click', askedBy: 'delete campaign' }
    try {
      await instantly.deleteCampaign(asker, row.remoteId)
      finish(row, null)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'CAMPAIGN_NOT_FOUND') finish(row, null)
      else if (error.code === 'OUTCOME_UNKNOWN') await settle(row, asker)
      else finish(row, error)
    }
    deps.changed('campaigns')
  }

  const job = deps.background.defineJob<Row>({
    kind: 'deletions',
    recovery: 'ask',
    network: false,
    atOnce: lanes,
    next: ({ now }) => {
      const held = sql.inState.all('held')
      const due = held.filter(({ dueAt }) => dueAt <= now)
      return {
        due,
        at: Math.min(...held.flatMap(({ dueAt }) => (dueAt > now ? [dueAt] : [])), Number.POSITIVE_INFINITY),
      }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    // What left is waited for, whatever ends.
    run: async (row) => {
      await send(row)
      return { end: 'done' }
    },
    // Nothing that was held is deleted by a new start.
    reconcile: () => void sql.putAway.run(clock.now()),
  })

  const shown = ({ id, campaignId, name, state, dueAt, problemCode, problemData }: Row): Deletion => ({
    id,
    campaignId,
    name,
    state,
    dueAt: new Date(dueAt).toISOString(),
    problem:
      problemCode === null
        ? null
        : // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above
          { code: problemCode, data: problemData === null ? {} : (JSON.parse(problemData) as ErrorData) },
  })

  return {
    /** What an end cut off once it was sent is looked up. */
    async begin(): Promise<void> {
      const cut = sql.inState.all('sent')
      if (cut.length === 0 || !deps.online()) return
      await mapLimit(cut, lanes, (row) =>
        settle(row, { workspaceId: row.workspaceId, priority: 'poll', askedBy: 'delete campaign' }),
      )
      deps.changed('campaigns')
    },
    /** After a reading of a client's campaigns: a deletion without an answer is done where the campaign is gone. */
    check(workspaceId: WorkspaceId): void {
      for (const row of sql.inState.all('sent').filter((each) => each.workspaceId === workspaceId)) {
        if (queries.row(row.campaignId).state === 'gone') finish(row, null)
        else if (clock.now() - row.dueAt > lateMs) finish(row, new AppError('CAMPAIGN_NOT_DELETED'))
      }
    },
    ask(ids: readonly CampaignId[]): readonly Deletion[] {
      const now = clock.now()
      const made = raw.transaction(() =>
        [...new Set(ids)].flatMap((id) => {
          const { workspaceId, state } = queries.row(id)
          if (state === 'gone') return []
          const open = sql.openOf.get(id)
          return [open?.id ?? Number(sql.insert.run(workspaceId, id, now, now + holdMs).lastInsertRowid)]
        }),
      )()
      job.look()
      return made.map((id) => shown(sql.byId.get(id) as Row))
    },
    undo(ids: readonly number[]): readonly number[] {
      const taken = ids.filter((id) => sql.moveOn.run({ id, to: 'undone', endedAt: clock.now() }).changes === 1)
      job.look()
      return taken
    },
    results: (ids: readonly number[]): readonly Deletion[] =>
      ids.flatMap((id) => {
        const row = sql.byId.get(id)
        return row ? [shown(row)] : []
      }),
    /** Nothing that is held is deleted. */
    stop(): void {
      // A second stop finds the store closed, and what was held put away.
      if (raw.open) sql.putAway.run(clock.now())
    },
  }
}
