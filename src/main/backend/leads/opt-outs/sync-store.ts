/** What each client's workspace at Instantly is to know of opt-outs, on disk. Every function is one statement or transaction. */

import { type LabelTone, stageOf } from '#shared/domain/events/lead-label.ts'
import type { AppError, ErrorCode } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createActNotes } from './act-notes.ts'
import { coversSql } from './covered-by-opt-out.ts'
import { createEntryNotes } from './entry-notes.ts'
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
  const { askEntries, unaskEntries, entryThere, entryGone } = createEntryNotes(raw)
  const leadsRead = raw.prepare('update opt_out_sync set leads_read_at = ? where id = ?')
  const allRead = raw.transaction((read: readonly SyncRow[], at: number): void => {
    for (const { id } of read) leadsRead.run(at, id)
  })
  const { acts, askAct, setAct, handOn, restoreAct } = createActNotes(raw)
  const end = raw.prepare(
    `update opt_out_sync set state = @state, next_at = @nextAt, tries = @tries, looks = @looks, problem_code = @code,
       problem_data = @data, differs = @differs where id = @id and version = @version`,
  )
  const mend = createSyncMending(raw)
  const hurry = raw.prepare(
    `update opt_out_sync set next_at = 0 where state = 'waiting' and next_at > 0 and tries > 0
       and (@workspaceId is null or workspace_id = @workspaceId)`,
  )
  const hurryAll = raw.prepare(`update opt_out_sync set next_at = 0 where state = 'waiting' and next_at > 0`)
  const lookNow = raw.prepare(
    `update opt_out_sync set next_at = 0 where next_at is not null and (@workspaceId is null or workspace_id = @workspaceId)`,
  )
  const certain = raw.prepare<[object]>(
    `select 1 from opt_out o where o.value = @value and o.state = 'on' and ${coversSql('o', '@workspaceId')}`,
  )
  const tone = raw
    .prepare<[number, number], LabelTone>('select tone from inbox_label where workspace_id = ? and value = ?')
    .pluck()
  const goesOn = raw.prepare<[number, string]>(
    `select 1 from campaign c join campaign_content d on d.campaign_id = c.id
      where c.workspace_id = ? and c.remote_id = ? and json_extract(d.raw, '$.stop_on_reply') = 0`,
  )
  const subsequences = raw
    .prepare<[number, string], string>(
      `select s.raw from subsequence s join campaign c on c.id = s.campaign_id
        where c.workspace_id = ? and c.remote_id = ? and s.gone_at is null`,
    )
    .pluck()

  return {
    /** What is due; with it what is looked at again until `alsoUntil` anyway: one reading serves all. */
    due: (workspaceId: WorkspaceId, now: number, alsoUntil: number, limit: number): readonly SyncRow[] =>
      dueNow.all(workspaceId, now, alsoUntil, limit),
    nextOf: (workspaceId: WorkspaceId): number | null => next.get(workspaceId) ?? null,
    /** Clients something is to be done for, and when. */
    clients: () => clients.all(),
    isReachable: (workspaceId: WorkspaceId): boolean => reachable.get(workspaceId) !== undefined,
    askEntries,
    unaskEntries,
    entryThere,
    entryGone,
    /** Whether the operator is still asked whether this is a wish at all. */
    isAsked: ({ workspaceId, value, wanted }: SyncRow): boolean =>
      wanted === 1 && certain.get({ workspaceId, value }) === undefined,
    /** Whether a campaign writes on after a reply. Instantly stops at one unless it is told not to. */
    goesOnAfterReply: (workspaceId: WorkspaceId, campaignId: string): boolean =>
      goesOn.get(workspaceId, campaignId) !== undefined,
    /** Whether an interest status of a client's lead says yes: interested, or further. */
    saysYes: (workspaceId: WorkspaceId, interest: number | null): boolean =>
      stageOf(interest, (value) => tone.get(workspaceId, value) ?? null) > 0,
    leadsRead: (read: readonly SyncRow[], at: number): void => allRead(read, at),
    acts,
    askAct,
    setAct,
    handOn,
    restoreAct,
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
    /** Nor what waits for anything else: nobody knows any more how long that is. */
    hurryAll: (): void => void hurryAll.run(),
    /** And what is done is read again. */
    lookNow: (workspaceId: WorkspaceId | null): void => void lookNow.run({ workspaceId }),
    /** Subsequences of a campaign as last read, each as Instantly told it: JSON. */
    subsequencesOf: (workspaceId: WorkspaceId, campaignId: string): readonly string[] =>
      subsequences.all(workspaceId, campaignId),
  }
}
