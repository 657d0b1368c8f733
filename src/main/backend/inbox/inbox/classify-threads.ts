/** Sorts conversations by the reply to be answered, and records the opt-outs they contain. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { type IncomingReply, isAutomaticLabel, type Referral } from '#shared/domain/inbox/replies/reply-labels.ts'
import { addressKey, isAddress } from '#shared/domain/leads/import/addresses.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inSeparateTransactions } from '../../core/db/separate-transactions.ts'
import type { Store } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import type { CorrectionScorer } from '../replies/classify-reply.ts'
import { createCorrections } from './corrections.ts'
import { isClientAccount } from './own-mailboxes.ts'
import { createThreadFacts } from './thread-facts.ts'

export type ClassificationResult = {
  readonly label: ReplySort
  readonly unsubscribe: boolean
  readonly auto: boolean
  readonly returnDate: string | null
  readonly referral?: Referral | null
  /** 0 to 1. */
  readonly certainty?: number | null
  readonly reasons: readonly string[]
  /** Based on weak signs only. */
  readonly unsure: boolean
  /** The opt-out is uncertain, so the operator is asked. */
  readonly optOutUnsure?: boolean
  /** Instantly is informed at once, even if the operator is asked. */
  readonly optOutLikely?: boolean
}
export type ReplyClassifier = (reply: IncomingReply, leaning?: CorrectionScorer) => ClassificationResult

type NewestReply = {
  readonly id: number
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly at: number
  readonly direction: string
  readonly attachments: string | null
}

/** Conversation a reply belongs to. */
type ReplyThread = {
  readonly threadId: number
  readonly leadEmail: string
  /** Reply on which the conversation's category is based. */
  readonly sortedMessageId: number | null
  /** Neither the operator nor a language model has set the category. */
  readonly byRules: 0 | 1
}

/** Returns a reply in the form that is sorted. */
const toIncomingReply = ({ subject, from, text, at, direction, attachments }: NewestReply) => ({
  subject,
  from,
  text: text.slice(0, mailLimits.sorted),
  receivedAt: new Date(at).toISOString(),
  ...(direction === 'automatic' ? { automatic: true } : {}),
  ...(attachments === null ? {} : { attachments: parseFileNames(attachments) }),
})

const filesShape = z.array(z.object({ name: z.string().catch(''), type: z.string().nullable().catch(null) })).catch([])

/** Returns name and type of each file, as stored with the mail. */
const parseFileNames = (stored: string): readonly string[] =>
  filesShape
    .parse(parseJson(stored))
    .slice(0, 20)
    .map(({ name, type }) => `${name} ${type ?? ''}`.slice(0, 300))

/** Replies searched for one written by a person. */
const maxUnanswered = 20
/** Replies of a person searched for an opt-out. */
const maxOfPerson = 200
/** Replies sorted again after a correction, while the screen waits. */
const maxSortedAgain = 100
/** Replies sorted again in pieces after a correction was deleted. */
const maxAfterDeletion = 2_000
const repliesPerPiece = 50

/** A conversation to sort again. */
type ThreadToSort = NewestReply & {
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly leadEmail: string | null
  readonly sorted: ReplySort
  readonly unsure: 0 | 1
  readonly leant: 0 | 1
  readonly certainty: number | null
  readonly entry: number | null
}

const threadToSortColumns = `m.id, m.subject, m.from_address as "from", m.text, m.at, m.direction, m.attachments, t.id as threadId,
       t.workspace_id as workspaceId, t.lead_email as leadEmail, t.sorted, t.sorted_unsure as unsure, t.sorted_leant as leant,
       t.sorted_certainty as certainty, t.opt_out_entry_id as entry`
/** Neither the operator nor a language model has set the category. */
const sortedByRulesSql = 't.sorted is not null and t.sorted_fixed = 0 and t.sorted_model is null'

