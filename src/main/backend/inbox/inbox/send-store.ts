/** Stores what the operator writes: drafts, and mails being sent. */

import type { Database } from 'better-sqlite3'
import type { InboxSend, Writing } from '#shared/contract/inbox/inbox.ts'
import { type ErrorCode, requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { inboxSend } from '../../core/db/schema/inbox/inbox.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { problemColumns, storedProblem } from '../../core/lib/stored-problem.ts'

export type SendState = InboxSend['state'] | 'dropped'
export type SendRecord = Readonly<
  Omit<
    typeof inboxSend.$inferSelect,
    'workspaceId' | 'state' | 'includeOriginal' | 'settledAt' | 'settledBy' | 'remoteId' | 'problemCode' | 'problemData'
  >
> & {
  readonly workspaceId: WorkspaceId
  readonly state: SendState
  readonly includeOriginal: 0 | 1
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

const columns = `id, workspace_id as workspaceId, thread_id as threadId, message_id as messageId, kind, state,
  click_id as idempotencyKey, account, to_list as toList, cc_list as ccList, bcc_list as bccList, subject, text,
  include_original as includeOriginal, attachments, created_at as createdAt, leaves_at as leavesAt, sent_at as sentAt,
  ahead_ms as aheadMs, problem_code as problemCode, problem_data as problemData`

/** SQL condition on `inbox_send`: an answer that will be sent, or may have been and is being searched for. */
export const answerOnItsWaySql = `kind = 'reply' and (state = 'sent' or (state = 'pending' and problem_code is null))`

export type SendStore = ReturnType<typeof createSendStore>

const statementsOf = (raw: Database) => ({
  byId: raw.prepare<[number], SendRecord>(`select ${columns} from inbox_send where id = ?`),
  byClick: raw.prepare<[string], SendRecord>(`select ${columns} from inbox_send where click_id = ?`),
  put: raw.prepare(
    `insert into inbox_send (id, workspace_id, thread_id, message_id, kind, state, click_id, account, to_list, cc_list,
       bcc_list, subject, text, include_original, attachments, created_at, leaves_at)
     values (@id, @workspaceId, @threadId, @messageId, @kind, @state, @idempotencyKey, @account, @to, @cc, @bcc, @subject, @text,
       @includeOriginal, @attachments, @at, @leavesAt)`,
  ),
  change: raw.prepare(
    `update inbox_send set state = @state, leaves_at = null, sent_at = coalesce(@sentAt, sent_at),
       ahead_ms = coalesce(@aheadMs, ahead_ms), settled_at = @settledAt,
       settled_by = @settledBy, remote_id = @remoteId, problem_code = @code, problem_data = @data where id = @id`,
  ),
  draftOf: raw.prepare<[number, string], SendRecord>(
    `select ${columns} from inbox_send where thread_id = ? and kind = ? and state = 'draft'`,
  ),
  // The key of the click is kept, so that repeating the click refers to the same mail.
  backToDraft: raw.prepare(
    `update inbox_send set state = 'draft', leaves_at = null, sent_at = null, ahead_ms = null, problem_code = null,
       problem_data = null, text = @text where id = @id`,
  ),
  heldOnes: raw.prepare<[], SendRecord>(
    `select ${columns} from inbox_send where state = 'pending' and leaves_at is not null and workspace_id in
       (select id from workspace where archived_at is null and (demo is null or demo = 'ready')) order by leaves_at, id`,
  ),
  delayAgain: raw.prepare(`update inbox_send set leaves_at = ? where state = 'pending' and leaves_at is not null`),
  dropDraft: raw.prepare(`delete from inbox_send where thread_id = ? and kind = ? and state = 'draft'`),
})

export function createSendStore(db: Database) {
  const sql = statementsOf(db)

  function get(id: number): SendRecord {
    return requireFound(sql.byId.get(id), 'mail')
  }

  const row = (workspaceId: WorkspaceId, writing: Writing, attachments: string | null, at: number) => ({
    ...writing,
    workspaceId,
    attachments: writing.withAttachments ? attachments : null,
    includeOriginal: writing.includeOriginal ? 1 : 0,
    at,
  })

  return {
    get,
    byClick: (idempotencyKey: string): SendRecord | null => sql.byClick.get(idempotencyKey) ?? null,
    /** Replaces the thread's draft of this kind, keeping its id, which the window knows; `isNew` if there was none. */
    saveDraft(workspaceId: WorkspaceId, writing: Writing, attachments: string | null, at: number) {
      return db.transaction(() => {
        const known = sql.draftOf.get(writing.threadId, writing.kind)
        sql.dropDraft.run(writing.threadId, writing.kind)
        const values = {
          id: known?.id ?? null,
          ...row(workspaceId, writing, attachments, at),
          state: 'draft',
          idempotencyKey: null,
          leavesAt: null,
        }
        return { record: get(Number(sql.put.run(values).lastInsertRowid)), isNew: known === undefined }
      })()
    },
    dropDraft: (id: number): void => void db.prepare(`delete from inbox_send where id = ? and state = 'draft'`).run(id),
    /** Stores the mail with the click and deletes its draft. */
    add(
      workspaceId: WorkspaceId,
      writing: Writing,
      idempotencyKey: string,
      attachments: string | null,
      when: { readonly at: number; readonly leavesAt: number | null },
    ): SendRecord {
      return db.transaction(() => {
        sql.dropDraft.run(writing.threadId, writing.kind)
        const values = {
          ...row(workspaceId, writing, attachments, when.at),
          id: null,
          state: 'pending',
          idempotencyKey,
        }
        return get(Number(sql.put.run({ ...values, leavesAt: when.leavesAt }).lastInsertRowid))
      })()
    },
    /**
     * Turns a mail that has certainly not been sent back into a draft, followed by the text of a draft started
     * meanwhile; false if the mail was or may have been sent.
     */
    undo(id: number): boolean {
      return db.transaction(() => {
        const record = get(id)
        if (record.state !== 'pending' && record.state !== 'failed') return false
        const begun = sql.draftOf.get(record.threadId, record.kind)
        sql.dropDraft.run(record.threadId, record.kind)
        sql.backToDraft.run({ id, text: [record.text, begun?.text].filter(Boolean).join('\n\n') })
        return true
      })()
    },
    /** Returns held mails in the order in which they will be sent. */
    held: (): readonly SendRecord[] => sql.heldOnes.all(),
    /** Restarts the hold of mails that were held when the app quit, so that there is time to undo them. */
    delayAgain: (until: number): void => void sql.delayAgain.run(until),
    set(
      id: number,
      state: SendState,
      more: {
        readonly sentAt?: number
        readonly aheadMs?: number
        readonly settledAt?: number
        readonly settledBy?: 'answer' | 'reading' | 'operator'
        readonly remoteId?: string
        readonly problem?: InboxSend['problem']
      } = {},
    ): void {
      sql.change.run({
        id,
        state,
        sentAt: more.sentAt ?? null,
        aheadMs: more.aheadMs ?? null,
        settledAt: more.settledAt ?? null,
        settledBy: more.settledBy ?? null,
        remoteId: more.remoteId ?? null,
        ...problemColumns(more.problem ?? null),
      })
    },
    ...createSendLookups(db),
  }
}

/** Creates the queries for stored mails that are not finished, or finished elsewhere. */
function createSendLookups(db: Database) {
  return {
    /** Returns unfinished mails, except those of a demo being built or removed. */
    open: (states: readonly SendState[]): readonly SendRecord[] =>
      db
        .prepare(
          `select ${columns} from inbox_send where state in (${states.map(() => '?').join(', ')}) and workspace_id in
             (select id from workspace where archived_at is null and (demo is null or demo = 'ready')) order by id`,
        )
        .all(...states) as SendRecord[],
    ofThread: (threadId: number): readonly SendRecord[] =>
      db
        .prepare(
          `select ${columns} from inbox_send where thread_id = ? and state not in ('done', 'dropped') order by id`,
        )
        .all(threadId) as SendRecord[],
    /** Whether a mail at Instantly already belongs to another send record. */
    isTaken: (workspaceId: WorkspaceId, remoteId: string): boolean =>
      db.prepare('select 1 from inbox_send where workspace_id = ? and remote_id = ?').get(workspaceId, remoteId) !==
      undefined,
  }
}

/** Returns a send record in the form the window uses. */
export function toInboxSend(record: SendRecord): InboxSend {
  const { id, messageId, kind, state, account, subject, text, problemCode } = record
  return {
    id,
    messageId,
    kind,
    state: state === 'dropped' ? 'failed' : state,
    account,
    to: record.toList,
    cc: record.ccList,
    bcc: record.bccList,
    subject,
    text,
    includeOriginal: record.includeOriginal === 1,
    withAttachments: record.attachments !== null,
    createdAt: new Date(record.createdAt).toISOString(),
    leavesAt: isoOrNull(record.leavesAt),
    problem: storedProblem(problemCode, record.problemData),
  }
}
