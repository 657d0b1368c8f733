/** Reads the mails of a conversation for its screen. */
import type { InboxAttachment, InboxMessage } from '#shared/contract/inbox/inbox.ts'
import { replyRecipientOf } from '#shared/domain/inbox/addresses.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { ownMailboxes } from './own-mailboxes.ts'

type MessageRow = {
  readonly id: number
  readonly direction: InboxMessage['direction']
  readonly manual: 0 | 1
  readonly at: number
  readonly fromAddress: string
  readonly fromName: string
  readonly toList: string
  readonly ccList: string
  readonly subject: string
  readonly text: string
  readonly hasHtml: 0 | 1
  readonly account: string | null
  readonly step: string | null
  readonly unread: 0 | 1
  readonly attachments: string | null
  readonly complete: 0 | 1
  readonly remoteId: string | null
}

/** Returns at most 500 messages, oldest first. */
export function readThreadMessages(
  { raw: db }: Store,
  threadId: number,
  workspaceId: WorkspaceId,
): readonly InboxMessage[] {
  const own = ownMailboxes(db, workspaceId)
  const rows = db
    .prepare(
      `select id, direction, manual, at, from_address as fromAddress, from_name as fromName, to_list as toList,
             cc_list as ccList, subject, text, html is not null as hasHtml, account, step, unread, attachments, complete,
             remote_id as remoteId
           from inbox_message where thread_id = ? order by at, id limit 500`,
    )
    .all(threadId) as MessageRow[]
  return rows.map((row) => toInboxMessage(row, own))
}

function toInboxMessage(row: MessageRow, own: ReadonlySet<string>): InboxMessage {
  const { id, direction, fromAddress, fromName, subject, text, account } = row
  const to = replyRecipientOf(row, own)
  return {
    id,
    direction,
    at: new Date(row.at).toISOString(),
    fromAddress,
    fromName,
    to: row.toList,
    cc: row.ccList,
    subject,
    text,
    hasHtml: row.hasHtml === 1,
    account,
    step: parseStepNumber(row.step),
    unread: row.unread === 1,
    attachments: JSON.parse(row.attachments ?? '[]') as InboxAttachment[],
    complete: row.complete === 1,
    answer: to === null || account === null || row.remoteId === null ? null : { to, account },
  }
}

/** Instantly counts sequence, step and variant from 0: `0_1_0` is step 2, variant 1. */
export function parseStepNumber(text: string | null): { readonly step: number; readonly variant: number } | null {
  const found = /^\d+_(?<step>\d+)_(?<variant>\d+)$/.exec(text ?? '')?.groups
  return found ? { step: Number(found['step']) + 1, variant: Number(found['variant']) + 1 } : null
}
