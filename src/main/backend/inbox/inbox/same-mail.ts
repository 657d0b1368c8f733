/** Recognises a mail that is stored already, as a webhook and the API report the same mail differently. */
import type { Database, Statement } from 'better-sqlite3'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { comparableWords } from '#shared/domain/inbox/html-text.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import {
  accountOf,
  type HookReply,
  idsPerMs,
  leadAddressOf,
  type ReadEmail,
  sameHookMs,
  sameMailMs,
  subjectOf,
} from './mail-values.ts'
export type Row = {
  readonly id: number
  readonly threadId: number
  readonly text: string
  readonly html: string | null
  readonly unread: 0 | 1
  readonly remoteUnread: 0 | 1 | null
  readonly complete: 0 | 1
  readonly manual: 0 | 1
}
export type LeadRow = Row & {
  readonly at: number
  readonly remoteId: string | null
  readonly hookKey: string | null
  readonly leadEmail: string | null
  readonly gotAt: number | null
  readonly leadless: 0 | 1
}

/** A text of this length is hardly written twice. */
const longTextLength = 24
/** Within this time, a matching beginning is enough, however short. */
const closeMs = 2 * 60_000

export const leadRowColumns = `id, thread_id as threadId, text, html, unread, remote_unread as remoteUnread, complete, manual, at,
       remote_id as remoteId, hook_key as hookKey, lead_email as leadEmail,
       got_at as gotAt, leadless`

const statementsOf = (raw: Database) => ({
  ofLead: raw.prepare<[number, string, number, number], LeadRow>(
    `select ${leadRowColumns} from inbox_message where workspace_id = ? and lead_email = ? and at between ? and ?
       and direction <> 'sent'`,
  ),
  /** Webhooks' replies that no listed email has completed, and that an email naming no lead may be. */
  unnamedNear: raw.prepare<object, LeadRow>(
    `select ${leadRowColumns} from inbox_message where id between @from and @to and workspace_id = @workspaceId
       and direction <> 'sent' and remote_id is null and account is @account and subject in (@subject, '')`,
  ),
  /** Emails that name no lead and were written from another address, and that a webhook may report. */
  leadlessNear: raw.prepare<object, LeadRow>(
    `select ${leadRowColumns} from inbox_message where id between @from and @to and workspace_id = @workspaceId
       and direction <> 'sent' and lead_email = from_address and leadless = 1 and account is @account
       and @subject in (subject, '')`,
  ),
})

export function createSameMailSearch(db: Database) {
  const sql = statementsOf(db)

  /** Finds this mail among those known only from webhooks: same lead and text, the nearest in time. */
  function findWebhookCopy(workspaceId: WorkspaceId, { email, words }: ReadEmail): LeadRow | undefined {
    const lead = leadAddressOf(email)
    if (lead === null) return undefined
    const isUnnamed = (row: LeadRow) => row.remoteId === null
    const near = (time: string) =>
      findNearestSame(workspaceId, { lead, at: Date.parse(time), text: words, withinMs: sameMailMs }, isUnnamed)
    return near(email.at) ?? near(email.createdAt)
  }

  /**
   * Returns what an email that names no lead and a webhook without an id may have in common: the mailbox, the subject
   * and a long text. Of two leads who wrote the same, neither is meant.
   */
  function findOfNoLead(
    find: Statement<object, LeadRow>,
    of: { readonly workspaceId: WorkspaceId; readonly text: string; readonly from: number; readonly to: number },
    mail: { readonly account: string | null; readonly subject: string },
  ): LeadRow | undefined {
    const words = comparableText(of.text)
    const { workspaceId } = of
    const found = find
      .all({ workspaceId, ...mail, from: of.from * idsPerMs, to: of.to * idsPerMs })
      .filter((row) => isSameLongText(comparableText(row.text), words))
    return new Set(found.map(({ leadEmail }) => leadEmail)).size === 1 ? found[0] : undefined
  }

  /** Finds a reply from another address, which names no lead, among those known only from webhooks. */
  function findOfAnyLead(
    workspaceId: WorkspaceId,
    { email, words }: ReadEmail,
    mail: { readonly account: string | null; readonly subject: string },
  ): LeadRow | undefined {
    if (email.lead !== null) return undefined
    const near = (time: number) =>
      findOfNoLead(sql.unnamedNear, { workspaceId, text: words, from: time - sameHookMs, to: time + sameMailMs }, mail)
    return near(Date.parse(email.at)) ?? near(Date.parse(email.createdAt))
  }

  function findNearestSame(
    workspaceId: WorkspaceId,
    of: { readonly lead: string; readonly at: number; readonly text: string; readonly withinMs: number },
    wanted: (row: LeadRow) => boolean,
  ): LeadRow | undefined {
    const { lead, at, withinMs } = of
    const words = comparableText(of.text)
    const away = (row: LeadRow) => Math.abs(row.at - at)
    return sql.ofLead
      .all(workspaceId, lead, at - withinMs, at + withinMs)
      .filter((row) => wanted(row) && isSameText(comparableText(row.text), words, away(row) <= closeMs))
      .toSorted((a, b) => away(a) - away(b))[0]
  }

  /** Finds a reply among emails that name no lead and were written from another address. */
  const findLeadless = (workspaceId: WorkspaceId, { at, account, subject }: HookReply, text: string) =>
    findOfNoLead(
      sql.leadlessNear,
      { workspaceId, text, from: at - sameMailMs, to: at + sameHookMs },
      { account: accountOf(account), subject: subjectOf(subject) },
    )

  return { findWebhookCopy, findOfAnyLead, findLeadless, findNearestSame }
}

export const comparableText = (text: string): string =>
  comparableWords(splitQuotedText(text.slice(0, mailLimits.compared)).own).slice(0, 4_000)

/** Whether texts are of one mail: equal, or one begins with the other, too long or close in time for coincidence. */
function isSameText(a: string, b: string, close: boolean): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= (close ? 1 : longTextLength) && long.startsWith(short)
}

const isSameLongText = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= longTextLength && isSameText(a, b, false)
