import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import type { LabelClaim } from '#shared/domain/events/lead-label.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { blankErased, erasedLookup } from '../../clients/people/erased.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { type EventMail, eventMail } from '../../events/events/mail-as-event.ts'
import { type LabelChange, type LabelPlace, leadLabelsOf } from '../../events/lead-labels/lead-labels.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import type { Leaning } from '../replies/classify-reply.ts'
import { createCorrections } from './corrections.ts'
import { createMessageStore, type HookReply, type Taken, wordsOf } from './message-store.ts'
import { createThreadFacts, type Engagement } from './thread-facts.ts'

/** What the rules make of a reply. */
export type Sorting = {
  readonly label: ReplySort
  readonly unsubscribe: boolean
  readonly auto: boolean
  readonly returnDate: string | null
  readonly reasons: readonly string[]
  /** Found by weak signs only. */
  readonly unsure: boolean
  /** The wish for no more mail is: it is asked about. */
  readonly wishUnsure?: boolean
}
export type SortReply = (
  reply: {
    readonly subject: string
    readonly from: string
    readonly text: string
    readonly receivedAt: string
    /** Whether Instantly says that a machine wrote it. */
    readonly automatic?: boolean
    /** Names and types of its files. */
    readonly attachments?: readonly string[]
  },
  leaning?: Leaning,
) => Sorting

type NewestReply = {
  readonly id: number
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly at: number
  readonly direction: string
  readonly attachments: string | null
}

/** A reply as it is judged. */
const asReply = ({ subject, from, text, at, direction, attachments }: NewestReply) => ({
  subject,
  from,
  text: text.slice(0, mailLimits.sorted),
  receivedAt: new Date(at).toISOString(),
  ...(direction === 'automatic' ? { automatic: true } : {}),
  ...(attachments === null ? {} : { attachments: filesIn(attachments) }),
})

const filesShape = z.array(z.object({ name: z.string().catch(''), type: z.string().nullable().catch(null) })).catch([])

/** Name and type of each file, as stored with its mail. */
const filesIn = (stored: string): readonly string[] =>
  filesShape
    .parse(parseJson(stored))
    .slice(0, 20)
    .map(({ name, type }) => `${name} ${type ?? ''}`.slice(0, 300))

/** So many are judged again after a correction: the screen waits for it. */
const mostAgain = 100

/** What somebody says of a lead's label. */
export type ToldLabel = { readonly place: LabelPlace; readonly claim: LabelClaim }

/** A reply nobody knew of yet. */
export type News = {
  readonly workspaceId: WorkspaceId
  readonly threadId: number
  readonly messageId: number
  readonly at: number
  readonly name: string
  readonly subject: string
  readonly sorted: ReplySort | null
}

export type Intake = ReturnType<typeof createIntake>

