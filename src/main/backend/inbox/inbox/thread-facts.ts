/** Derives a thread's facts from its messages, in the same transaction in which these are stored. */
import type { Database } from 'better-sqlite3'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { labelSources } from '#shared/domain/events/lead-label.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import { nameOfSender } from '#shared/domain/inbox/person-name.ts'
import { isUnanswerable } from '#shared/domain/inbox/replies/reply-labels.ts'
import { openReplySql } from './open-reply.ts'
import { heatOf, scoreReply } from './score.ts'
import { answerOnItsWaySql } from './send-store.ts'

/** Labels that mean no: not interested, wrong person, lost. */
const negativeLabels: ReadonlySet<number> = new Set([-1, -2, -3])

type ThreadRow = {
  readonly workspaceId: number
  readonly campaignId: string | null
  readonly sorted: ReplySort | null
  /** 1 if the category is uncertain: set by weak signs or by a language model. */
  readonly sortedDoubt: 0 | 1
  /** 1 if the rules set the category by weak signs. */
  readonly unsure: 0 | 1
  /** When the person opted out, -1 while the operator is asked whether they did; the label at Instantly is then ours. */
  readonly optedOutAt: number | null
  readonly archivedAt: number | null
  readonly snoozedUntil: number | null
  readonly leadEmail: string | null
  readonly followUpOf: number | null
}
type NewestMessages = {
  readonly id: number
  readonly at: number
  readonly direction: 'sent' | 'received' | 'automatic'
  readonly manual: 0 | 1
  readonly subject: string
  readonly text: string
  readonly account: string | null
  readonly campaignId: string | null
  readonly leadEmail: string | null
  readonly fromName: string
}

/** Clicks and opens of a lead, if its events are known. */
export type Engagement = (workspaceId: number, leadEmail: string) => { readonly opens: number; readonly clicks: number }

const statementsOf = (raw: Database) => ({
  read: raw.prepare<[number], ThreadRow>(
    `select workspace_id as workspaceId, campaign_id as campaignId, sorted,
       sorted_fixed = 0 and (sorted_unsure = 1 or sorted_model is not null) as sortedDoubt,
       sorted_fixed = 0 and sorted_unsure = 1 and sorted_model is null as unsure,
       (select min(case o.state when 'asked' then -1 else o.since end) from opt_out o where o.state <> 'undone'
         and (o.id = opt_out_entry_id or (o.value = lead_email
           and (o.workspace_id = inbox_thread.workspace_id or o.scope = 'all')))) as optedOutAt,
       archived_at as archivedAt, snoozed_until as snoozedUntil,
       lead_email as leadEmail, follow_up_of as followUpOf from inbox_thread where id = ?`,
  ),
  newest: raw.prepare<[number], NewestMessages>(
    `select id, at, direction, manual, subject, text, account, campaign_id as campaignId, lead_email as leadEmail,
       from_name as fromName from inbox_message where thread_id = ? order by at desc, id desc limit 1`,
  ),
  open: raw.prepare<{ threadId: number }, NewestMessages>(
    `select id, at, direction, manual, subject, text, account, campaign_id as campaignId, lead_email as leadEmail,
       from_name as fromName ${openReplySql}`,
  ),
  counts: raw.prepare<[number], { messages: number; received: number; unread: number; hasSent: 0 | 1 }>(
    `select count(*) as messages, coalesce(sum(direction = 'received'), 0) as received,
       coalesce(max(direction = 'sent'), 0) as hasSent,
       coalesce(sum(unread), 0) as unread from inbox_message where thread_id = ?`,
  ),
  label: raw.prepare<[number, string, string], { value: number | null; stage: number; asOf: number; source: number }>(
    'select value, stage, as_of as asOf, source from lead_label where workspace_id = ? and campaign_id = ? and email = ?',
  ),
  answeredSince: raw
    .prepare<[number, number], 1>(
      `select 1 from inbox_message where thread_id = ? and at > ? and direction = 'sent' and manual = 1 limit 1`,
    )
    .pluck(),
  /** A person's reply that was neither answered nor set aside by then. */
  waits: raw
    .prepare<{ threadId: number; since: number }, 1>(
      `select 1 from inbox_message where thread_id = @threadId and direction = 'received' and at > max(@since, coalesce(
         (select max(at) from inbox_message where thread_id = @threadId and direction = 'sent' and manual = 1), -1)) limit 1`,
    )
    .pluck(),
  isLeaving: raw.prepare<[number], 1>(`select 1 from inbox_send where thread_id = ? and ${answerOnItsWaySql}`).pluck(),
  write: raw.prepare(
    `update inbox_thread set subject = @subject, snippet = @snippet, last_at = @lastAt,
       last_received_at = @lastReceivedAt, their_turn = @theirTurn, unread = @unread, message_count = @messages,
       has_sent = @hasSent,
       account = coalesce(@account, account), campaign_id = coalesce(@campaignId, campaign_id), from_name = @fromName,
       lead_email = coalesce(lead_email, @leadEmail), interest = @interest, label_stage = @labelStage, score = @score, score_why = @scoreWhy, heat = @heat, box = @box,
       archived_at = @archivedAt, snoozed_until = @snoozedUntil, follow_up_of = @followUpOf,
       follow_up_text = case when @followUpOf is null then null else follow_up_text end where id = @id`,
  ),
})

