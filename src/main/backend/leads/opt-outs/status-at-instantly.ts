/** The state of an opt-out at Instantly, client by client. */

import type { Statement } from 'better-sqlite3'
import type { OptOutAtInstantly, OptOutState, OptOutWaitReason } from '#shared/contract/leads/opt-outs.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import { coversSql } from './covered-by-opt-out.ts'

export type HeldOf = (workspaceId: WorkspaceId) => OptOutWaitReason | null

type StoredSync = {
  readonly workspaceId: WorkspaceId
  readonly wanted: 0 | 1
  readonly state: 'waiting' | 'done' | 'differs'
  readonly entryId: string | null
  readonly entryOrigin: 'ours' | 'theirs' | null
  readonly readAt: number | null
  readonly tellAt: number | null
  readonly differs: 'entry_gone' | 'lead_active' | null
  readonly code: ErrorCode | null
  readonly data: string | null
  readonly stopped: number
  readonly removed: number
  readonly subsequences: number
  readonly left: number
}

/** Clients whose sync row belongs to an opt-out `o`: those it applies to, or would apply to if it were not undone. */
export const syncRowsSql = `opt_out_sync s join workspace w on w.id = s.workspace_id and w.archived_at is null
  where s.value = o.value and ${coversSql('o', 's.workspace_id')}`

const isWaiting = (sync: StoredSync): boolean => sync.state === 'waiting'

function stateOf(
  state: OptOutState,
  syncs: readonly StoredSync[],
  waiting: boolean,
  differs: boolean,
): OptOutAtInstantly['state'] {
  if (state === 'undone') return waiting ? 'undoing' : 'undone'
  if (syncs.length === 0) return 'none'
  if (waiting) return 'waiting'
  return differs ? 'differs' : 'confirmed'
}

export type OptOutStatusQuery = {
  readonly syncs: Statement<[number], StoredSync>
  readonly heldOf: HeldOf
  readonly raw: Store['raw']
}

/** Prepares the queries for what was synced to Instantly. */
export function prepareOptOutStatus({ raw }: Store, heldOf: HeldOf): OptOutStatusQuery {
  const acts = (where: string) =>
    `(select count(distinct a.campaign_id) from opt_out_lead a where a.sync_id = s.id and ${where})`
  const syncs = raw.prepare<[number], StoredSync>(
    `select s.workspace_id as workspaceId, s.wanted, s.state, s.entry_id as entryId, s.entry_origin as entryOrigin,
       nullif(max(coalesce(s.entry_read_at, 0), coalesce(s.leads_read_at, 0)), 0) as readAt,
       case when s.state = 'waiting' and s.tries = 0 and s.entry_id is null and s.entry_asked_at is null
         then nullif(s.next_at, 0) end as tellAt, s.differs,
       s.problem_code as code, s.problem_data as data, ${acts(`a.how = 'status' and a.state = 'done'`)} as stopped,
       ${acts(`a.how = 'removed' and a.state in ('done', 'left')`)} as removed,
       ${acts(`a.how = 'subsequence' and a.state in ('done', 'left')`)} as subsequences,
       ${acts(`a.state = 'left' and (a.how <> 'status' or s.wanted = 0)`)} as left
     from opt_out o, ${syncRowsSql} and o.id = ? order by s.workspace_id`,
  )
  return { syncs, heldOf, raw }
}

export function statusAtInstantly(
  query: OptOutStatusQuery,
  { id, state }: { readonly id: OptOutId; readonly state: OptOutState },
): OptOutAtInstantly {
  const all = query.syncs.all(id)
  // An address whose opt-out is undone here may be opted out for another reason; its state then belongs to that
  // opt-out.
  const some = all.filter(({ wanted }) => wanted === (state === 'undone' ? 0 : 1))
  const sum = (of: (sync: StoredSync) => number) => some.reduce((total, sync) => total + of(sync), 0)
  const waiting = some.find((sync) => sync.state === 'waiting' && sync.code !== null) ?? some.find(isWaiting)
  const differs = some.find((sync) => sync.state === 'differs')?.differs ?? null
  const readAt = some.map((sync) => sync.readAt).filter((at) => at !== null)
  const held = waiting ? query.heldOf(waiting.workspaceId) : null
  return {
    state: stateOf(state, some, waiting !== undefined, differs !== null),
    clients: some.length,
    blocked: sum((sync) => (sync.entryId === null ? 0 : 1)),
    blockedBefore: sum((sync) => (sync.entryId !== null && sync.entryOrigin === 'theirs' ? 1 : 0)),
    stopped: sum((sync) => sync.stopped),
    removed: sum((sync) => sync.removed),
    takenFromSubsequences: sum((sync) => sync.subsequences),
    left: sum((sync) => sync.left),
    differs,
    tellAt: waiting?.tellAt == null ? null : new Date(waiting.tellAt).toISOString(),
    readAt: readAt.length === 0 ? null : new Date(Math.min(...readAt)).toISOString(),
    problem: waiting === undefined || held !== null ? null : storedProblem(waiting.code, waiting.data),
    held,
  }
}