const statementsOf = (raw: Database) => ({
  newest: raw.prepare<[number], NewestReply>(
    `select id, subject, from_address as "from", text, at, direction, attachments from inbox_message
     where thread_id = ? and direction <> 'sent' order by at desc, id desc limit 1`,
  ),
  /** Replies that came since we last wrote by hand, newest first. A campaign that went on has answered nobody. */
  unanswered: raw.prepare<{ threadId: number; most: number }, NewestReply>(
    `select id, subject, from_address as "from", text, at, direction, attachments from inbox_message
     where thread_id = @threadId and direction <> 'sent' and at > coalesce(
       (select max(at) from inbox_message where thread_id = @threadId and direction = 'sent' and manual = 1), -1)
     order by at desc, id desc limit @most`,
  ),
  unsure: raw.prepare<{ workspaceId: number; sorts: string; most: number }, ThreadToSort>(
    `select ${threadToSortColumns}
     from inbox_thread t indexed by inbox_thread_unsorted join inbox_message m on m.id = t.sorted_message_id
     where t.sorted_unsure = 1 and ${sortedByRulesSql} and t.workspace_id = @workspaceId
       and t.sorted in (select value from json_each(@sorts)) order by t.last_received_at desc limit @most`,
  ),
  one: raw.prepare<[number], ThreadToSort>(
    `select ${threadToSortColumns} from inbox_thread t join inbox_message m on m.id = t.sorted_message_id where t.id = ? and ${sortedByRulesSql}`,
  ),
  /** Demo and real clients never share corrections. */
  leant: raw
    .prepare<{ messageId: number; most: number }, number>(
      `select t.id from inbox_thread t indexed by inbox_thread_leant join workspace w on w.id = t.workspace_id
       where t.sorted_leant = 1 and ${sortedByRulesSql} and (w.demo is not null) =
         (select o.demo is not null from inbox_correction c join workspace o on o.id = c.workspace_id
          where c.message_id = @messageId)
       order by t.last_received_at desc limit @most`,
    )
    .pluck(),
  reply: raw.prepare<[number], NewestReply & ReplyThread>(
    `select m.id, m.subject, m.from_address as "from", m.text, m.at, m.direction, m.attachments, m.thread_id as threadId,
       coalesce(t.lead_email, m.from_address) as leadEmail, t.sorted_message_id as sortedMessageId,
       t.sorted_fixed = 0 and t.sorted_model is null as byRules
     from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  ),
  repliesOf: raw.prepare<[number, string, number], NewestReply>(
    `select id, subject, from_address as "from", text, at, direction, attachments from inbox_message
     where workspace_id = ? and lead_email = ? and direction = 'received' order by at desc limit ?`,
  ),
  noteEntry: raw.prepare('update inbox_thread set opt_out_entry_id = coalesce(opt_out_entry_id, ?) where id = ?'),
  before: raw.prepare<
    [number],
    { sortedMessageId: number | null; sorted: ReplySort | null; byRules: 0 | 1; leadEmail: string | null }
  >(
    `select sorted_message_id as sortedMessageId, sorted, ${sortedByRulesSql} as byRules, lead_email as leadEmail
     from inbox_thread t where id = ?`,
  ),
  writeSorted: raw.prepare(
    `update inbox_thread set sorted = ?, sorted_why = ?, sorted_fixed = 0, sorted_model = null, sorted_unsure = ?,
       sorted_leant = ?, model_wish = 0, sorted_message_id = ?, return_date = ?, sorted_certainty = ?, referral_name = ?,
       referral_email = ?, opt_out_entry_id = coalesce(?, opt_out_entry_id) where id = ?`,
  ),
  markAutomatic: raw.prepare(
    `update inbox_message set direction = 'automatic' where id = ? and direction = 'received'`,
  ),
})

/** Result of sorting, and whether corrections of similar replies influenced it. */
type Judged = ClassificationResult & { readonly leant: boolean }

type SorterParts = {
  readonly facts: Pick<ReturnType<typeof createThreadFacts>, 'refresh'>
  /** Called if replies were sorted without corrections, which were still being measured; then call `judgeEarly`. */
  readonly early?: (() => void) | undefined
  /** Current time, epoch ms. */
  readonly clock?: (() => number) | undefined
}

/** Creates the classifier; with a null `sort`, nothing is classified. */
export function createThreadClassifier(
  store: Store,
  sort: ReplyClassifier | null,
  { facts, early, clock = Date.now }: SorterParts,
) {
  const { raw } = store
  const optOuts = createOptOuts(store)
  const corrections = createCorrections(raw)
  const sql = statementsOf(raw)
  /** Conversations sorted while corrections were still being measured. */
  const earlyOnes = new Set<number>()

  /**
   * Records a reply's opt-out for the lead, and for a colleague who wrote in the lead's place. If it is unlikely,
   * Instantly is only informed a day later, so that the operator can answer first and a mistake leaves no trace there.
   * Returns the id of the lead's opt-out, or null if there is none.
   */
  function recordReplyOptOut(
    workspaceId: WorkspaceId,
    { threadId, at, text, from }: NewestReply & { readonly threadId: number },
    value: string,
    {
      unsubscribe,
      optOutUnsure,
      optOutLikely,
    }: Pick<ClassificationResult, 'unsubscribe' | 'optOutUnsure' | 'optOutLikely'>,
  ): number | null {
    if (!unsubscribe) return null
    const certain = optOutUnsure !== true
    const later = !certain && optOutLikely === false
    const wish = {
      workspaceId,
      at,
      source: 'reply',
      words: text,
      threadId,
      certain,
      ...(later ? { tellAt: clock() + dayMs } : {}),
    } as const
    const writer = addressKey(from)
    if (value !== '' && writer !== value && isAddress(writer) && !isClientAccount(raw, workspaceId, writer))
      optOuts.record({ ...wish, value: writer })
    return value === '' ? null : optOuts.record({ ...wish, value })
  }

  const keepSorting = (threadId: number, replyId: number, found: Judged, entry: number | null): unknown =>
    sql.writeSorted.run(
      found.label,
      JSON.stringify(found.reasons),
      found.unsure ? 1 : 0,
      found.leant ? 1 : 0,
      replyId,
      found.returnDate,
      found.certainty ?? null,
      found.referral?.name ?? null,
      found.referral?.email ?? null,
      entry,
      threadId,
    )

  function sortWithCorrections(sorting: ReplyClassifier, reply: NewestReply, leaning: CorrectionScorer | null): Judged {
    let leant = false
    const found = sorting(toIncomingReply(reply), (features) => {
      const lean = leaning?.(features) ?? null
      leant = lean !== null
      return lean
    })
    return { ...found, leant }
  }

  /** Sorts a conversation again. An opt-out that is only found now is put to the operator, never applied directly. */
  function sortThreadAgain(
    sorting: ReplyClassifier,
    known: ThreadToSort,
    leaning: CorrectionScorer,
    onlyLike?: CorrectionScorer,
  ): void {
    let concerned = onlyLike === undefined
    const found = sortWithCorrections(sorting, known, (features) => {
      concerned ||= onlyLike?.(features) !== null
      return leaning(features)
    })
    if (!concerned) return
    const isNew = found.unsubscribe && known.entry === null
    if (
      !isNew &&
      found.label === known.sorted &&
      found.unsure === (known.unsure === 1) &&
      found.leant === (known.leant === 1) &&
      (found.certainty ?? null) === known.certainty
    )
      return
    const asked = { ...found, optOutUnsure: true }
    const entry = isNew ? recordReplyOptOut(known.workspaceId, known, known.leadEmail ?? known.from, asked) : null
    keepSorting(known.threadId, known.id, found, entry)
    facts.refresh(known.threadId)
  }

  /**
   * Sorts a thread by the reply to be answered, unless that is already done; opt-outs apply from this moment. An
   * automatic reply does not change the category of what a person wrote before it, whichever was read first.
   */
  function sortThread(workspaceId: WorkspaceId, threadId: number): void {
    const newest = sql.newest.get(threadId)
    const known = sql.before.get(threadId)
    if (!sort || !newest) return
    const isKnown = known?.sortedMessageId === newest.id
    if (isKnown && !(known.byRules === 1 && known.sorted !== null && isAutomaticLabel(known.sorted))) return
    const leaning = corrections.leaning(workspaceId)
    const judged = (reply: NewestReply) => {
      const found = sortWithCorrections(sort, reply, leaning)
      // In doubt it is a person's, and is shown to the operator.
      if (found.auto && !found.unsure) sql.markAutomatic.run(reply.id)
      return { reply, found }
    }
    const first = judged(newest)
    const email = known?.leadEmail ?? newest.from
    const heard = ({ reply, found }: typeof first) =>
      recordReplyOptOut(workspaceId, { ...reply, threadId }, email, found)
    let entry = isKnown ? null : heard(first)
    let chosen = first
    const earlier = isAutomaticLabel(first.found.label)
      ? sql.unanswered.all({ threadId, most: maxUnanswered }).slice(1)
      : []
    for (const reply of earlier) {
      const before = reply.id === known?.sortedMessageId ? known.sorted : null
      if (before !== null && isAutomaticLabel(before)) continue
      if (before !== null) {
        if (entry !== null) sql.noteEntry.run(entry, threadId)
        return
      }
      const one = judged(reply)
      if (isAutomaticLabel(one.found.label)) continue
      chosen = one
      break
    }
    if (isKnown && chosen === first) return
    if (chosen !== first) entry ??= heard(chosen)
    keepSorting(threadId, chosen.reply.id, chosen.found, entry)
    if (leaning !== null) return
    if (earlyOnes.size === 0) early?.()
    earlyOnes.add(threadId)
  }

  const wishIn = (workspaceId: WorkspaceId, reply: NewestReply & ReplyThread, found: Judged): number | null =>
    recordReplyOptOut(workspaceId, reply, reply.leadEmail, found)

  /** Records the opt-out of a reply that others followed; another reply determines the conversation's category. */
  function recordEarlierOptOut(workspaceId: WorkspaceId, messageId: number): void {
    const reply = sql.reply.get(messageId)
    if (!sort || reply?.direction !== 'received' || reply.sortedMessageId === messageId) return
    const entry = wishIn(workspaceId, reply, sortWithCorrections(sort, reply, corrections.leaning(workspaceId)))
    if (entry !== null) sql.noteEntry.run(entry, reply.threadId)
  }

  /** Whether a person clearly opted out in any reply except `but`, by the operator's correction or the sorting. */
  function hasWish(workspaceId: WorkspaceId, email: string, but: number | null): boolean {
    if (!sort) return false
    return sql.repliesOf.all(workspaceId, email, maxOfPerson).some((reply) => {
      if (reply.id === but) return false
      const said = corrections.of(reply.id)
      if (said) return said.label === 'unsubscribe'
      const found = sortWithCorrections(sort, reply, corrections.leaning(workspaceId))
      return found.unsubscribe && found.optOutUnsure !== true
    })
  }

  /** Sorts a reply again after only part of its text had been known. */
  function classifyReworded(workspaceId: WorkspaceId, messageId: number): void {
    const reply = sql.reply.get(messageId)
    if (!sort || !reply || reply.direction === 'sent') return
    if (reply.sortedMessageId !== messageId) return recordEarlierOptOut(workspaceId, messageId)
    const found = sortWithCorrections(sort, reply, corrections.leaning(workspaceId))
    const entry = wishIn(workspaceId, reply, found)
    if (reply.byRules === 1) keepSorting(reply.threadId, messageId, found, entry)
    else if (entry !== null) sql.noteEntry.run(entry, reply.threadId)
  }

  /** Sorts conversations again that were sorted before corrections were measured. Returns whether there were any. */
  async function judgeEarly(): Promise<boolean> {
    await corrections.ready()
    const ids = [...earlyOnes]
    earlyOnes.clear()
    await inSeparateTransactions(raw, chunk(ids, repliesPerPiece), (some) => {
      for (const id of some) {
        const known = sql.one.get(id)
        const leaning = known && corrections.leaning(known.workspaceId)
        if (sort && known && leaning) sortThreadAgain(sort, known, leaning)
      }
    })
    return ids.length > 0
  }

  /** Sorts the newest unsure conversations of these categories again, using the correction just made. */
  function classifyAgain(workspaceId: WorkspaceId, sorts: readonly ReplySort[]): void {
    const leaning = corrections.leaning(workspaceId)
    if (!sort || leaning === null) return
    for (const known of sql.unsure.all({ workspaceId, sorts: JSON.stringify(sorts), most: maxSortedAgain }))
      sortThreadAgain(sort, known, leaning)
  }

  /**
   * Deletes a correction, and sorts similar replies again that leant towards it: newest first, of all clients.
   * Categories set by the operator or a language model are kept.
   */
  async function forgetCorrection(messageId: number): Promise<void> {
    await corrections.ready()
    const ids = sort ? sql.leant.all({ messageId, most: maxAfterDeletion }) : []
    let wasLike: CorrectionScorer | undefined
    // The correction is deleted in the same transaction as the first piece.
    const pieces = ids.length === 0 ? [[]] : chunk(ids, repliesPerPiece)
    await inSeparateTransactions(raw, pieces, (some) => {
      const like = (wasLike ??= corrections.forget(messageId))
      for (const id of some) {
        const known = sql.one.get(id)
        const leaning = known && corrections.leaning(known.workspaceId)
        if (sort && known && leaning) sortThreadAgain(sort, known, leaning, like)
      }
    })
  }

  return { sortThread, recordEarlierOptOut, hasWish, classifyReworded, classifyAgain, judgeEarly, forgetCorrection }
}
