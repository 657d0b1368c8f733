/** Counts how many uploaded leads were emailed since and how many replied: what undoing an export would cost. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LeadsReached } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createReportedKinds } from '../../events/events/reported-kinds.ts'
import { combinedCountSql } from '../../events/lead-activity/activity-sql.ts'
import type { RunStore } from '../engine/run-store.ts'
import { prepareUploadedBatches, uploadedLeads } from './uploaded-places.ts'

/** Based on emails, events and lead lists read from Instantly so far. Zero if the leads went into a lead list. */
export function createReachedCount(store: Store, runs: RunStore) {
  const { raw } = store
  const toldOf = createReportedKinds(store)
  const batches = prepareUploadedBatches(raw)
  const ofBatch = raw.prepare<[object], { contacted: number; replied: number }>(
    `select coalesce(sum(replied or reached or mailed), 0) as contacted, coalesce(sum(replied), 0) as replied
     from (
       select ${combinedCountSql('replied', 'x', 'a')} > 0 as replied,
         coalesce(x.sent + x.auto_replied, 0) + ${combinedCountSql('opened', 'x', 'a')} + ${combinedCountSql('bounced', 'x', 'a')} > 0 as reached,
         exists (select 1 from lead_copy_row m where m.email = e.email and m.copy_id = @copyId and m.place_id = @placeId
           and m.contacted_at is not null) as mailed
       from (select l.email from ${uploadedLeads}) e
         left join event_contact c on c.workspace_id = @workspaceId and c.email = e.email
         left join event_lead x on x.workspace_id = @workspaceId and x.contact_id = c.id and x.campaign_id = @eventId
         left join lead_activity a on a.workspace_id = @workspaceId and a.contact_id = c.id and a.campaign_id = @eventId)`,
  )
  const placesOf = raw.prepare<[object], { eventId: number | null; placeId: number | null; copyId: number | null }>(
    `select
       (select id from event_campaign where workspace_id = @workspaceId and remote_id = @campaignId) as eventId,
       (select id from lead_copy_place
         where workspace_id = @workspaceId and kind = 'campaign' and remote_id = @campaignId) as placeId,
       (select id from lead_copy where workspace_id = @workspaceId and state = 'whole') as copyId`,
  )

  return async (id: ExportId): Promise<LeadsReached> => {
    const { workspaceId, campaignId, target, listId, zoneId, takenBackAt } = runs.get(id)
    const sum = { contacted: 0, replied: 0 }
    const places = placesOf.get({ workspaceId, campaignId })
    if (target !== 'campaign' || !places || takenBackAt !== null) return sum
    for (const { first, last } of batches.all(id)) {
      const found = ofBatch.get({ ...places, workspaceId, listId, zoneId, exportId: id, first, last })
      sum.contacted += found?.contacted ?? 0
      sum.replied += found?.replied ?? 0
      // Other work gets its turn in between.
      await nextTurn()
    }
    const isKnown = places.copyId !== null || toldOf(workspaceId).has('sent')
    return isKnown ? sum : { ...sum, contacted: null }
  }
}
