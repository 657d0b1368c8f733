/** Records what was requested of Instantly for a lead, and the result. */
import type { Store } from '../../core/deps.ts'
import { namesCovering } from '../../core/lib/domain-spellings.ts'
import type { LeadAct, SyncRow } from './sync-store.ts'

type NewAct = Pick<LeadAct, 'remoteId' | 'campaignId' | 'how' | 'interestBefore' | 'interestSet'>

/** Reads and writes the records of a lead. */
export function createActRecords(raw: Store['raw']) {
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
  const otherHolding = raw
    .prepare<[object], number>(
      `select id from opt_out_sync where workspace_id = @workspaceId and wanted = 1 and id <> @id
         and value in (select value from json_each(@names)) limit 1`,
    )
    .pluck()
  const giveTo = raw.prepare('update or ignore opt_out_lead set sync_id = @syncId where id = @id')
  const restoreAct = raw.prepare(`update opt_out_lead set state = 'restoring', asked_at = @at where id = @id`)
  return {
    acts: (row: SyncRow): readonly LeadAct[] => acts.all(row.id),
    /** Committed before the request is sent. */
    askAct: (row: SyncRow, act: NewAct, at: number): void =>
      void askAct.run({ ...act, workspaceId: row.workspaceId, syncId: row.id, at }),
    setAct: (act: LeadAct, state: LeadAct['state'], at: number): void => void setAct.run({ id: act.id, state, at }),
    /** Hands the record over to another opt-out that applies to the address; returns false if there is none. */
    handOn({ id, workspaceId }: SyncRow, act: LeadAct, email: string, at: number): boolean {
      const syncId = otherHolding.get({ id, workspaceId, names: JSON.stringify(namesCovering(email)) })
      if (syncId === undefined) return false
      // The other opt-out did the same itself, so there is nothing to restore.
      if (giveTo.run({ id: act.id, syncId }).changes === 0) setAct.run({ id: act.id, state: 'left', at })
      return true
    },
    restoreAct: (act: LeadAct, at: number): void => void restoreAct.run({ id: act.id, at }),
  }
}
