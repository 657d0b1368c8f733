/** Sorts conversations by their newest reply, and holds the wishes for no more mail that are in them. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import type { IncomingReply, Referral } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import type { Leaning } from '../replies/classify-reply.ts'
import { createCorrections } from './corrections.ts'
import { createThreadFacts } from './thread-facts.ts'

/** What the rules make of a reply. */
export type Sorting = {
  readonly label: ReplySort
  readonly unsubscribe: boolean
  readonly auto: boolean
  readonly returnDate: string | null
  readonly referral?: Referral | null
  /** 0 to 1. */
  readonly certainty?: number | null
  readonly reasons: readonly string[]
  /** Found by weak signs only. */
  readonly unsure: boolean
  /** The wish for no more mail is: it is asked about. */
  readonly wishUnsure?: boolean
}
export type SortReply = (reply: IncomingReply, leaning?: Leaning) => Sorting

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
  writeSorted: raw.prepare(
    `update inbox_thread set sorted = ?, sorted_why = ?, sorted_fixed = 0, sorted_model = null, sorted_unsure = ?,
       model_wish = 0, sorted_message_id = ?, return_date = ?, sorted_certainty = ?, referral_name = ?, referral_email = ?,
       opt_out_entry_id = coalesce(?, opt_out_entry_id) where id = ?`,
  ),
  markAutomatic: raw.prepare(
    `update inbox_message set direction = 'automatic' where id = ? and direction = 'received'`,
  ),
})

/** Without `sort` nothing is sorted. */
export function createThreadSorter(
  store: Store,
  sort: SortReply | null,
  facts: Pick<ReturnType<typeof createThreadFacts>, 'refresh'>,
) {
  const optOuts = createOptOuts(store)
  const corrections = createCorrections(store.raw)
  const sql = statementsOf(store.raw)

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
      found.certainty ?? null,
      found.referral?.name ?? null,
      found.referral?.email ?? null,
      entry,
      threadId,
    )

  /** Sorts a thread's newest reply, unless that was done: an opt-out holds from this moment on. */
  function sortNewest(workspaceId: WorkspaceId, threadId: number): void {
    if (!sort) return
    const reply = sql.newest.get(threadId)
    const known = sql.before.get(threadId)
    if (!reply || known?.sortedMessageId === reply.id) return
    const found = sort(asReply(reply), corrections.leaning(workspaceId))
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
  function classifyAgain(workspaceId: WorkspaceId, sorts: readonly ReplySort[]): void {
    if (!sort) return
    const leaning = corrections.leaning(workspaceId)
    for (const known of sql.unsure.all({ workspaceId, sorts: JSON.stringify(sorts), most: mostAgain })) {
      const found = sort(asReply(known), leaning)
      if (found.label === known.sorted && found.unsure && !found.unsubscribe) continue
      const isNew = found.unsubscribe && known.entry === null
      const entry = isNew ? recordWish(workspaceId, known, known.leadEmail ?? known.from, false) : null
      keepSorting(known.threadId, known.id, found, entry)
      facts.refresh(known.threadId)
    }
  }

  return { sortNewest, classifyAgain }
}
