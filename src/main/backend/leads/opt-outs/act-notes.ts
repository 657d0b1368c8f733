/** What was asked of Instantly for a lead, and how that ended. */
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import type { LeadAct, SyncRow } from './sync-store.ts'

type NewAct = Pick<LeadAct, 'remoteId' | 'campaignId' | 'how' | 'interestBefore' | 'interestSet'>

/** Notes of one lead. */
export function createActNotes(raw: Store['raw']) {
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
  const handOn = raw.prepare(
    `update or ignore opt_out_lead set sync_id = (select s.id from opt_out_sync s where s.workspace_id = @workspaceId
       and s.wanted = 1 and s.id <> @syncId and s.value in (select value from json_each(@values)) limit 1)
     where id = @id and exists (select 1 from opt_out_sync s where s.workspace_id = @workspaceId and s.wanted = 1
       and s.id <> @syncId and s.value in (select value from json_each(@values)))`,
  )
  const restoreAct = raw.prepare(`update opt_out_lead set state = 'restoring', asked_at = @at where id = @id`)
  return {
    acts: (row: SyncRow): readonly LeadAct[] => acts.all(row.id),
    /** Committed before the request leaves. */
    askAct: (row: SyncRow, act: NewAct, at: number): void =>
      void askAct.run({ ...act, workspaceId: row.workspaceId, syncId: row.id, at }),
    setAct: (act: LeadAct, state: LeadAct['state'], at: number): void => void setAct.run({ id: act.id, state, at }),
    /** Where another opt-out holds for the address, what was done to its lead is that one's from now on; false for none. */
    handOn(row: SyncRow, act: LeadAct, email: string): boolean {
      const values = domainSpellings(email).flatMap((one) => [one, ...domainsOf(one)])
      const { workspaceId, id: syncId } = row
      return handOn.run({ id: act.id, workspaceId, syncId, values: JSON.stringify(values) }).changes > 0
    },
    restoreAct: (act: LeadAct, at: number): void => void restoreAct.run({ id: act.id, at }),
  }
}
