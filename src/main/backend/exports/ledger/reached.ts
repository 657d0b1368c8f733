/** How many of the leads an export uploaded got an email since, and how many answered: what undoing it would cost. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LeadsReached } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createToldKinds } from '../../events/events/told-kinds.ts'
import { bothSql } from '../../events/lead-activity/activity-sql.ts'
import type { RunStore } from '../engine/run-store.ts'
import type { LedgerQueries } from './ledger.ts'

const leadsPerStep = 500

/** As far as emails, events and lead lists read from Instantly say. Nobody where the leads went into a lead list. */
export function createReached(
  store: Store,
  { runs, ledger }: { readonly runs: RunStore; readonly ledger: LedgerQueries },
) {
  const { raw } = store
  const toldOf = createToldKinds(store)
  const ofStep = raw.prepare<[object], { contacted: number; replied: number }>(
    `select coalesce(sum(replied or reached or mailed), 0) as contacted, coalesce(sum(replied), 0) as replied
     from (
       select ${bothSql('replied', 'x', 'a')} > 0 as replied,
         coalesce(x.sent + x.auto_replied, 0) + ${bothSql('opened', 'x', 'a')} + ${bothSql('bounced', 'x', 'a')} > 0 as reached,
         exists (select 1 from lead_copy_row m where m.email = j.value and m.copy_id = @copyId and m.place_id = @placeId
           and m.contacted_at is not null) as mailed
       from json_each(@emails) j
         left join event_contact p on p.workspace_id = @workspaceId and p.email = j.value
         left join event_lead x on x.workspace_id = @workspaceId and x.contact_id = p.id and x.campaign_id = @eventId
         left join lead_activity a on a.workspace_id = @workspaceId and a.contact_id = p.id and a.campaign_id = @eventId)`,
  )
  const placesOf = raw.prepare<[object], { eventId: number | null; placeId: number | null; copyId: number | null }>(
    `select
       (select id from event_campaign where workspace_id = @workspaceId and remote_id = @campaignId) as eventId,
       (select id from lead_copy_place
         where workspace_id = @workspaceId and kind = 'campaign' and remote_id = @campaignId) as placeId,
       (select id from lead_copy where workspace_id = @workspaceId and state = 'whole') as copyId`,
  )

  return async (id: ExportId): Promise<LeadsReached> => {
    const { workspaceId, campaignId, target } = runs.get(id)
    const sum = { contacted: 0, replied: 0 }
    const places = placesOf.get({ workspaceId, campaignId })
    if (target !== 'campaign' || !places) return sum
    const known = places.copyId !== null || toldOf(workspaceId).has('sent')
    for (let offset = 0; ; offset += leadsPerStep) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      const { rows } = await ledger.rows(id, { outcome: 'uploaded', search: '', offset, limit: leadsPerStep })
      if (rows.length === 0) return known ? sum : { ...sum, contacted: null }
      const emails = JSON.stringify(rows.map(({ email }) => email))
      const step = ofStep.get({ ...places, workspaceId, emails })
      sum.contacted += step?.contacted ?? 0
      sum.replied += step?.replied ?? 0
      await nextTurn()
    }
  }
}
