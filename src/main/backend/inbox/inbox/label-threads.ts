/** Sets what the operator says about a conversation: its label at Instantly, and the category of its reply. */
import type { Database } from 'better-sqlite3'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { ownLabels } from '#shared/domain/events/lead-label.ts'
import { isAutomaticLabel } from '#shared/domain/inbox/replies/reply-labels.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import { AppError } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { createCorrections } from './corrections.ts'
import type { MailIngest } from './mail-ingest.ts'
import { openReplySql } from './open-reply.ts'

/** Fields of a conversation that actions on it need. */
export type ActionThread = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly remoteId: string | null
  readonly leadEmail: string | null
  readonly campaignId: string | null
  readonly optOutEntryId: OptOutId | null
}

const statementsOf = (raw: Database) => ({
  openReply: raw.prepare<{ threadId: number }, { id: number; text: string }>(`select id, text ${openReplySql}`),
  noAutomatic: raw.prepare(`update inbox_message set direction = 'received' where id = ? and direction = 'automatic'`),
  labelName: raw
    .prepare<[number, number], string>('select name from inbox_label where workspace_id = ? and value = ?')
    .pluck(),
  before: raw.prepare<[number], { was: ReplySort | null; messageId: number | null }>(
    'select sorted as was, sorted_message_id as messageId from inbox_thread where id = ?',
  ),
  /** Excludes conversations with an open question about an opt-out, which is a separate one. */
  confirmed: raw.prepare<[number], { was: ReplySort; messageId: number | null }>(
    `select sorted as was, sorted_message_id as messageId from inbox_thread t where id = ? and sorted is not null
       and sorted_fixed = 0 and not exists (select 1 from opt_out o where o.id = t.opt_out_entry_id and o.state = 'asked')`,
  ),
  /** Whether an opt-out was first recorded for this reply, and not for an earlier one or by hand before. */
  isOfReply: raw
    .prepare<{ entry: number; threadId: number; messageId: number | null }, 1>(
      `select 1 from opt_out o where o.id = @entry and o.thread_id = @threadId and o.source in ('reply', 'model', 'hand')
         and o.since >= coalesce((select at from inbox_message where id = @messageId), o.since)`,
    )
    .pluck(),
  /** Opt-outs of colleagues who wrote that reply in place of the lead. */
  ofWriters: raw
    .prepare<{ entry: number; threadId: number; messageId: number | null }, OptOutId>(
      `select o.id from opt_out o join inbox_message m on m.id = @messageId and o.value = lower(trim(m.from_address))
       where o.thread_id = @threadId and o.id <> @entry and o.state in ('on', 'asked') and o.source in ('reply', 'model')
         and o.since >= m.at`,
    )
    .pluck(),
  setConfirmed: raw.prepare('update inbox_thread set sorted_fixed = 1, sorted_model = null where id = ?'),
})

type Parts = {
  readonly thread: (id: number) => ActionThread
  readonly requestContext: (workspaceId: WorkspaceId) => RequestContext
  /** Called in the transaction that stores a label. */
  readonly labelled: (threadId: number) => void
}

/**
 * Creates the function that stores the operator's category for the reply a thread is sorted by; similar replies lean that way afterwards.
 * `seen`: the reply the operator looked at. Throws REPLY_NEWER if another one has come since.
 */
function createCategoryCorrection(
  { store: { raw }, clock, instantly }: Deps,
  mailIngest: MailIngest,
  parts: Pick<Parts, 'thread'> & {
    readonly optOuts: ReturnType<typeof createOptOuts>
    readonly corrections: ReturnType<typeof createCorrections>
    readonly sql: ReturnType<typeof statementsOf>
  },
) {
  const { thread, optOuts, corrections, sql } = parts
  return async (id: number, sorted: ReplySort, seen?: number | null): Promise<void> => {
    const check = () => {
      const { messageId } = sql.before.get(id) ?? {}
      if (seen !== undefined && seen !== messageId) throw new AppError('REPLY_NEWER')
    }
    check()
    await corrections.ready()
    const earlier = corrections.of(sql.before.get(id)?.messageId ?? 0)
    // Replies that leant to the earlier category are first sorted without it.
    if (earlier && earlier.label !== sorted) await mailIngest.forgetCorrection(earlier.messageId)
    const { workspaceId, leadEmail, optOutEntryId } = thread(id)
    raw.transaction(() => {
      check()
      const { was, messageId } = sql.before.get(id) ?? {}
      const reply = sql.openReply.get({ threadId: id })
      let entry = optOutEntryId
      if (sorted === 'unsubscribe' && leadEmail) {
        entry = optOuts.record({
          workspaceId,
          value: leadEmail,
          at: instantly.now(workspaceId),
          source: 'hand',
          words: reply?.text ?? null,
          threadId: id,
        })
      } else if (
        entry !== null &&
        sql.isOfReply.get({ entry, threadId: id, messageId: messageId ?? null }) &&
        !(leadEmail !== null && mailIngest.hasWish(workspaceId, leadEmail, messageId ?? null))
      ) {
        const ofWriters = sql.ofWriters.all({ entry, threadId: id, messageId: messageId ?? null })
        optOuts.undo([entry, ...ofWriters], true, (client) => instantly.now(client))
        entry = null
      }
      raw
        .prepare(
          `update inbox_thread set sorted = ?, sorted_fixed = 1, sorted_model = null, model_wish = 0,
             opt_out_entry_id = ?,
             return_date = case when ? = 'out_of_office' then return_date end where id = ?`,
        )
        .run(sorted, entry, sorted, id)
      if (reply && !isAutomaticLabel(sorted)) sql.noAutomatic.run(reply.id)
      if (was && messageId) {
        const first = earlier?.messageId === messageId ? earlier.was : was
        corrections.record({ messageId, workspaceId, threadId: id, label: sorted, was: first, at: clock.now() })
        mailIngest.classifyAgain(workspaceId, [sorted, was, first])
      }
      mailIngest.facts.refresh(id)
    })()
  }
}