const statementsOf = (raw: Database) => ({
  newest: raw.prepare<[number], NewestReply>(
    `select id, subject, from_address as "from", text, at, direction, attachments from inbox_message
     where thread_id = ? and direction <> 'sent' order by at desc, id desc limit 1`,
  ),
  unsure: raw.prepare<
    { workspaceId: number; sorts: string; most: number },
    NewestReply & { threadId: number; leadEmail: string | null; sorted: ReplySort; entry: number | null }
  >(
    `select m.id, m.subject, m.from_address as "from", m.text, m.at, m.direction, m.attachments, t.id as threadId,
       t.lead_email as leadEmail, t.sorted, t.opt_out_entry_id as entry
     from inbox_thread t indexed by inbox_thread_unsorted join inbox_message m on m.id = t.sorted_message_id
     where t.sorted_unsure = 1 and t.sorted_fixed = 0 and t.sorted_model is null and t.workspace_id = @workspaceId
       and t.sorted in (select value from json_each(@sorts)) order by t.last_received_at desc limit @most`,
  ),
  before: raw.prepare<[number], { sortedMessageId: number | null; leadEmail: string | null }>(
    'select sorted_message_id as sortedMessageId, lead_email as leadEmail from inbox_thread where id = ?',
  ),
  labelled: raw.prepare<[number], { email: string; name: string; at: number }>(
    `select t.lead_email as email, l.name, t.last_at as at from inbox_thread t
       join inbox_label l on l.workspace_id = t.workspace_id and l.value = t.interest
      where t.id = ? and t.lead_email is not null`,
  ),
  threadsOf: raw
    .prepare<[number, string, string], number>(
      `select id from inbox_thread where workspace_id = ? and lead_email = ? and coalesce(campaign_id, '') = ?`,
    )
    .pluck(),
  writeSorted: raw.prepare(
    `update inbox_thread set sorted = ?, sorted_why = ?, sorted_fixed = 0, sorted_model = null, sorted_unsure = ?,
       model_wish = 0, sorted_message_id = ?, return_date = ?, opt_out_entry_id = coalesce(?, opt_out_entry_id) where id = ?`,
  ),
  markAutomatic: raw.prepare(
    `update inbox_message set direction = 'automatic' where id = ? and direction = 'received'`,
  ),
  wake: raw.prepare('update inbox_thread set snoozed_until = null where id = ?'),
  readNews: raw.prepare<[number], Omit<News, 'threadId' | 'messageId'> & { direction: string }>(
    `select m.workspace_id as workspaceId, m.at, coalesce(nullif(m.from_name, ''), m.from_address) as name, m.subject,
       t.sorted, m.direction from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  ),
})

/**
 * The one way mails get into the store, whoever brings them: stored once, sorted, their threads' facts made anew, all in
 * one transaction. Gives the replies that are news.
 */
export function createIntake(
  store: Store,
  parts: {
    readonly sort: SortReply | null
    readonly engagement?: Engagement
    /** Instantly's time, for labels that changed at a time nobody tells. */
    readonly now?: (workspaceId: WorkspaceId) => number
    /** Hears of labels that count from now on, in the transaction that keeps them. */
    readonly labelled?: (workspaceId: WorkspaceId, changes: readonly LabelChange[]) => void
    /** In the transaction, with the mails and their words: they are events, too. */
    readonly taken?: (workspaceId: WorkspaceId, mails: readonly EventMail[]) => void
  },
) {
  const { raw } = store
  const messages = createMessageStore(raw)
  const optOuts = createOptOuts(store)
  const corrections = createCorrections(raw)
  const labels = leadLabelsOf(store)
  const facts = createThreadFacts(raw, parts.engagement)
  const sql = statementsOf(raw)

  /** A label that says so is a wish for no more mail, however it got onto the lead. */
  function takeLabel(workspaceId: WorkspaceId, threadId: number): void {
    const found = sql.labelled.get(threadId)
    if (!found || !isStopLabel(found.name)) return
    const { email, name, at } = found
    optOuts.record({ workspaceId, value: email, at, source: 'label', words: name, threadId, standing: true })
  }

  /** The wish for no more mail in a reply is held, if somebody is known who wrote it. Gives its entry among the opt-outs. */
  const recordWish = (
    workspaceId: WorkspaceId,
    { threadId, at, text }: NewestReply & { readonly threadId: number },
    value: string,
    certain: boolean,
  ): number | null =>
    value === '' ? null : optOuts.record({ workspaceId, value, at, source: 'reply', words: text, threadId, certain })

  const keepSorting = (threadId: number, replyId: number, found: Sorting, entry: number | null): unknown =>
    sql.writeSorted.run(
      found.label,
      JSON.stringify(found.reasons),
      found.unsure ? 1 : 0,
      replyId,
      found.returnDate,
      entry,
      threadId,
    )

  /** Sorts a thread's newest reply, unless that was done: an opt-out holds from this moment on. */
  function sortNewest(workspaceId: WorkspaceId, threadId: number): void {
    if (!parts.sort) return
    const reply = sql.newest.get(threadId)
    const known = sql.before.get(threadId)
    if (!reply || known?.sortedMessageId === reply.id) return
    const found = parts.sort(asReply(reply), corrections.leaning(workspaceId))
    const email = known?.leadEmail ?? reply.from
    const certain = found.wishUnsure !== true
    const entry = found.unsubscribe ? recordWish(workspaceId, { ...reply, threadId }, email, certain) : null
    if (found.auto) sql.markAutomatic.run(reply.id)
    keepSorting(threadId, reply.id, found, entry)
  }

  /**
   * Judges the newest unsure conversations of these categories once more, by what the operator has just said of one like
   * them. A wish for no more mail that is only seen now is asked about, never applied.
   */
  function judgeAgain(workspaceId: WorkspaceId, sorts: readonly ReplySort[]): void {
    if (!parts.sort) return
    const leaning = corrections.leaning(workspaceId)
    for (const known of sql.unsure.all({ workspaceId, sorts: JSON.stringify(sorts), most: mostAgain })) {
      const found = parts.sort(asReply(known), leaning)
      if (found.label === known.sorted && found.unsure && !found.unsubscribe) continue
      const isNew = found.unsubscribe && known.entry === null
      const entry = isNew ? recordWish(workspaceId, known, known.leadEmail ?? known.from, false) : null
      keepSorting(known.threadId, known.id, found, entry)
      facts.refresh(known.threadId)
    }
  }

  /** Conversations of a lead show the label it has, wherever it was told. */
  function refreshLead(workspaceId: WorkspaceId, { campaignId, email }: LabelPlace): void {
    for (const threadId of sql.threadsOf.all(workspaceId, email, campaignId)) {
      facts.refresh(threadId)
      takeLabel(workspaceId, threadId)
    }
  }

  function takeClaims(workspaceId: WorkspaceId, told: readonly ToldLabel[]): readonly LabelChange[] {
    const changes = told
      .map(({ place, claim }) => labels.take(workspaceId, place, claim))
      .filter((change) => change !== null)
    for (const change of changes) refreshLead(workspaceId, change)
    if (changes.length > 0) parts.labelled?.(workspaceId, changes)
    return changes
  }

  function settle(workspaceId: WorkspaceId, taken: Taken): readonly News[] {
    const fresh = new Set([...taken.news.map(({ threadId }) => threadId), ...taken.joined])
    for (const threadId of fresh) if (taken.threads.has(threadId)) sortNewest(workspaceId, threadId)
    const news = taken.news.flatMap(({ threadId, messageId }) => {
      const row = sql.readNews.get(messageId)
      return row?.direction === 'received' ? [{ ...row, threadId, messageId }] : []
    })
    for (const { threadId } of news) sql.wake.run(threadId)
    for (const threadId of taken.threads) {
      facts.refresh(threadId)
      takeLabel(workspaceId, threadId)
    }
    takeClaims(
      workspaceId,
      taken.labels.map(({ campaignId, email, value, at, first }): ToldLabel => {
        const seenAt = first ? at : Math.max(at, parts.now?.(workspaceId) ?? at)
        return { place: { campaignId, email }, claim: { value, source: 'email', since: seenAt, asOf: seenAt } }
      }),
    )
    return news
  }

  /** Mails from before a person was erased are not read in again; those of others come without the address. */
  function withoutErased(emails: readonly RemoteEmail[]): readonly RemoteEmail[] {
    const erasedAt = erasedLookup(store)
    if (erasedAt === null) return emails
    return emails.flatMap((email) => {
      const at = Date.parse(email.at)
      const isTheirs = [email.lead, email.from].some((address) => {
        const erased = address === null ? null : erasedAt(address)
        return erased !== null && at <= erased
      })
      if (isTheirs) return []
      const blank = (text: string) => blankErased(erasedAt, text, at)
      const maybe = (text: string | null) => (text === null ? null : blank(text))
      const { text, html, preview, replyTo } = email
      return [
        {
          ...email,
          subject: blank(email.subject),
          to: blank(email.to),
          cc: blank(email.cc),
          text: maybe(text),
          html: maybe(html),
          preview: maybe(preview),
          replyTo: maybe(replyTo),
        },
      ]
    })
  }

  return {
    facts,
    labels,
    judgeAgain,
    /** Labels of leads, whoever tells them; gives those that count from now on. */
    takeLabels: (workspaceId: WorkspaceId, told: readonly ToldLabel[]): readonly LabelChange[] =>
      raw.transaction(() => takeClaims(workspaceId, told))(),
    /** The client's own labels were read: conversations show what they mean now. */
    restage: (workspaceId: WorkspaceId): void =>
      raw.transaction(() => {
        for (const place of labels.restage(workspaceId)) refreshLead(workspaceId, place)
      })(),
    hasRemote: messages.hasRemote,
    /**
     * Mails campaigns sent, read for their events: those of a conversation that is here are found by their words before it
     * is opened. Without one nobody answered, and what was sent is the campaign's copy.
     */
    takeSent(workspaceId: WorkspaceId, emails: readonly RemoteEmail[]): void {
      const known = emails.filter(
        ({ id, threadId }) =>
          threadId !== null && messages.hasThread(workspaceId, threadId) && !messages.hasRemote(workspaceId, id),
      )
      if (known.length === 0) return
      raw.transaction(() => {
        const taken: Taken = { threads: new Set(), joined: new Set(), news: [], labels: [] }
        for (const email of withoutErased(known).toSorted((a, b) => a.at.localeCompare(b.at))) {
          messages.takeEmail(workspaceId, { email, words: wordsOf(email) }, taken)
        }
        settle(workspaceId, taken)
      })()
    },
    /** Mails of the API: those known are brought up to date. `thread`: the conversation here they were written in. */
    takeEmails(workspaceId: WorkspaceId, emails: readonly RemoteEmail[], thread?: number): readonly News[] {
      const read = withoutErased(emails).map((email) => ({
        email,
        words: wordsOf(email),
        ...(thread === undefined ? {} : { thread }),
      }))
      return raw.transaction(() => {
        const taken: Taken = { threads: new Set(), joined: new Set(), news: [], labels: [] }
        // Oldest first: ids and the full-text index rise with the time of the mails.
        for (const one of read.toSorted((a, b) => a.email.at.localeCompare(b.email.at)))
          messages.takeEmail(workspaceId, one, taken)
        const news = settle(workspaceId, taken)
        parts.taken?.(
          workspaceId,
          read.map(({ email, words }) => eventMail(email, words)),
        )
        return news
      })()
    },
    /** Replies webhooks told of; to be called inside the transaction that stores their events. */
    takeHooks(workspaceId: WorkspaceId, replies: readonly HookReply[]): readonly News[] {
      return raw.transaction(() => {
        const taken: Taken = { threads: new Set(), joined: new Set(), news: [], labels: [] }
        for (const reply of replies) messages.takeHook(workspaceId, reply, taken)
        return settle(workspaceId, taken)
      })()
    },
  }
}
