/** Selects what a model may see of a conversation, and builds its request. */
import type { Database } from 'better-sqlite3'
import type { ModelUse } from '#shared/contract/inbox/inbox-model.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import { requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { openReplySql } from '../inbox/open-reply.ts'
import { buildClassificationRequest, buildDraftRequest, type OperatorLanguage } from './prompts.ts'

type Mail = {
  readonly id: number
  readonly direction: string
  readonly at: number
  readonly subject: string
  readonly text: string
}
type Thread = { readonly workspaceId: WorkspaceId; readonly leadEmail: string | null; readonly sorted: string | null }

export type PromptContext = {
  readonly workspaceId: WorkspaceId
  /** The reply to be answered, to which the label applies. */
  readonly messageId: number
  readonly body: string
  /** Texts we wrote in the conversation, without what they quote. */
  readonly ours: readonly string[]
}

export function createPromptContext(db: Database) {
  const readThread = db.prepare<[number], Thread>(
    'select workspace_id as workspaceId, lead_email as leadEmail, sorted from inbox_thread where id = ?',
  )
  const readMails = db.prepare<[number], Mail>(
    'select id, direction, at, subject, text from inbox_message where thread_id = ? order by at desc, id desc limit 12',
  )
  const readReply = db.prepare<{ threadId: number }, Mail>(`select id, direction, at, subject, text ${openReplySql}`)
  const readLead = db.prepare<[string, number], { first: string | null; company: string | null }>(
    `select first_name as first, company_name as company from lead
     where email = ? and gate = 0 and removed = 0 and workspace_id = ? order by id desc limit 1`,
  )

  /** Throws NOT_FOUND if the conversation has no reply. */
  return function materialOf(
    threadId: number,
    use: ModelUse,
    options: { readonly model: string; readonly language: OperatorLanguage },
  ): PromptContext {
    const thread = requireFound(readThread.get(threadId), 'thread')
    const mails = readMails.all(threadId).toReversed()
    const reply = requireFound(readReply.get({ threadId }), 'message')
    const ours = mails.filter(({ direction }) => direction === 'sent').map(({ text }) => splitQuotedText(text).own)
    const { workspaceId } = thread
    const about = { workspaceId, messageId: reply.id, ours }
    if (use === 'sort') {
      const { subject, text } = reply
      return { ...about, body: buildClassificationRequest({ ...options, subject, reply: splitQuotedText(text).own }) }
    }
    const lead = thread.leadEmail === null ? undefined : readLead.get(thread.leadEmail, workspaceId)
    return {
      ...about,
      body: buildDraftRequest({
        model: options.model,
        firstName: lead?.first ?? null,
        company: lead?.company ?? null,
        sortedAs: thread.sorted,
        mails: mails.map(({ direction, at, text }) => ({
          ours: direction === 'sent',
          on: utcDate(at),
          text: splitQuotedText(text).own,
        })),
      }),
    }
  }
}