export function createThreadLabels(deps: Deps, mailIngest: MailIngest, { thread, requestContext, labelled }: Parts) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const sql = statementsOf(raw)
  const optOuts = createOptOuts(store)
  const corrections = createCorrections(raw)

  /** Confirms the category of a reply when the operator sets the label that it suggests. */
  function confirmCategory(id: number, interest: number | null): void {
    const found = sql.confirmed.get(id)
    if (!found || !ownLabels.some(({ value, suggestedBy }) => value === interest && suggestedBy === found.was)) return
    const { was, messageId } = found
    sql.setConfirmed.run(id)
    if (messageId === null) return
    const { workspaceId } = thread(id)
    corrections.record({ messageId, workspaceId, threadId: id, label: was, was, at: clock.now() })
    mailIngest.classifyAgain(workspaceId, [was])
  }

  type LabelTarget = Pick<ActionThread, 'workspaceId' | 'campaignId'> & {
    readonly leadEmail: string
    readonly interest: number | null
  }

  async function tell({ workspaceId, ...of }: LabelTarget, isOutdated: () => boolean): Promise<void> {
    const write = () => instantly.setInterest(requestContext(workspaceId), of)
    try {
      await write()
    } catch (error) {
      // Setting the label is idempotent, so it is retried after a lost answer, unless another label is waiting.
      if (!(error instanceof AppError) || error.code !== 'OUTCOME_UNKNOWN' || isOutdated()) throw error
      await write()
    }
  }

  function keepLabel(id: number, { workspaceId, leadEmail, campaignId, interest }: LabelTarget): void {
    raw.transaction(() => {
      const now = instantly.now(workspaceId)
      mailIngest.ingestLabels(workspaceId, [
        {
          place: { campaignId: campaignId ?? '', email: leadEmail },
          claim: { value: interest, source: 'here', since: now, asOf: now },
        },
      ])
      const name = interest === null ? undefined : sql.labelName.get(workspaceId, interest)
      if (name !== undefined && isStopLabel(name)) {
        optOuts.record({ workspaceId, value: leadEmail, at: now, source: 'label', words: name, threadId: id })
      }
      confirmCategory(id, interest)
      labelled(id)
    })()
  }

  /** Labels being set, one at a time per lead; otherwise an earlier one, retried without an answer, could come last. */
  const telling = new Map<string, Promise<unknown>>()
  const shown = raw.prepare<[number], number | null>('select interest from inbox_thread where id = ?').pluck()

  return {
    /**
     * Sets a label at Instantly first, as one that Instantly does not have must not be shown here either. With `was`,
     * it is only set if that is still the label when its turn comes; returns false if not.
     */
    async label(id: number, interest: number | null, was?: number | null): Promise<boolean> {
      const { workspaceId, leadEmail, campaignId } = thread(id)
      if (leadEmail === null) throw new AppError('NOT_FOUND', { what: 'lead' })
      await corrections.ready()
      const lead = `${workspaceId} ${campaignId ?? ''} ${leadEmail}`
      const before = telling.get(lead)
      const mine = (async () => {
        await before?.catch(() => undefined)
        if (was !== undefined && (shown.get(id) ?? null) !== was) return false
        await tell({ workspaceId, leadEmail, campaignId, interest }, () => telling.get(lead) !== mine)
        keepLabel(id, { workspaceId, leadEmail, campaignId, interest })
        return true
      })()
      telling.set(lead, mine)
      try {
        return await mine
      } finally {
        if (telling.get(lead) === mine) telling.delete(lead)
      }
    },
    correct: createCategoryCorrection(deps, mailIngest, { thread, optOuts, corrections, sql }),
  }
}
