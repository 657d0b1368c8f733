/** Finds replies that a report may quote. */

import type { QuotableReply, ReportClient } from '#shared/contract/insights/reports.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { isAutomaticLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import {
  andOfPartSql,
  createReachStatements,
  type Reach,
  remoteIdsOfPartSql,
} from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { classifyReply } from '../../inbox/replies/classify-reply.ts'
import { extractOwnText } from '../../inbox/replies/own-words.ts'

const maxListed = 50
/** Longest quote in characters; longer replies are cut. */
const maxCharacters = 600
const maxRead = 20_000

type Row = {
  readonly id: number
  readonly at: number
  readonly text: string
  readonly subject: string
  readonly fromAddress: string
  readonly fromName: string
  readonly first: string | null
  readonly company: string | null
  readonly campaignName: string | null
  /** Whether the person is interested or at a further stage. */
  readonly keen: 0 | 1
}

export function createQuotes({ raw }: Store) {
  /** Restricts names of a part to lists exported into its campaigns, so that no other client's list is revealed. */
  const knownIn = (reach: Reach) =>
    reach === 'part'
      ? `and exists (select 1 from export_run r where r.list_id = l.list_id and ${remoteIdsOfPartSql('r.campaign_id')})`
      : ''
  const within = (reach: Reach) => andOfPartSql(reach, 'coalesce(m.campaign_id, t.campaign_id)')
  const columns = (
    reach: Reach,
  ) => `m.id, m.at, m.text, m.subject, m.from_address as fromAddress, m.from_name as fromName,
    t.label_stage > 0 or coalesce(t.sorted, '') in ('interested', 'meeting_booked') as keen,
    (select l.first_name from lead l where l.email = m.lead_email and l.workspace_id = m.workspace_id and l.gate = 0
       and l.removed = 0 ${knownIn(reach)} order by l.id desc limit 1) as first,
    (select l.company_name from lead l where l.email = m.lead_email and l.workspace_id = m.workspace_id and l.gate = 0
       and l.removed = 0 ${knownIn(reach)} order by l.id desc limit 1) as company,
    (select c.name from campaign c where c.workspace_id = m.workspace_id and c.remote_id = m.campaign_id) as campaignName`
  const list = createReachStatements<Row>(
    raw,
    // Ordered by the conversation's newest mail, which an index provides, so reading stops at the fiftieth.
    (reach) => `select ${columns(reach)} from inbox_thread t indexed by inbox_thread_newest
       cross join inbox_message m on m.thread_id = t.id and m.at >= @since and m.at < @until
     where t.workspace_id = @workspaceId ${within(reach)}
       and t.last_at >= @since and m.direction = 'received'
       and m.workspace_id = @workspaceId and t.label_stage >= 0 and t.opt_out_entry_id is null
       and coalesce(t.sorted, '') not in ('unsubscribe', 'not_interested', 'bounce', 'auto_reply', 'out_of_office', 'wrong_person')
     order by t.last_at desc, m.at desc limit ${maxListed}`,
  )
  const some = createReachStatements<Row>(
    raw,
    (reach) => `select ${columns(reach)} from inbox_message m join inbox_thread t on t.id = m.thread_id
     where m.id in (select value from json_each(@ids)) ${within(reach)}
       and m.workspace_id = @workspaceId and m.direction = 'received'
       and m.at >= @since and m.at < @until order by m.at`,
  )
  const bounds = ({ from, to }: Period) => ({ since: from * dayMs, until: (to + 1) * dayMs })
  return {
    /** The replies to choose from: of interested people first, then newest first, without refusals and opt-outs. */
    list: (client: ReportClient, period: Period): readonly QuotableReply[] =>
      withoutDuplicates(list(client, bounds(period)))
        .filter(isWrittenByPerson)
        .toSorted((one, other) => other.keen - one.keen)
        .map(toQuote)
        .filter(hasText),
    /** Returns the chosen replies, oldest first; those of other clients or days are ignored. */
    chosen: (client: ReportClient, period: Period, ids: readonly number[]): readonly QuotableReply[] =>
      ids.length === 0
        ? []
        : some(client, { ids: JSON.stringify(ids), ...bounds(period) })
            .map(toQuote)
            .filter(hasText),
  }
}

/** A conversation is sorted by one of its replies, so another one may be an absence note, which must not be quoted. */
function isWrittenByPerson({ subject, fromAddress, text, at }: Row): boolean {
  const reply = { subject, from: fromAddress, text: text.slice(0, maxRead), receivedAt: new Date(at).toISOString() }
  return !isAutomaticLabel(classifyReply(reply).label)
}

/** Keeps only the newest of identical texts from the same address, as a reply may have come twice. */
function withoutDuplicates(rows: readonly Row[]): readonly Row[] {
  const seen = new Set<string>()
  return rows.filter(({ fromAddress, text }) => {
    const said = `${fromAddress}\n${text}`
    return !seen.has(said) && seen.add(said)
  })
}

const hasText = ({ text }: QuotableReply): boolean => text !== ''

function toQuote({ id, at, text, fromName, first, company, campaignName }: Row): QuotableReply {
  // Leaves out signature, small print and blank lines, for which a report has no room.
  const words = extractOwnText(text.slice(0, maxRead)).own.replaceAll(/\n{2,}/g, '\n')
  // Only the first name is shown, because the person was not asked.
  const name = (first ?? fromName.split(/[\s<@]/)[0] ?? '').trim()
  return {
    id,
    at: new Date(at).toISOString(),
    name,
    company: company?.trim() || null,
    campaignName,
    text: words.length > maxCharacters ? `${words.slice(0, maxCharacters).trimEnd()} …` : words,
  }
}
