import type { Database } from 'better-sqlite3'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import { type EventMail, eventMail } from '../../events/events/mail-as-event.ts'
import { type LabelChange, leadLabelsOf } from '../../events/lead-labels/lead-labels.ts'
import { createThreadClassifier, type ReplyClassifier } from './classify-threads.ts'
import { createLabelStore, type ReportedLabel } from './label-store.ts'
import { type IngestResult, newIngestResult } from './mail-threads.ts'
import { type HookReply, type ReadEmail, textOfEmail } from './mail-values.ts'
import { createMessageStore } from './message-store.ts'
import { createReplyPlaces } from './reply-places.ts'
import { createThreadFacts, type Engagement } from './thread-facts.ts'
import { withoutErased } from './without-erased.ts'

/** A reply that was not known before. */
export type NewReply = {
  readonly workspaceId: WorkspaceId
  readonly threadId: number
  readonly messageId: number
  readonly at: number
  readonly name: string
  readonly subject: string
  readonly sorted: ReplySort | null
}

export type MailIngest = ReturnType<typeof createMailIngest>

const statementsOf = (raw: Database) => ({
  wake: raw.prepare('update inbox_thread set snoozed_until = null where id = ?'),
  readNews: raw.prepare<[number], Omit<NewReply, 'threadId' | 'messageId'> & { direction: string }>(
    `select m.workspace_id as workspaceId, m.at, coalesce(nullif(m.from_name, ''), m.from_address) as name, m.subject,
       t.sorted, m.direction from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  ),
})

type MailIngestParts = {
  readonly sort: ReplyClassifier | null
  readonly engagement?: Engagement
  /** Instantly's time, used for label changes reported without a time. */
  readonly now?: (workspaceId: WorkspaceId) => number
  /** Whether the lead opted out by a link or a complaint. */
  readonly unsubscribed?: (workspaceId: WorkspaceId, email: string) => boolean
  /** Called with label changes that take effect, in the transaction that stores them. */
  readonly labelled?: (workspaceId: WorkspaceId, changes: readonly LabelChange[]) => void
  /** Called with the mails and their text in the transaction, because mails are also events. */
  readonly taken?: (workspaceId: WorkspaceId, mails: readonly EventMail[]) => void
  /** Called if replies were sorted while corrections were still being measured; `judgeEarly` must then be called. */
  readonly early?: () => void
  /** This computer's time, epoch ms. */
  readonly clock?: () => number
}

/**
 * Oldest first, because ids and the full-text index ascend with the time of the mails; of two copies, the one that
 * Instantly had first, which a webhook may have named.
 */
const byTime = (a: RemoteEmail, b: RemoteEmail): number =>
  a.at.localeCompare(b.at) || a.createdAt.localeCompare(b.createdAt)

/**
 * Creates the only way for mails to get into the store: each is stored once and sorted, and its thread's facts are
 * recomputed, all in one transaction. Methods return the replies that are new.
 */
export function createMailIngest(store: Store, parts: MailIngestParts) {
  const { raw } = store
  const messages = createMessageStore(raw)
  const facts = createThreadFacts(raw, parts.engagement)
  const labels = leadLabelsOf(store)
  const labelled = createLabelStore(store, facts, parts.labelled)
  const sorter = createThreadClassifier(store, parts.sort, { facts, early: parts.early, clock: parts.clock })
  const places = createReplyPlaces(raw)
  const sql = statementsOf(raw)

  /** `read`: mails by id whose events the caller makes. */
  function settle(
    workspaceId: WorkspaceId,
    taken: IngestResult,
    read: ReadonlySet<string> = new Set(),
  ): readonly NewReply[] {
    const fresh = new Set([...taken.news.map(({ threadId }) => threadId), ...taken.regrouped])
    for (const threadId of fresh) if (taken.threads.has(threadId)) sorter.sortThread(workspaceId, threadId)
    // Of several replies that came together only one determines the category, but each of them may be an opt-out.
    for (const { messageId } of taken.news) sorter.recordEarlierOptOut(workspaceId, messageId)
    for (const messageId of taken.reworded) sorter.classifyReworded(workspaceId, messageId)
    const news = taken.news.flatMap(({ threadId, messageId }) => {
      const row = sql.readNews.get(messageId)
      return row?.direction === 'received' ? [{ ...row, threadId, messageId }] : []
    })
    for (const { threadId } of news) sql.wake.run(threadId)
    const placed = places.place(workspaceId, taken.threads).filter(({ id }) => !read.has(id))
    for (const threadId of taken.threads) {
      facts.refresh(threadId)
      labelled.recordStop(workspaceId, threadId)
    }
    labelled.take(
      workspaceId,
      taken.labels.map(({ campaignId, email, value, at, first }): ReportedLabel => {
        const seenAt = first ? at : Math.max(at, parts.now?.(workspaceId) ?? at)
        return { place: { campaignId, email }, claim: { value, source: 'email', since: seenAt, asOf: seenAt } }
      }),
    )
    if (placed.length > 0) parts.taken?.(workspaceId, placed)
    return news
  }

  /** Reads the texts of mails, before the transaction that stores them. */
  const readEmails = (emails: readonly RemoteEmail[], thread?: number): readonly ReadEmail[] =>
    withoutErased(store, emails).map((email) => ({
      email,
      words: textOfEmail(email),
      ...(thread === undefined ? {} : { thread }),
    }))

  function takeEmails(workspaceId: WorkspaceId, read: readonly ReadEmail[]): IngestResult {
    const taken = newIngestResult()
    for (const one of read.toSorted((a, b) => byTime(a.email, b.email))) messages.takeEmail(workspaceId, one, taken)
    return taken
  }

  return {
    facts,
    labels,
    classifyAgain: sorter.classifyAgain,
    judgeEarly: sorter.judgeEarly,
    /** Whether the lead opted out in any way other than in this reply. */
    hasWish: (workspaceId: WorkspaceId, email: string, but: number | null): boolean =>
      parts.unsubscribed?.(workspaceId, email) === true || sorter.hasWish(workspaceId, email, but),
    forgetCorrection: sorter.forgetCorrection,
    /** Stores label claims from any source; returns the changes that take effect. */
    ingestLabels: (workspaceId: WorkspaceId, reported: readonly ReportedLabel[]): readonly LabelChange[] =>
      raw.transaction(() => labelled.take(workspaceId, reported))(),
    /** Called after the client's own labels were read, so that conversations show their current meaning. */
    restage: (workspaceId: WorkspaceId): void =>
      raw.transaction(() => {
        for (const place of labels.restage(workspaceId)) labelled.refreshLead(workspaceId, place)
        labelled.namesKnown(workspaceId)
      })(),
    hasRemote: messages.hasRemote,
    /**
     * Stores mails sent by campaigns and read for their events, if their conversation exists here, so that search finds
     * their text before the conversation is opened. Without a conversation nobody replied, and the mail is a copy of
     * the campaign's text.
     */
    takeSent(workspaceId: WorkspaceId, emails: readonly RemoteEmail[]): void {
      const known = emails.filter(
        ({ id, threadId }) =>
          threadId !== null && messages.hasThread(workspaceId, threadId) && !messages.hasRemote(workspaceId, id),
      )
      if (known.length === 0) return
      const read = readEmails(known)
      raw.transaction(() => settle(workspaceId, takeEmails(workspaceId, read)))()
    },
    /** Stores mails from the API and updates known ones. `thread`: the local conversation they were written in. */
    ingestEmails(workspaceId: WorkspaceId, emails: readonly RemoteEmail[], thread?: number): readonly NewReply[] {
      const read = readEmails(emails, thread)
      return raw.transaction(() => {
        const taken = takeEmails(workspaceId, read)
        const news = settle(workspaceId, taken, new Set(read.map(({ email }) => email.id)))
        parts.taken?.(
          workspaceId,
          read.flatMap(({ email, words }) =>
            taken.copies.has(email.id) ? [] : [{ ...eventMail(email, words), ...places.placeOf(workspaceId, email) }],
          ),
        )
        return news
      })()
    },
    /** Instantly's ids of mails that are stored already, or are among these, under another id. Nothing is stored. */
    copiesAmong(workspaceId: WorkspaceId, emails: readonly RemoteEmail[]): ReadonlySet<string> {
      const read = readEmails(emails)
      let copies: ReadonlySet<string> = new Set()
      const undo = new Error('nothing is to be stored')
      try {
        raw.transaction(() => {
          ;({ copies } = takeEmails(workspaceId, read))
          throw undo
        })()
      } catch (error) {
        if (error !== undo) throw error
      }
      return copies
    },
    /** Finds the campaign of replies that Instantly listed without it, as these events say which one wrote to the lead. */
    placeReplies(workspaceId: WorkspaceId, events: readonly ParsedEvent[]): void {
      const leads = new Set(events.flatMap(({ type, leadEmail }) => (type === 'email_sent' && leadEmail) || []))
      const threads = [...leads].flatMap((lead) => places.threadsOfLead(workspaceId, lead))
      if (threads.length > 0) settle(workspaceId, { ...newIngestResult(), threads: new Set(threads) })
    },
    /** Stores replies reported by webhooks. Must be called inside the transaction that stores their events. */
    ingestWebhooks(workspaceId: WorkspaceId, replies: readonly HookReply[]): readonly NewReply[] {
      return raw.transaction(() => {
        const taken = newIngestResult()
        for (const reply of replies) messages.takeHook(workspaceId, reply, taken)
        return settle(workspaceId, taken)
      })()
    },
  }
}
