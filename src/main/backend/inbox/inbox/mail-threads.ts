/** Finds the conversation a mail belongs to, and changes what is known of it by what the mail says. */
import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import type { LabelPlace } from '../../events/lead-labels/lead-labels.ts'
import { createJoinedThreads } from './joined-threads.ts'
import { leadAddressOf, type ReadEmail } from './mail-values.ts'
import type { Row } from './same-mail.ts'

/** Result of storing a batch of mails: changed threads and replies that were not known before. */
export type IngestResult = {
  readonly threads: Set<number>
  /** Threads into or out of which mails were moved; their newest reply may have changed. */
  readonly regrouped: Set<number>
  readonly news: { threadId: number; readonly messageId: number }[]
  /** Known replies whose text changed, as a webhook reports only the beginning. */
  readonly reworded: number[]
  /** Labels that mails from the API show for the first time; `first`: no earlier mail of the conversation did. */
  readonly labels: (LabelPlace & { readonly value: number; readonly at: number; readonly first: boolean })[]
  /** Instantly's ids of emails that are stored already under another id. */
  readonly copies: Set<string>
}

export const newIngestResult = (): IngestResult => ({
  threads: new Set(),
  regrouped: new Set(),
  news: [],
  reworded: [],
  labels: [],
  copies: new Set(),
})

const statementsOf = (raw: Database) => ({
  threadByRemote: raw
    .prepare<[number, string], number>('select id from inbox_thread where workspace_id = ? and remote_id = ?')
    .pluck(),
  claimThread: raw.prepare('update inbox_thread set remote_id = ? where id = ? and remote_id is null'),
  threadOfLead: raw
    .prepare<[number, string, string | null, string | null], number>(
      `select id from inbox_thread where workspace_id = ? and lead_email = ?
         and (campaign_id is ? or campaign_id is null or ? is null) order by last_at desc limit 1`,
    )
    .pluck(),
  makeThread: raw.prepare(
    `insert into inbox_thread (workspace_id, remote_id, lead_email, campaign_id, account, subject, snippet, last_at,
       their_turn, box) values (?, ?, ?, ?, ?, '', '', 0, 0, 'waiting')`,
  ),
  leadOf: raw.prepare<[number], string | null>('select lead_email from inbox_thread where id = ?').pluck(),
  /** Whether the lead is only the sender of replies that name none. */
  isLeadGuessed: raw
    .prepare<[number]>(
      `select 1 from inbox_thread t where id = ? and not exists (select 1 from inbox_message m where m.thread_id = t.id
         and m.lead_email = t.lead_email and m.leadless = 0)`,
    )
    .pluck(),
  /** Only a sender's address that was taken for the lead's is replaced. */
  nameLead: raw.prepare(
    `update inbox_thread set lead_email = @lead where id = @threadId and (lead_email is null or not exists (
       select 1 from inbox_message m where m.thread_id = @threadId and m.lead_email = @known and m.from_address <> @known))`,
  ),
  nameLeadOfMessages: raw.prepare(
    'update inbox_message set lead_email = @lead where thread_id = @threadId and lead_email = @known',
  ),
  optedOut: raw
    .prepare<[number], number>(
      `select m.id from inbox_message m join inbox_thread t on t.id = m.thread_id join opt_out o on o.id = t.opt_out_entry_id
        where t.id = ? and m.direction <> 'sent' and o.state <> 'undone'`,
    )
    .pluck(),
  isEmpty: raw.prepare('select 1 where not exists (select 1 from inbox_message where thread_id = ?)').pluck(),
  remoteOfThread: raw.prepare<[number], string | null>('select remote_id from inbox_thread where id = ?').pluck(),
  releaseThread: raw.prepare('update inbox_thread set remote_id = null where id = ?'),
  shownLabel: raw.prepare<[number], { value: number | null; campaignId: string | null }>(
    'select remote_interest as value, campaign_id as campaignId from inbox_thread where id = ?',
  ),
  setShownLabel: raw.prepare('update inbox_thread set remote_interest = ? where id = ?'),
})

