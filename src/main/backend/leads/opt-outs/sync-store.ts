/** Stores which opt-outs each client's workspace at Instantly must have. Each function is one transaction. */

import { type LabelTone, stageOf } from '#shared/domain/events/lead-label.ts'
import type { AppError, ErrorCode } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createActRecords } from './act-notes.ts'
import { coversSql } from './covered-by-opt-out.ts'
import { createSyncRecords } from './entry-notes.ts'

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

/** A change made to one lead. */
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

export type PassResult = {
  readonly state: SyncRow['state']
  /** Null if nothing is left to do. */
  readonly nextAt: number | null
  readonly tries: number
  readonly looks: number
  readonly problem: AppError | null
  readonly differs: 'entry_gone' | 'lead_active' | null
}

/** Prepares finding the rows that are due, and whose client may be called. */
function prepareDue(raw: Store['raw']) {
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
  return { dueNow, next, clients, reachable }
}

/** Prepares finding what decides how somebody is stopped: who is certain, tones of labels, rules of campaigns. */
function prepareCircumstances(raw: Store['raw']) {
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
  return { certain, tone, goesOn, subsequences }
}

export type SyncStore = ReturnType<typeof createSyncStore>

export function createSyncStore({ raw }: Store) {
  const { dueNow, next, clients, reachable } = prepareDue(raw)
  const { askEntries, unaskEntries, entryThere, entryGone } = createSyncRecords(raw)
  const leadsRead = raw.prepare('update opt_out_sync set leads_read_at = ? where id = ?')
  const allRead = raw.transaction((read: readonly SyncRow[], at: number): void => {
    for (const { id } of read) leadsRead.run(at, id)
  })
  const { acts, askAct, setAct, handOn, restoreAct } = createActRecords(raw)
  const end = raw.prepare(
    `update opt_out_sync set state = @state, next_at = @nextAt, tries = @tries, looks = @looks, problem_code = @code,
       problem_data = @data, differs = @differs where id = @id and version = @version`,
  )
  const hurry = raw.prepare(
    `update opt_out_sync set next_at = 0 where state = 'waiting' and next_at > 0 and tries > 0
       and (@workspaceId is null or workspace_id = @workspaceId)`,
  )
  const hurryAll = raw.prepare(`update opt_out_sync set next_at = 0 where state = 'waiting' and next_at > 0`)
  const lookNow = raw.prepare(
    `update opt_out_sync set next_at = 0 where next_at is not null and (@workspaceId is null or workspace_id = @workspaceId)`,
  )
  const { certain, tone, goesOn, subsequences } = prepareCircumstances(raw)

  return {
    /** Returns due rows, with those due for a check until `alsoUntil`, so that one reading covers all. */
    due: (workspaceId: WorkspaceId, now: number, alsoUntil: number, limit: number): readonly SyncRow[] =>
      dueNow.all(workspaceId, now, alsoUntil, limit),
    nextOf: (workspaceId: WorkspaceId): number | null => next.get(workspaceId) ?? null,
    /** Returns the clients with pending rows, and when they are due. */
    clients: () => clients.all(),
    isReachable: (workspaceId: WorkspaceId): boolean => reachable.get(workspaceId) !== undefined,
    askEntries,
    unaskEntries,
    entryThere,
    entryGone,
    /** Returns whether the operator is still being asked whether this is an opt-out at all. */
    isAsked: ({ workspaceId, value, wanted }: SyncRow): boolean =>
      wanted === 1 && certain.get({ workspaceId, value }) === undefined,
    /** Returns whether a campaign continues after a reply. Instantly stops by default. */
    goesOnAfterReply: (workspaceId: WorkspaceId, campaignId: string): boolean =>
      goesOn.get(workspaceId, campaignId) !== undefined,
    /** Returns whether an interest status of a client's lead means yes: interested, or further. */
    saysYes: (workspaceId: WorkspaceId, interest: number | null): boolean =>
      stageOf(interest, (value) => tone.get(workspaceId, value) ?? null) > 0,
    leadsRead: (read: readonly SyncRow[], at: number): void => allRead(read, at),
    acts,
    askAct,
    setAct,
    handOn,
    restoreAct,
    /** Ends a pass; changes made in the meantime take precedence. */
    end(row: SyncRow, ended: PassResult): void {
      const { problem, ...rest } = ended
      const { id, version } = row
      const code: ErrorCode | null = problem?.code ?? null
      end.run({ ...rest, id, version, code, data: problem && JSON.stringify(problem.data) })
    },
    /** Schedules rows that differ to be synced again; all of them if no ids are given. Returns how many rows. */
    mend: createSyncRepair(raw),
    /** Makes rows that wait after a failure due now. */
    hurry: (workspaceId: WorkspaceId | null): void => void hurry.run({ workspaceId }),
    /** Makes all waiting rows due now, as it is no longer known how long they have to wait. */
    hurryAll: (): void => void hurryAll.run(),
    /** Makes completed rows due as well, so that they are read again. */
    lookNow: (workspaceId: WorkspaceId | null): void => void lookNow.run({ workspaceId }),
    /** Returns the subsequences of a campaign as last read, each as Instantly's JSON. */
    subsequencesOf: (workspaceId: WorkspaceId, campaignId: string): readonly string[] =>
      subsequences.all(workspaceId, campaignId),
  }
}

/** Creates a function that marks rows to be synced again, for one client or all; it returns how many there were. */
function createSyncRepair(raw: Store['raw']) {
  const ofIds = `value in (select value from opt_out where id in (select value from json_each(@ids)))`
  const mendable = (where: string) =>
    raw.prepare<[object], { id: number }>(
      `select s.id from opt_out_sync s where s.state = 'differs' and s.wanted = 1
         and (@workspaceId is null or s.workspace_id = @workspaceId) ${where}`,
    )
  const mendAll = mendable('')
  const mendSome = mendable(`and s.${ofIds}`)
  const mendRow = raw.prepare(
    `update opt_out_sync set state = 'waiting', next_at = 0, version = version + 1, tries = 0, looks = 0, differs = null,
       entry_read_at = null, entry_id = null where id = ?`,
  )
  const forgetActs = raw.prepare(`update opt_out_lead set state = 'left' where sync_id = ? and state = 'done'`)
  const mend = raw.transaction((workspaceId: WorkspaceId | null, ids: readonly OptOutId[] | null): number => {
    const rows = ids === null ? mendAll.all({ workspaceId }) : mendSome.all({ workspaceId, ids: JSON.stringify(ids) })
    for (const { id } of rows) {
      mendRow.run(id)
      forgetActs.run(id)
    }
    return rows.length
  })
  return (workspaceId: WorkspaceId | null, ids: readonly OptOutId[] | null): number => mend(workspaceId, ids)
}
