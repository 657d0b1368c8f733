/** Replies a report may quote. */
import type { QuotableReply } from '#shared/contract/reports.ts'
import type { Period } from '#shared/domain/analytics/period.ts'
import { ownWords } from '#shared/domain/replies/own-words.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'

const dayMs = 86_400_000
const mostListed = 50
/** Longer ones are cut: a report is no mailbox. */
const mostCharacters = 600
const mostRead = 20_000

type Row = {
  readonly id: number
  readonly at: number
  readonly text: string
  readonly fromName: string
  readonly first: string | null
  readonly company: string | null
  readonly campaignName: string | null
}

export function createQuotes({ raw }: Store) {
  const columns = `m.id, m.at, m.text, m.from_name as fromName,
    (select l.first_name from lead l where l.email = m.lead_email and l.workspace_id = m.workspace_id and l.gate = 0
       and l.removed = 0 order by l.id desc limit 1) as first,
    (select l.company_name from lead l where l.email = m.lead_email and l.workspace_id = m.workspace_id and l.gate = 0
       and l.removed = 0 order by l.id desc limit 1) as company,
    (select c.name from campaign c where c.workspace_id = m.workspace_id and c.remote_id = m.campaign_id) as campaignName`
  const list = raw.prepare<[object], Row>(
    // By the conversation's newest mail, which an index has in order: it ends at the fiftieth.
    `select ${columns} from inbox_thread t indexed by inbox_thread_newest
       cross join inbox_message m on m.thread_id = t.id and m.at >= @since and m.at < @until
     where t.workspace_id = @workspaceId and t.last_at >= @since and m.direction = 'received'
       and m.workspace_id = @workspaceId and coalesce(t.interest, 0) >= 0 and t.opt_out_entry_id is null
       and coalesce(t.sorted, '') not in ('unsubscribe', 'not_interested', 'bounce', 'auto_reply', 'out_of_office', 'wrong_person')
     order by t.last_at desc, m.at desc limit ${mostListed}`,
  )
  const some = raw.prepare<[object], Row>(
    `select ${columns} from inbox_message m
     where m.id in (select value from json_each(@ids)) and m.workspace_id = @workspaceId and m.direction = 'received'
       and m.at >= @since and m.at < @until order by m.at`,
  )
  const bounds = ({ from, to }: Period) => ({ since: from * dayMs, until: (to + 1) * dayMs })
  return {
    /** What may be ticked, the newest first. Refusals and wishes for no more mail are not in it. */
    list: (workspaceId: WorkspaceId, period: Period): readonly QuotableReply[] =>
      list
        .all({ workspaceId, ...bounds(period) })
        .map(quoteOf)
        .filter(hasWords),
    /** Those ticked, the oldest first. Of another client or other days: none. */
    chosen: (workspaceId: WorkspaceId, period: Period, ids: readonly number[]): readonly QuotableReply[] =>
      ids.length === 0
        ? []
        : some
            .all({ workspaceId, ids: JSON.stringify(ids), ...bounds(period) })
            .map(quoteOf)
            .filter(hasWords),
  }
}

const hasWords = ({ text }: QuotableReply): boolean => text !== ''

function quoteOf({ id, at, text, fromName, first, company, campaignName }: Row): QuotableReply {
  // Without signature and small print; blank lines are room a report does not have.
  const words = ownWords(text.slice(0, mostRead)).own.replaceAll(/\n{2,}/g, '\n')
  // The first name says enough of somebody who did not ask to be quoted.
  const name = (first ?? fromName.split(/[\s<@]/)[0] ?? '').trim()
  return {
    id,
    at: new Date(at).toISOString(),
    name,
    company: company?.trim() || null,
    campaignName,
    text: words.length > mostCharacters ? `${words.slice(0, mostCharacters).trimEnd()} …` : words,
  }
}
