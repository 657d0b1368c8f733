/** Stores experiments, and which of their steps are in force. */
import type { Database } from 'better-sqlite3'
import type {
  Experiment,
  ExperimentResult,
  ExperimentRow,
  ExperimentState,
} from '#shared/contract/exports/experiments.ts'
import { type ExperimentPlan, experimentPlan, markName } from '#shared/domain/exports/experiments/plan.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { ExperimentId, ListId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { listColumns } from '../../leads/lists/list-columns.ts'

/** Leads added later are counted up to this number. */
const maxLater = 10_000

/**
 * A step is in force unless its action was undone; it stays so once the action is deleted. Written in another order,
 * the query would read every lead.
 */
const counts = `s.done = 1 and not exists (
  select 1 from list_action a where a.id = s.action_id and (a.undone_at is not null or a.state = 'undoing'))`

type Stored = Pick<
  ExperimentRow,
  'id' | 'workspaceId' | 'listId' | 'listName' | 'createdAt' | 'startedAt' | 'winner' | 'decidedAt'
> & {
  readonly plan: string
  readonly mark: string
  readonly seed: string
  readonly decision: string
  readonly result: string | null
}

export type ExperimentStep = {
  readonly actionId: number
  readonly at: string
  readonly count: number
  readonly rowCount: number
}

const columns = `e.id, e.workspace_id as workspaceId, e.list_id as listId, l.name as listName, e.plan, e.mark, e.seed,
  e.created_at as createdAt, (select min(s.at) from experiment_step s where s.experiment_id = e.id and ${counts}) as startedAt,
  e.winner, e.decided_at as decidedAt, e.decision, e.result`

const from = 'from experiment e join lead_list l on l.id = e.list_id'

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number], Stored>(`select ${columns} ${from} where e.id = ?`),
  ofClient: raw.prepare<[number], Stored>(
    `select ${columns} ${from} where e.workspace_id = ? and e.removed_at is null order by e.id desc`,
  ),
  ofAll: raw.prepare<[], Stored>(
    `select ${columns} ${from} join workspace w on w.id = e.workspace_id and w.archived_at is null
       and (w.demo is null or w.demo = 'ready') and ${allClientsSql('w.id')}
     where e.removed_at is null order by e.id desc`,
  ),
  ofList: raw.prepare<[number], Stored>(
    `select ${columns} ${from} where e.list_id = ? and e.removed_at is null order by e.id desc`,
  ),
  steps: raw.prepare<[number], ExperimentStep>(
    `select s.action_id as actionId, s.at, s.lead_count as count, s.row_count as rowCount
     from experiment_step s where s.experiment_id = ? and ${counts} order by s.action_id`,
  ),
  later: raw
    .prepare<[number, number]>(
      `select count(*) from (select 1 from lead where list_id = ? and position > ? and gate = 0 and removed = 0
         limit ${maxLater})`,
    )
    .pluck(),
  listOf: raw.prepare<[number], { workspaceId: WorkspaceId }>(
    "select workspace_id as workspaceId from lead_list where id = ? and state = 'ready'",
  ),
})

