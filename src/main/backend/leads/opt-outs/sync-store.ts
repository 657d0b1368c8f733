/** What each client's workspace at Instantly is to know of opt-outs, on disk. Every function is one statement or transaction. */
import type { AppError, ErrorCode } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createSyncMending } from './mend-sync.ts'

export type SyncRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly value: string
  readonly wanted: 0 | 1
  readonly version: number
  readonly state: 'waiting' | 'done' | 'differs'
  readonly tries: number
  readonly looks: number
  readonly entryId: string | null
  readonly entryOrigin: 'ours' | 'theirs' | null
  readonly entryAskedAt: number | null
  readonly entryReadAt: number | null
}

/** What was done to one lead. */
export type LeadAct = {
  readonly id: number
  readonly remoteId: string
  readonly campaignId: string
  readonly how: 'status' | 'removed' | 'subsequence'
  readonly interestBefore: number | null
  readonly interestSet: number | null
  readonly state: 'asked' | 'done' | 'refused' | 'restoring' | 'restored' | 'left'
  readonly tries: number
  readonly askedAt: number
}

type NewAct = Pick<LeadAct, 'remoteId' | 'campaignId' | 'how' | 'interestBefore' | 'interestSet'>

/** How a pass over a row ended. */
export type Ended = {
  readonly state: SyncRow['state']
  /** Null: nothing is left to do. */
  readonly nextAt: number | null
  readonly tries: number
  readonly looks: number
  readonly problem: AppError | null
  readonly differs: 'entry_gone' | 'lead_active' | null
}

export type SyncStore = ReturnType<typeof createSyncStore>

