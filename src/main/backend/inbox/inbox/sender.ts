import type { Writing } from '#shared/contract/inbox/inbox.ts'
import { addressesIn, answerTo, unreadableIn } from '#shared/domain/inbox/addresses.ts'
import { openVariables } from '#shared/domain/inbox/fill-template.ts'
import { bareWords, htmlText, textHtml } from '#shared/domain/inbox/html-text.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { noWayIn } from '../../core/instantly/no-way-in.ts'
import type { Asker, RemoteEmail } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { Intake } from './intake.ts'
import { ownMailboxes } from './own-mailboxes.ts'
import { createSendStore, type SendRecord, type SendStore } from './send-store.ts'
import type { InboxTimings } from './sync.ts'

/** Clocks differ: a mail is looked for from this much before it left. */
const skewMs = 2 * 60_000

type Answered = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly threadId: number
  readonly remoteId: string | null
  readonly direction: 'sent' | 'received' | 'automatic'
  readonly fromAddress: string
  readonly attachments: string | null
  readonly threadRemoteId: string | null
}

/**
 * Sends answers and forwards, each once. It is `pending` with the click and `sent`, committed, before the request
 * leaves. One that got no answer, or was found `sent` at start, is looked for at Instantly; where it is not found nobody
 * knows, and nothing is repeated: the operator is asked. It counts as gone the moment its mail turns up.
 */