export function createExperimentStore(store: Store, now: () => number) {
  const { raw } = store
  const { find, ofClient, ofAll, ofList, steps, later, listOf } = statementsOf(raw)
  const at = () => new Date(now()).toISOString()

  function stored(id: ExperimentId): Stored {
    return requireFound(find.get(id), 'experiment')
  }

  /** Throws NOT_FOUND. */
  function get(id: ExperimentId): Experiment {
    const row = stored(id)
    const done = steps.all(id)
    const last = done.at(-1)
    return {
      ...rowOf(row),
      mark: row.mark,
      seed: row.seed,
      decision: row.decision,
      assigned: done.reduce((sum, { count }) => sum + count, 0),
      unassigned: last ? (later.get(row.listId, last.rowCount) as number) : 0,
      step: last ? { actionId: last.actionId, at: last.at, count: last.count } : null,
    }
  }

  return {
    get,
    list: (workspaceId: WorkspaceId | null): readonly ExperimentRow[] =>
      (workspaceId === null ? ofAll.all() : ofClient.all(workspaceId)).map(rowOf),
    ofList: (listId: ListId): readonly ExperimentRow[] => ofList.all(listId).map(rowOf),
    /** The steps in force, oldest first. */
    steps: (id: ExperimentId): readonly ExperimentStep[] => steps.all(id),
    /** The variable that would hold the names of the variants. */
    markFor(listId: ListId, plan: ExperimentPlan, id: ExperimentId | null): string {
      const own = id === null ? null : stored(id)
      if (own?.startedAt) return own.mark
      const kept = ofList.all(listId).filter((row) => row.id !== id)
      const taken = new Set([
        ...listColumns(store, listId).others.flatMap((key) => (key.startsWith('variable:') ? [key.slice(9)] : [])),
        ...kept.map(({ mark }) => mark),
        ...plan.variants.flatMap(({ value }) => (value.kind === 'column' ? [value.column.slice(9)] : [])),
        plan.variable,
      ])
      return markName(plan.variable, taken)
    },
    /** Throws NOT_FOUND if the list does not exist. */
    save(id: ExperimentId | null, listId: ListId, plan: ExperimentPlan, seed: string): Experiment {
      const mark = this.markFor(listId, plan, id)
      if (id !== null) {
        const known = stored(id)
        const next = known.startedAt ? { ...rowOf(known).plan, name: plan.name, hypothesis: plan.hypothesis } : plan
        raw
          .prepare('update experiment set plan = ?, mark = ?, seed = ? where id = ?')
          .run(JSON.stringify(next), mark, known.startedAt ? known.seed : seed, id)
        return get(id)
      }
      const list = requireFound(listOf.get(listId), 'list')
      const { lastInsertRowid } = raw
        .prepare(
          'insert into experiment (workspace_id, list_id, plan, mark, seed, created_at) values (?, ?, ?, ?, ?, ?)',
        )
        .run(list.workspaceId, listId, JSON.stringify(plan), mark, seed, at())
      return get(Number(lastInsertRowid) as ExperimentId)
    },
    decide(id: ExperimentId, decided: boolean, winner: number | null, note: string): Experiment {
      const { plan } = get(id)
      if (winner !== null && winner >= plan.variants.length) throw new AppError('INVALID_INPUT', { field: 'winner' })
      raw
        .prepare('update experiment set winner = ?, decided_at = ?, decision = ? where id = ?')
        .run(decided ? winner : null, decided ? at() : null, decided ? note.trim() : '', id)
      return get(id)
    },
    setRemoved(id: ExperimentId, removed: boolean): void {
      stored(id)
      raw
        .prepare(
          'update experiment set removed_at = case when ? then coalesce(removed_at, ?) else null end where id = ?',
        )
        .run(removed ? 1 : 0, at(), id)
    },
    keepResult(id: ExperimentId, result: ExperimentResult): void {
      raw.prepare('update experiment set result = ? where id = ?').run(JSON.stringify(result), id)
    },
  }
}

function rowOf(row: Stored): ExperimentRow {
  const plan = experimentPlan.parse(JSON.parse(row.plan))
  const result = row.startedAt === null || row.result === null ? null : (JSON.parse(row.result) as ExperimentResult)
  const { id, workspaceId, listId, listName, createdAt, startedAt, winner, decidedAt } = row
  const state = stateOf(row, result)
  return { id, workspaceId, listId, listName, plan, state, createdAt, startedAt, winner, decidedAt, result }
}

function stateOf({ decidedAt, startedAt }: Stored, result: ExperimentResult | null): ExperimentState {
  if (decidedAt !== null) return 'decided'
  if (startedAt === null) return 'planned'
  const kind = result?.verdict?.kind
  return kind === 'better' || kind === 'same' ? 'enough' : 'running'
}