export function createSyncStore({ raw }: Store) {
  const columns = `id, workspace_id as workspaceId, value, wanted, version, state, tries, looks, entry_id as entryId,
    entry_origin as entryOrigin, entry_asked_at as entryAskedAt, entry_read_at as entryReadAt`
  const dueNow = raw.prepare<[number, number, number, number], SyncRow>(
    `select ${columns} from opt_out_sync where workspace_id = ? and next_at is not null
       and (next_at <= ? or (state <> 'waiting' and next_at <= ?)) order by state = 'waiting' desc, next_at limit ?`,
  )
  const next = raw
    .prepare<[number], number | null>('select min(next_at) from opt_out_sync where workspace_id = ?')
    .pluck()
  const clients = raw.prepare<[], { id: WorkspaceId; next: number }>(
    `select workspace_id as id, min(next_at) as next from opt_out_sync where next_at is not null group by workspace_id`,
  )
  const reachable = raw.prepare<[number]>(
    `select 1 from workspace w where w.id = ? and w.archived_at is null and (w.demo = 'ready' or (w.demo is null
       and exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null and k.cipher is not null
         and k.state not in ('invalid', 'revoked'))))`,
  )
  const askEntry = raw.prepare('update opt_out_sync set entry_asked_at = ? where id = ?')
  const unaskEntry = raw.prepare('update opt_out_sync set entry_asked_at = null where id = ?')
  const entryThere = raw.prepare(
    `update opt_out_sync set entry_id = @entryId, entry_read_at = @at, entry_asked_at = null,
       entry_origin = case when entry_asked_at is not null then 'ours' else coalesce(entry_origin, 'theirs') end
     where id = @id`,
  )
  const entryGone = raw.prepare(
    `update opt_out_sync set entry_id = null, entry_origin = null, entry_asked_at = null, entry_read_at = null where id = ?`,
  )
  const leadsRead = raw.prepare('update opt_out_sync set leads_read_at = ? where id = ?')
  const acts = raw.prepare<[number], LeadAct>(
    `select id, remote_id as remoteId, campaign_id as campaignId, how, interest_before as interestBefore,
       interest_set as interestSet, state, tries, asked_at as askedAt from opt_out_lead where sync_id = ? order by id`,
  )
  const askAct = raw.prepare(
    `insert into opt_out_lead (workspace_id, sync_id, remote_id, campaign_id, how, interest_before, interest_set, state, tries, asked_at)
       values (@workspaceId, @syncId, @remoteId, @campaignId, @how, @interestBefore, @interestSet, 'asked', 1, @at)
     on conflict (sync_id, remote_id, how) do update set campaign_id = @campaignId, state = 'asked', asked_at = @at,
       settled_at = null, interest_set = @interestSet,
       interest_before = case when state in ('asked', 'refused') then interest_before else @interestBefore end,
       tries = case when state in ('asked', 'refused') then tries + 1 else 1 end`,
  )
  const setAct = raw.prepare('update opt_out_lead set state = @state, settled_at = @at where id = @id')
  const restoreAct = raw.prepare(`update opt_out_lead set state = 'restoring', asked_at = @at where id = @id`)
  const end = raw.prepare(
    `update opt_out_sync set state = @state, next_at = @nextAt, tries = @tries, looks = @looks, problem_code = @code,
       problem_data = @data, differs = @differs where id = @id and version = @version`,
  )
  const mend = createSyncMending(raw)
  const hurry = raw.prepare(
    `update opt_out_sync set next_at = 0 where state = 'waiting' and next_at > 0
       and (@workspaceId is null or workspace_id = @workspaceId)`,
  )
  const lookNow = raw.prepare(
    `update opt_out_sync set next_at = 0 where next_at is not null and (@workspaceId is null or workspace_id = @workspaceId)`,
  )
  const subsequences = raw
    .prepare<[number, string], string>(
      `select s.raw from subsequence s join campaign c on c.id = s.campaign_id
        where c.workspace_id = ? and c.remote_id = ? and s.gone_at is null`,
    )
    .pluck()

  const askAll = raw.transaction((rows: readonly SyncRow[], at: number): void => {
    for (const { id } of rows) askEntry.run(at, id)
  })
  const unaskAll = raw.transaction((rows: readonly SyncRow[]): void => {
    for (const { id } of rows) unaskEntry.run(id)
  })

  return {
    /** What is due; with it what is looked at again until `alsoUntil` anyway: one reading serves all. */
    due: (workspaceId: WorkspaceId, now: number, alsoUntil: number, limit: number): readonly SyncRow[] =>
      dueNow.all(workspaceId, now, alsoUntil, limit),
    nextOf: (workspaceId: WorkspaceId): number | null => next.get(workspaceId) ?? null,
    /** Clients something is to be done for, and when. */
    clients: () => clients.all(),
    isReachable: (workspaceId: WorkspaceId): boolean => reachable.get(workspaceId) !== undefined,
    /** Committed before the request leaves. */
    askEntries: (rows: readonly SyncRow[], at: number): void => askAll(rows, at),
    /** Instantly refused: nothing is on its way. */
    unaskEntries: (rows: readonly SyncRow[]): void => unaskAll(rows),
    entryThere: (row: SyncRow, entryId: string, at: number): void => void entryThere.run({ id: row.id, entryId, at }),
    entryGone: (row: SyncRow): void => void entryGone.run(row.id),
    leadsRead: (row: SyncRow, at: number): void => void leadsRead.run(at, row.id),
    acts: (row: SyncRow): readonly LeadAct[] => acts.all(row.id),
    /** Committed before the request leaves. */
    askAct: (row: SyncRow, act: NewAct, at: number): void =>
      void askAct.run({ ...act, workspaceId: row.workspaceId, syncId: row.id, at }),
    setAct: (act: LeadAct, state: LeadAct['state'], at: number): void => void setAct.run({ id: act.id, state, at }),
    restoreAct: (act: LeadAct, at: number): void => void restoreAct.run({ id: act.id, at }),
    /** Ends a pass; what was changed meanwhile has the last word. */
    end(row: SyncRow, ended: Ended): void {
      const { problem, ...rest } = ended
      const { id, version } = row
      const code: ErrorCode | null = problem?.code ?? null
      end.run({ ...rest, id, version, code, data: problem && JSON.stringify(problem.data) })
    },
    /** Lets what differs be done again; without ids all of it. Returns how many rows. */
    mend: (workspaceId: WorkspaceId | null, ids: readonly OptOutId[] | null): number => mend(workspaceId, ids),
    /** What waits after a failure need not wait any longer. */
    hurry: (workspaceId: WorkspaceId | null): void => void hurry.run({ workspaceId }),
    /** And what is done is read again. */
    lookNow: (workspaceId: WorkspaceId | null): void => void lookNow.run({ workspaceId }),
    /** Subsequences of a campaign as last read, each as Instantly told it: JSON. */
    subsequencesOf: (workspaceId: WorkspaceId, campaignId: string): readonly string[] =>
      subsequences.all(workspaceId, campaignId),
  }
}