export function createMailThreads(db: Database) {
  const sql = statementsOf(db)
  const joined = createJoinedThreads(db)

  const addThread = (
    workspaceId: WorkspaceId,
    of: {
      readonly remoteId: string | null
      readonly lead: string | null
      readonly campaignId: string | null
      readonly account: string | null
    },
  ) => Number(sql.makeThread.run(workspaceId, of.remoteId, of.lead, of.campaignId, of.account).lastInsertRowid)

  /**
   * Returns the thread of a mail from the API. A thread known only from webhooks becomes that thread if it contains the
   * same mail, or if the mail was written in it.
   */
  function threadOf(workspaceId: WorkspaceId, { email, thread }: ReadEmail, stored: Row | undefined): number {
    const { threadId: remoteId, campaignId, account } = email
    const lead = leadAddressOf(email)
    const known = remoteId === null ? undefined : sql.threadByRemote.get(workspaceId, remoteId)
    if (known !== undefined) return known
    if (thread !== undefined && (remoteId === null || sql.claimThread.run(remoteId, thread).changes > 0)) return thread
    if (stored && (remoteId === null || sql.claimThread.run(remoteId, stored.threadId).changes > 0))
      return stored.threadId
    if (remoteId === null && lead !== null) {
      const near = sql.threadOfLead.get(workspaceId, lead, campaignId, campaignId)
      if (near !== undefined) return near
    }
    return addThread(workspaceId, { remoteId, lead, campaignId, account })
  }

  /**
   * Records the lead a mail names, where none or only the sender of a reply was known: a person who answers from another
   * address. An opt-out found in the conversation then applies to the lead too.
   */
  function nameLead(threadId: number, lead: string, taken: IngestResult): void {
    const known = sql.leadOf.get(threadId) ?? null
    if (known === lead || sql.nameLead.run({ threadId, lead, known }).changes === 0) return
    sql.nameLeadOfMessages.run({ threadId, lead, known })
    taken.threads.add(threadId)
    taken.reworded.push(...sql.optedOut.all(threadId))
  }

  /** Records the label a mail shows, if it differs from the one last shown; a label set elsewhere meanwhile is kept. */
  function recordShownLabel(threadId: number, email: RemoteEmail, value: number, taken: IngestResult): void {
    const before = sql.shownLabel.get(threadId)
    const lead = leadAddressOf(email)
    if (before === undefined || before.value === value || lead === null) return
    sql.setShownLabel.run(value, threadId)
    const campaignId = email.campaignId ?? before.campaignId ?? ''
    taken.labels.push({ campaignId, email: lead, value, at: Date.parse(email.at), first: before.value === null })
  }

  /** Joins a thread known only from webhooks to the real one when its last mail has moved there. */
  function leaveThread(from: number, to: number, taken: IngestResult): void {
    for (const one of [from, to]) {
      taken.threads.add(one)
      taken.regrouped.add(one)
    }
    if (!sql.isEmpty.get(from)) return
    joinThreads(from, to, taken)
  }

  /**
   * Joins Instantly's thread into the webhook-only thread in which the mail was written, because that one is open on
   * the screen. It takes over Instantly's id. Two threads of Instantly's are never joined.
   */
  function joinIntoWebhookThread(thread: number, found: number, taken: IngestResult): number {
    if (found === thread || sql.remoteOfThread.get(thread) !== null) return found
    const remoteId = sql.remoteOfThread.get(found) ?? null
    sql.releaseThread.run(found)
    if (remoteId !== null) sql.claimThread.run(remoteId, thread)
    joinThreads(found, thread, taken)
    return thread
  }

  function joinThreads(from: number, into: number, taken: IngestResult): void {
    joined.join(from, into)
    taken.threads.delete(from)
    taken.regrouped.delete(from)
    taken.threads.add(into)
    taken.regrouped.add(into)
    for (const news of taken.news) if (news.threadId === from) news.threadId = into
  }

  return {
    addThread,
    threadOf,
    nameLead,
    recordShownLabel,
    leaveThread,
    joinIntoWebhookThread,
    /** The conversation of a thread of Instantly's. */
    threadByRemote: (workspaceId: WorkspaceId, remoteId: string): number | undefined =>
      sql.threadByRemote.get(workspaceId, remoteId),
    leadOf: (threadId: number): string | null => sql.leadOf.get(threadId) ?? null,
    /** Whether the lead is only the sender of replies that name none. */
    isLeadGuessed: (threadId: number): boolean => sql.isLeadGuessed.get(threadId) !== undefined,
    /** The conversation with the lead, of this campaign or of none, with the newest mail. */
    threadOfLead: (workspaceId: WorkspaceId, lead: string, campaignId: string | null): number | undefined =>
      sql.threadOfLead.get(workspaceId, lead, campaignId, campaignId),
  }
}
