/**
 * Generates the engagement of a generated list's leads, as events and Instantly's lead list leave it: seven of ten were
 * contacted, three of ten opened.
 */
import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'

const root = path.join(import.meta.dirname, '../../..')

/** Fills a client whose only list has these leads, in 50 campaigns. */
export function makeEngagement(dataDir: string, listId: number): void {
  const { raw: db } = openStore(dataDir, path.join(root, 'resources/migrations'))
  db.pragma('synchronous = OFF')
  db.pragma('wal_autocheckpoint = 16000')
  const workspaceId = db.prepare('select workspace_id from lead_list where id = ?').pluck().get(listId) as number
  const campaign = db.prepare(
    'insert into event_campaign (id, workspace_id, remote_id, name, named_at) values (?, ?, ?, ?, 0)',
  )
  for (let no = 1; no <= 50; no += 1) campaign.run(no, workspaceId, `c${no}`, `Campaign ${no}`)
  const of = { listId, workspaceId, opened: eventTypes.email_opened.code }
  const written = 'from event_contact where workspace_id = :workspaceId'
  const engaged = `${written} and id % 7 < 3`
  for (const sql of [
    `insert into event_contact (id, workspace_id, email) select position, workspace_id, email from lead
       where list_id = :listId and position % 10 < 7`,
    `insert into event_lead (workspace_id, contact_id, campaign_id, sent, opened, clicked, replied, auto_replied, bounced,
         unsubscribed, events, first_at, last_at, score)
       select workspace_id, id, id % 50 + 1, 1, id % 7 < 3, 0, id % 70 < 2, 0, 0, 0, 2, id, id, case when id % 70 < 2 then 4
         when id % 7 < 3 then 2 else 1 end ${written}`,
    `insert into event_key (workspace_id, contact_id, at, type, hash, event_id)
       select workspace_id, id, id * 7919 % 1000003, :opened, id, id ${engaged}`,
    `insert into lead_activity (workspace_id, contact_id, campaign_id, opened, clicked, replied, bounced, unsubscribed,
         opened_at, last_at, score)
       select workspace_id, id, id % 50 + 1, 2, 0, 0, 0, 0, id * 7919 % 1000003, id, 2 ${engaged}`,
  ]) {
    db.transaction(() => db.prepare<[object]>(sql).run(of))()
  }
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