export function createThreadFacts(db: Database, engagement: Engagement = () => ({ opens: 0, clicks: 0 })) {
  const sql = statementsOf(db)

  return {
    /** Recomputes the facts. A reply that came after a thread was archived or snoozed brings it back. */
    refresh(id: number): void {
      const thread = sql.read.get(id)
      const last = sql.newest.get(id)
      if (!thread || !last) return
      const theirs = sql.open.get({ threadId: id })
      const { messages, received, unread, hasSent } = sql.counts.get(id) ?? {
        messages: 0,
        received: 0,
        unread: 0,
        hasSent: 0,
      }
      const leaving = sql.isLeaving.get(id) !== undefined
      // In doubt it is shown: the operator says whether it needs an answer. An invitation that the person accepted
      // does not answer what they asked before it.
      const needsNone =
        (thread.sorted !== null && isUnanswerable(thread.sorted) && thread.unsure === 0) ||
        (theirs?.direction === 'automatic' &&
          sql.waits.get({ threadId: id, since: thread.archivedAt ?? -1 }) === undefined)
      // A campaign that went on, as the reply crossed its next email, has not answered the person.
      const crossed =
        last.direction === 'sent' &&
        last.manual === 0 &&
        theirs?.direction === 'received' &&
        !needsNone &&
        sql.answeredSince.get(id, theirs.at) === undefined
      const theirTurn = last.direction !== 'sent' || crossed
      const quiet = theirTurn && needsNone
      const back = theirTurn && !quiet
      const cameAt = theirs?.at ?? 0
      const archivedAt = thread.archivedAt !== null && back && cameAt > thread.archivedAt ? null : thread.archivedAt
      // Our own mails do not end a planned follow-up until its day has come; a reply always does.
      const since = thread.snoozedUntil === null ? last.id : (theirs?.id ?? 0)
      const outdated = thread.followUpOf !== null && (since > thread.followUpOf || archivedAt !== null)
      const followUpOf = outdated ? null : thread.followUpOf
      const snoozedUntil = outdated ? null : thread.snoozedUntil
      const leadEmail = thread.leadEmail ?? theirs?.leadEmail ?? last.leadEmail
      const campaignId = theirs?.campaignId ?? last.campaignId ?? thread.campaignId
      const given = leadEmail === null ? undefined : sql.label.get(thread.workspaceId, campaignId ?? '', leadEmail)
      const { value: interest, stage, asOf, source } = given ?? { value: null, stage: 0, asOf: 0, source: 0 }
      // A label set before the newest reply does not apply to it; one that may only mean an opt-out, not to what the
      // person wrote after that.
      const coveredTo = source === labelSources.here ? asOf : Math.min(asOf, thread.optedOutAt ?? asOf)
      const isNo =
        (thread.sorted === 'not_interested' && thread.sortedDoubt === 0 && stage <= 0) ||
        (interest !== null && negativeLabels.has(interest) && coveredTo >= cameAt)
      const seen = leadEmail === null ? { opens: 0, clicks: 0 } : engagement(thread.workspaceId, leadEmail)
      const { score, why } = scoreReply({
        text: `${theirs?.subject ?? ''}\n${splitQuotedText(theirs?.text ?? '').own}`.slice(0, 20_000),
        sorted: thread.sorted,
        stage,
        receivedCount: received,
        theirTurn,
        ...seen,
      })
      sql.write.run({
        id,
        subject: last.subject || theirs?.subject || '',
        snippet: splitQuotedText((theirTurn && theirs ? theirs : last).text)
          .own.replaceAll(/\s+/g, ' ')
          .trim()
          .slice(0, 160),
        lastAt: last.at,
        lastReceivedAt: theirs?.at ?? null,
        theirTurn: theirTurn ? 1 : 0,
        unread,
        messages,
        hasSent,
        account: last.account,
        fromName: theirs
          ? nameOfSender({ fromName: theirs.fromName, address: leadEmail, text: theirs.text })
          : nameOfSender({ fromName: '', address: leadEmail, text: '' }),
        campaignId,
        leadEmail,
        interest,
        labelStage: stage,
        score,
        scoreWhy: JSON.stringify(why),
        heat: heatOf(score, theirs?.at ?? last.at),
        archivedAt,
        snoozedUntil,
        followUpOf,
        box: boxOf({
          archivedAt,
          snoozedUntil,
          theirTurn: theirTurn && !leaving,
          quiet: quiet || (theirs !== undefined && isNo),
          followUp: followUpOf !== null && !leaving,
        }),
      })
    },
  }
}

function boxOf(of: {
  readonly archivedAt: number | null
  readonly snoozedUntil: number | null
  readonly theirTurn: boolean
  readonly quiet: boolean
  readonly followUp: boolean
}): 'answer' | 'waiting' | 'noReply' | 'snoozed' | 'done' {
  if (of.archivedAt !== null) return 'done'
  if (of.snoozedUntil !== null) return 'snoozed'
  // The follow-up's day has come, so it is our turn whoever wrote last.
  if (of.followUp) return 'answer'
  if (of.quiet) return 'noReply'
  return of.theirTurn ? 'answer' : 'waiting'
}
