import type { Database } from 'better-sqlite3'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import { type EventMail, eventMail } from '../../events/events/mail-as-event.ts'
import { type LabelChange, leadLabelsOf } from '../../events/lead-labels/lead-labels.ts'
import { createMessageStore, type HookReply, nothingTaken, type Taken, wordsOf } from './message-store.ts'
import { createThreadSorter, type SortReply } from './sort-threads.ts'
import { createLabelTaker, type ToldLabel } from './take-labels.ts'
import { createThreadFacts, type Engagement } from './thread-facts.ts'
import { withoutErased } from './without-erased.ts'

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

export type MailIngest = ReturnType<typeof createMailIngest>

const statementsOf = (raw: Database) => ({
  wake: raw.prepare('update inbox_thread set snoozed_until = null where id = ?'),
  readNews: raw.prepare<[number], Omit<News, 'threadId' | 'messageId'> & { direction: string }>(
    `select m.workspace_id as workspaceId, m.at, coalesce(nullif(m.from_name, ''), m.from_address) as name, m.subject,
       t.sorted, m.direction from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  ),
})

type MailIngestParts = {
  readonly sort: SortReply | null
  readonly engagement?: Engagement
  /** Instantly's time, for labels that changed at a time nobody tells. */
  readonly now?: (workspaceId: WorkspaceId) => number
  /** Whether somebody asked for no more mail by a link or a complaint. */
  readonly unsubscribed?: (workspaceId: WorkspaceId, email: string) => boolean
  /** Hears of labels that count from now on, in the transaction that keeps them. */
  readonly labelled?: (workspaceId: WorkspaceId, changes: readonly LabelChange[]) => void
  /** In the transaction, with the mails and their words: they are events, too. */
  readonly taken?: (workspaceId: WorkspaceId, mails: readonly EventMail[]) => void
  /** Replies were judged while corrections were still being measured: `judgeEarly` is to be called. */
  readonly early?: () => void
  /** This computer's time, epoch ms. */
  readonly clock?: () => number
}

/**
 * The one way mails get into the store, whoever brings them: stored once, sorted, their threads' facts made anew, all in
 * one transaction. Gives the replies that are news.
 */
export function createMailIngest(store: Store, parts: MailIngestParts) {
  const { raw } = store
  const messages = createMessageStore(raw)
  const facts = createThreadFacts(raw, parts.engagement)
  const labels = leadLabelsOf(store)
  const labelled = createLabelTaker(store, facts, parts.labelled)
  const sorter = createThreadSorter(store, parts.sort, { facts, early: parts.early, clock: parts.clock })
  const sql = statementsOf(raw)

  function settle(workspaceId: WorkspaceId, taken: Taken): readonly News[] {
    const fresh = new Set([...taken.news.map(({ threadId }) => threadId), ...taken.joined])
    for (const threadId of fresh) if (taken.threads.has(threadId)) sorter.sortThread(workspaceId, threadId)
    // Of several that came in one go only one says what the conversation is; a wish for no more mail may be in any.
    for (const { messageId } of taken.news) sorter.hearWish(workspaceId, messageId)
    for (const messageId of taken.reworded) sorter.readAnew(workspaceId, messageId)
    const news = taken.news.flatMap(({ threadId, messageId }) => {
      const row = sql.readNews.get(messageId)
      return row?.direction === 'received' ? [{ ...row, threadId, messageId }] : []
    })
    for (const { threadId } of news) sql.wake.run(threadId)
    for (const threadId of taken.threads) {
      facts.refresh(threadId)
      labelled.recordStop(workspaceId, threadId)
    }
    labelled.take(
      workspaceId,
      taken.labels.map(({ campaignId, email, value, at, first }): ToldLabel => {
        const seenAt = first ? at : Math.max(at, parts.now?.(workspaceId) ?? at)
        return { place: { campaignId, email }, claim: { value, source: 'email', since: seenAt, asOf: seenAt } }
      }),
    )
    return news
  }

  return {
    facts,
    labels,
    classifyAgain: sorter.classifyAgain,
    judgeEarly: sorter.judgeEarly,
    /** Whether somebody asked for no more mail, otherwise than in this reply. */
    hasWish: (workspaceId: WorkspaceId, email: string, but: number | null): boolean =>
      parts.unsubscribed?.(workspaceId, email) === true || sorter.hasWish(workspaceId, email, but),
    forgetCorrection: sorter.forgetCorrection,
    /** Labels of leads, whoever tells them; gives those that count from now on. */
    takeLabels: (workspaceId: WorkspaceId, told: readonly ToldLabel[]): readonly LabelChange[] =>
      raw.transaction(() => labelled.take(workspaceId, told))(),
    /** The client's own labels were read: conversations show what they mean now. */
    restage: (workspaceId: WorkspaceId): void =>
      raw.transaction(() => {
        for (const place of labels.restage(workspaceId)) labelled.refreshLead(workspaceId, place)
        labelled.namesKnown(workspaceId)
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
        const taken = nothingTaken()
        for (const email of withoutErased(store, known).toSorted((a, b) => a.at.localeCompare(b.at))) {
          messages.takeEmail(workspaceId, { email, words: wordsOf(email) }, taken)
        }
        settle(workspaceId, taken)
      })()
    },
    /** Mails of the API: those known are brought up to date. `thread`: the conversation here they were written in. */
    takeEmails(workspaceId: WorkspaceId, emails: readonly RemoteEmail[], thread?: number): readonly News[] {
      const read = withoutErased(store, emails).map((email) => ({
        email,
        words: wordsOf(email),
        ...(thread === undefined ? {} : { thread }),
      }))
      return raw.transaction(() => {
        const taken = nothingTaken()
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
        const taken = nothingTaken()
        for (const reply of replies) messages.takeHook(workspaceId, reply, taken)
        return settle(workspaceId, taken)
      })()
    },
  }
}
