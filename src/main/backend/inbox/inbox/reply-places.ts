/**
 * Finds the lead and the campaign of replies that Instantly listed without them (both are optional there), so that they
 * count as replies of the campaign that wrote to the lead. What is known may come after the reply: its conversation's
 * other mails, or the events of the campaign's mails.
 */
import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import type { EventMail } from '../../events/events/mail-as-event.ts'

type Row = Omit<EventMail, 'at' | 'storedAt' | 'kind' | 'automatic'> & {
  readonly messageId: number
  readonly at: number
  readonly storedAt: number
  readonly automatic: 0 | 1
  /** Whether the lead is only the sender. */
  readonly guessed: 0 | 1
}

/** Replies listed by Instantly. */
const listed = `m.direction <> 'sent' and m.complete = 1 and m.remote_id is not null`
const incomplete = `${listed} and (m.campaign_id is null or m.leadless = 1)`
const guessed = `m.leadless = 1 and m.lead_email = m.from_address and not exists (select 1 from inbox_message n
   where n.thread_id = m.thread_id and n.lead_email = m.lead_email and n.leadless = 0)`

const statementsOf = (raw: Database) => ({
  ofThread: raw.prepare<[number], Row>(
    `select m.id as messageId, m.remote_id as id, coalesce(m.own_at, m.at) as at, coalesce(m.got_at, m.at) as storedAt, m.campaign_id as campaignId,
       m.lead_email as lead, m.account as mailbox, m.subject, m.text, m.html, m.step, m.direction = 'automatic' as automatic,
       ${guessed} as guessed
     from inbox_message m where m.thread_id = ? and ${incomplete}`,
  ),
  threadsOfLead: raw
    .prepare<[number, string], number>(
      `select distinct m.thread_id from inbox_message m where m.workspace_id = ? and m.lead_email = ? and ${incomplete}`,
    )
    .pluck(),
  campaignOfThread: raw
    .prepare<{ threadId: number }, string | null>(
      `select coalesce((select campaign_id from inbox_message where thread_id = @threadId and campaign_id is not null
         order by at desc limit 1), (select campaign_id from inbox_thread where id = @threadId))`,
    )
    .pluck(),
  /** The campaigns whose mails to the lead are known; one known only by its name has no id. */
  campaignsOfLead: raw
    .prepare<[number, string], string>(
      `select c.remote_id from event_contact p join event_lead l on l.workspace_id = p.workspace_id and l.contact_id = p.id
         join event_campaign c on c.id = l.campaign_id
        where p.workspace_id = ? and p.email = ? and l.sent > 0 and c.remote_id <> '' and c.remote_id not like 'name:%'`,
    )
    .pluck(),
  setCampaign: raw.prepare('update inbox_message set campaign_id = ? where id = ?'),
  placeOf: raw.prepare<[number, string], { campaignId: string | null; lead: string | null }>(
    `select m.campaign_id as campaignId, case when ${guessed} then null else m.lead_email end as lead
       from inbox_message m where m.workspace_id = ? and m.remote_id = ? and ${listed}`,
  ),
})

export function createReplyPlaces(raw: Database) {
  const sql = statementsOf(raw)

  return {
    /** The conversations of a lead with such replies. */
    threadsOfLead: (workspaceId: WorkspaceId, lead: string): readonly number[] =>
      sql.threadsOfLead.all(workspaceId, lead),
    /** Stores what is known about such replies of the conversations; returns those whose lead and campaign are known. */
    place: (workspaceId: WorkspaceId, threads: Iterable<number>): readonly EventMail[] =>
      [...threads].flatMap((threadId) =>
        sql.ofThread
          .all(threadId)
          .flatMap(({ messageId, at, storedAt, automatic, guessed: isGuess, ...row }): EventMail[] => {
            if (row.lead === null) return []
            const wroteTo = sql.campaignsOfLead.all(workspaceId, row.lead)
            const [only = null] = wroteTo.length === 1 ? wroteTo : []
            const campaignId = row.campaignId ?? sql.campaignOfThread.get({ threadId }) ?? only
            if (campaignId === null) return []
            if (row.campaignId === null) sql.setCampaign.run(campaignId, messageId)
            if (isGuess === 1 && !wroteTo.includes(campaignId)) return []
            const [own, stored] = [at, storedAt].map((ms) => new Date(ms).toISOString()) as [string, string]
            return [{ ...row, at: own, storedAt: stored, kind: 2, campaignId, automatic: automatic === 1 }]
          }),
      ),
    /** What a listed mail leaves out and is known here. */
    placeOf(workspaceId: WorkspaceId, email: RemoteEmail): Partial<Pick<EventMail, 'campaignId' | 'lead'>> {
      if (email.lead !== null && email.campaignId !== null) return {}
      const known = sql.placeOf.get(workspaceId, email.id)
      return known ? { campaignId: email.campaignId ?? known.campaignId, lead: email.lead ?? known.lead } : {}
    },
  }
}