export function createSender(
  deps: Deps,
  intake: Intake,
  timings: InboxTimings,
  options: {
    /** So long a mail is held before it leaves. */
    readonly holdMs: () => number
    /** One is held from now on. */
    readonly held: () => void
  },
) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('inbox')
  const sends = createSendStore(raw)
  const working = new Map<number, Promise<void>>()
  const abort = new AbortController()
  const readMessage = raw.prepare<[number], Answered>(
    `select m.id, m.workspace_id as workspaceId, m.thread_id as threadId, m.remote_id as remoteId, m.direction,
       m.from_address as fromAddress, m.attachments, t.remote_id as threadRemoteId
     from inbox_message m join inbox_thread t on t.id = m.thread_id where m.id = ?`,
  )

  const asker = (record: SendRecord): Asker => ({
    workspaceId: record.workspaceId,
    priority: 'click',
    askedBy: 'inbox',
    signal: abort.signal,
  })

  /** The mail that is answered, in the conversation it belongs to by now. */
  function answered(messageId: number): Answered {
    const message = readMessage.get(messageId)
    if (!message) throw new AppError('NOT_FOUND', { what: 'message' })
    return message
  }

  /** Everything that must be right before a mail may leave; who it goes to above all. */
  function checked(
    message: Answered,
    writing: Pick<Writing, 'kind' | 'to' | 'cc' | 'bcc' | 'text' | 'subject' | 'account' | 'includeOriginal'>,
  ): void {
    if (message.remoteId === null) throw new AppError('REPLY_NOT_YET', {})
    const own = ownMailboxes(raw, message.workspaceId)
    if (!own.has(writing.account.toLowerCase())) throw new AppError('INVALID_INPUT', { field: 'account' })
    const unreadable = [writing.to, writing.cc, writing.bcc].flatMap(unreadableIn)[0]
    if (unreadable !== undefined) throw new AppError('RECIPIENT_UNREADABLE', { text: unreadable.slice(0, 100) })
    const shown = addressesIn(writing.to)
    if (writing.kind === 'reply') {
      const to = answerTo(message, own)
      if (to === null) throw new AppError('REPLY_TO_OWN_MAIL', {})
      if (shown.length !== 1 || shown[0] !== to) throw new AppError('RECIPIENT_CHANGED', { to })
    } else if (shown.length === 0) throw new AppError('RECIPIENT_UNREADABLE', { text: '' })
    const open = openVariables(`${writing.subject}\n${writing.text}`)
    if (open.length > 0) throw new AppError('VARIABLES_OPEN', { names: open.join(', ').slice(0, 200) })
    if (writing.text.trim() === '' && !(writing.kind === 'forward' && writing.includeOriginal)) {
      throw new AppError('INVALID_INPUT', { field: 'text' })
    }
  }

  /** What became of one, and of its conversation by it. */
  function note(...[id, state, more]: Parameters<SendStore['set']>): void {
    raw.transaction(() => {
      sends.set(id, state, more)
      intake.facts.refresh(sends.get(id).threadId)
    })()
  }

  function go(id: number, look: boolean): Promise<void> {
    const known = working.get(id)
    if (known) return known
    if (deps.pauses.isPaused(sends.get(id).workspaceId)) {
      // Written down and not forgotten: it leaves, or is looked for, when the operator resumes.
      if (sends.get(id).state === 'pending') note(id, 'pending', { problem: new AppError('CLIENT_PAUSED') })
      deps.changed('inbox')
      return Promise.resolve()
    }
    const work = (look ? lookFor(id) : carryOut(id))
      .catch((error: unknown) => {
        // It stays `sent` on disk, and is looked for at the next start.
        if (abort.signal.aborted) return
        const problem = asProblem(error, log)
        log.info('mail not settled', { id, code: problem.code })
        if (sends.get(id).state === 'sent') note(id, 'unclear', { problem })
      })
      .finally(() => {
        working.delete(id)
        deps.changed('inbox')
      })
    working.set(id, work)
    return work
  }

  async function carryOut(id: number): Promise<void> {
    const record = sends.get(id)
    if (record.state !== 'pending') return
    try {
      checked(answered(record.messageId), {
        ...record,
        to: record.toList,
        cc: record.ccList,
        bcc: record.bccList,
        includeOriginal: record.includeOriginal === 1,
      })
    } catch (error) {
      note(id, 'failed', { problem: asProblem(error, log) })
      return
    }
    sends.set(id, 'sent', { sentAt: clock.now() })
    try {
      const email = await request(record)
      settled(record, email, 'answer')
    } catch (error) {
      const problem = asProblem(error, log)
      // It never left, and goes when the network is back: the click stands.
      if (problem.code === 'API_OFFLINE' || problem.code === 'CLIENT_PAUSED') note(id, 'pending', { problem })
      else if (neverLeft.has(problem.code)) note(id, 'failed', { problem })
      else if (problem.code === 'OUTCOME_UNKNOWN') await lookFor(id)
      else throw error
    }
  }

  function request(record: SendRecord): Promise<RemoteEmail> {
    const message = answered(record.messageId)
    const { account: eaccount, subject, ccList, bccList } = record
    const body = { html: textHtml(record.text), text: record.text }
    const copies = {
      ...(ccList ? { cc_address_email_list: addressesIn(ccList).join(',') } : {}),
      ...(bccList ? { bcc_address_email_list: addressesIn(bccList).join(',') } : {}),
    }
    const about = { eaccount, reply_to_uuid: message.remoteId ?? '', subject, ...copies }
    if (record.kind === 'reply') return instantly.replyToEmail(asker(record), { ...about, body })
    return instantly.forwardEmail(asker(record), {
      ...about,
      to_address_email_list: addressesIn(record.toList).join(','),
      ...(record.text.trim() === '' ? {} : { body }),
      ...(record.includeOriginal === 1 ? { include_original_body: true as const } : {}),
      ...forwardable(record.attachments),
    })
  }

  /** The mail and the end of its writing in one step: it is never there twice, never neither. */
  function settled(record: SendRecord, email: RemoteEmail, by: 'answer' | 'reading'): void {
    raw.transaction(() => {
      // A forward begins a conversation with somebody else, wherever Instantly puts it.
      const thread = record.kind === 'reply' ? answered(record.messageId).threadId : undefined
      // First: what the mail changes about its conversation is worked out with nothing left on its way.
      sends.set(record.id, 'done', { settledAt: clock.now(), settledBy: by, remoteId: email.id })
      intake.takeEmails(record.workspaceId, [asOurs(record, email)], thread)
    })()
  }

  /** What Instantly left out of its answer is known here. */
  function asOurs(record: SendRecord, email: RemoteEmail): RemoteEmail {
    const message = answered(record.messageId)
    return {
      ...email,
      kind: 3,
      threadId: email.threadId ?? message.threadRemoteId,
      text: email.text ?? (email.html === null ? record.text : null),
      subject: email.subject || record.subject,
      from: email.from ?? record.account,
      to: email.to || record.toList,
      account: email.account ?? record.account,
    }
  }

  /** Looks for one that may have gone, until it is found or was looked for often enough. */
  async function lookFor(id: number): Promise<void> {
    for (let look = 0; look < timings.looks; look += 1) {
      const record = sends.get(id)
      if (record.state !== 'sent' && record.state !== 'unclear') return
      const from = look === 0 ? (record.sentAt ?? 0) + timings.lateMs : clock.now() + timings.lookEveryMs
      await clock.sleep(Math.max(0, from - clock.now()), abort.signal)
      if (await found(record)) return
    }
    note(id, 'unclear', { problem: new AppError('OUTCOME_UNKNOWN') })
  }

  /** First in the thread, as Instantly has it; then among all that left the mailbox since. */
  async function found(record: SendRecord): Promise<boolean> {
    const { threadRemoteId } = answered(record.messageId)
    const since = new Date((record.sentAt ?? record.createdAt) + instantly.clockAheadMs(record.workspaceId) - skewMs)
    const places = [
      ...(threadRemoteId === null ? [] : [{ search: `thread:${threadRemoteId}`, order: 'desc' as const }]),
      { type: 'manual' as const, account: record.account, since: since.toISOString(), order: 'asc' as const },
    ]
    for (const place of places) {
      const seen = new Set<string>()
      for (let cursor: string | null = null; ; ) {
        const page = await instantly.emailPage(asker(record), place, cursor)
        const mine = page.items.find((email) => isIt(record, email, since.getTime()))
        if (mine) settled(record, mine, 'reading')
        intake.takeEmails(
          record.workspaceId,
          page.items.filter((email) => email !== mine),
        )
        if (mine) return true
        if (page.items.length === 0 || page.next === null || seen.has(page.next)) break
        seen.add(page.next)
        cursor = page.next
      }
    }
    return false
  }

  /** Ours beyond doubt: by hand, from this mailbox, to these people, with these words, after it left, and of no other click. */
  function isIt(record: SendRecord, email: RemoteEmail, sinceMs: number): boolean {
    if (email.kind !== 3 || Date.parse(email.createdAt) < sinceMs || sends.isTaken(record.workspaceId, email.id))
      return false
    if ((email.account ?? email.from) !== record.account.toLowerCase()) return false
    const to = new Set(addressesIn(email.to))
    if (!addressesIn(record.toList).every((one) => to.has(one))) return false
    if (email.subject.trim() !== record.subject.trim()) return false
    const words = bareWords(record.text)
    return bareWords(email.text ?? (email.html === null ? '' : htmlText(email.html))).startsWith(words)
  }

  return {
    sends,
    saveDraft(writing: Writing): SendRecord {
      const { workspaceId, threadId, attachments } = answered(writing.messageId)
      return sends.saveDraft(workspaceId, { ...writing, threadId }, attachments, clock.now())
    },
    /** Writes it down, and sends it once it is no longer held. The same click again gives the same mail. */
    async send(writing: Writing, clickId: string): Promise<SendRecord> {
      const known = sends.byClick(clickId)
      if (known) return known
      const message = answered(writing.messageId)
      checked(message, writing)
      const { workspaceId, threadId, attachments } = message
      const at = clock.now()
      const holdMs = options.holdMs()
      const record = raw.transaction(() => {
        const when = { at, leavesAt: holdMs > 0 ? at + holdMs : null }
        const added = sends.add(workspaceId, { ...writing, threadId }, clickId, attachments, when)
        intake.facts.refresh(threadId)
        return added
      })()
      if (holdMs > 0) {
        options.held()
        return record
      }
      const work = go(record.id, false)
      // Slow ones go on by themselves; the window hears of it.
      await Promise.race([work, clock.sleep(8_000, abort.signal).catch(() => undefined)])
      return sends.get(record.id)
    },
    /** What an operator says of one nobody knows of, or of one that failed. */
    async settle(id: number, as: 'went' | 'again' | 'drop'): Promise<void> {
      const record = sends.get(id)
      if (working.has(id) || !canBeSettled(record)) return
      if (as === 'again') {
        // Not before a last look: it may have turned up meanwhile.
        if (record.state === 'unclear' && (await found(record))) return
        // Pressed twice: while this one looked, the other has sent it on its way.
        if (working.has(id) || !canBeSettled(sends.get(id))) return
        note(id, 'pending')
        await go(id, false)
      } else if (as === 'went') {
        note(id, 'done', { settledAt: clock.now(), settledBy: 'operator' })
      } else note(id, 'dropped', { settledAt: clock.now(), settledBy: 'operator' })
    },
    /** One nobody knew of may have turned up by now. */
    async lookAgain(workspaceId: WorkspaceId): Promise<void> {
      for (const record of sends.open(['unclear'])) {
        if (record.workspaceId === workspaceId && !working.has(record.id)) await found(record)
      }
    },
    /** The network may be back: what waits for it goes, of a client or of all. */
    goOn(workspaceId: WorkspaceId | null): void {
      const isMeant = (record: SendRecord) => workspaceId === null || record.workspaceId === workspaceId
      for (const record of sends.open(['pending'])) {
        if (isMeant(record) && waitsForNetwork(record)) void go(record.id, false)
      }
      // Not looked for while its client was paused.
      for (const record of sends.open(['sent'])) if (isMeant(record)) void go(record.id, true)
    },
    /** After a start: what never left goes, what may have gone is looked for. */
    resumeAll(): void {
      for (const { id, state, leavesAt } of sends.open(['pending', 'sent'])) {
        if (leavesAt === null) void go(id, state === 'sent')
      }
    },
    /** Sends one that is no longer held. */
    leave: (id: number): Promise<void> => go(id, false),
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(working.values())
    },
  }
}

const canBeSettled = (record: SendRecord): boolean =>
  record.state === 'unclear' || record.state === 'failed' || waitsForNetwork(record)

const waitsForNetwork = ({ state, problemCode }: SendRecord): boolean => state === 'pending' && problemCode !== null

/** After these nothing has happened at Instantly. */
const neverLeft: ReadonlySet<ErrorCode> = new Set([...noWayIn, 'API_REFUSED', 'RATE_LIMIT_EXCEEDED'])

/** Name and address of each file, as the API takes them; nothing where Instantly kept none of them. */
function forwardable(attachments: string | null): { readonly forwarded_attachments?: string } {
  const files = JSON.parse(attachments ?? '[]') as readonly { readonly name: string; readonly url: string | null }[]
  const kept = files.flatMap(({ name, url }) => (url === null ? [] : [{ filename: name, url }]))
  return kept.length === 0 ? {} : { forwarded_attachments: JSON.stringify(kept) }
}
