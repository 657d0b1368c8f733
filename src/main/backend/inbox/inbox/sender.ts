import type { Writing } from '#shared/contract/inbox/inbox.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { answered, carryOut, checked, found, lookFor, note, openSending } from './deliver-mail.ts'
import type { MailIngest } from './mail-ingest.ts'
import type { SendRecord } from './send-store.ts'
import type { InboxTimings } from './sync.ts'

/**
 * Sends answers and forwards, each once. It is `pending` with the click and `sent`, committed, before the request
 * leaves. One that got no answer, or was found `sent` at start, is looked for at Instantly; where it is not found nobody
 * knows, and nothing is repeated: the operator is asked. It counts as gone the moment its mail turns up.
 */
export function createSender(
  deps: Deps,
  mailIngest: MailIngest,
  timings: InboxTimings,
  options: {
    /** So long a mail is held before it leaves. */
    readonly holdMs: () => number
    /** One is held from now on. */
    readonly held: () => void
  },
) {
  const sending = openSending(deps, mailIngest, timings)
  const { sends, abort, clock, raw } = sending
  const { working, go } = createGoing(deps, sending)

  return {
    sends,
    saveDraft(writing: Writing): SendRecord {
      const { workspaceId, threadId, attachments } = answered(sending, writing.messageId)
      const { record, isNew } = sends.saveDraft(workspaceId, { ...writing, threadId }, attachments, clock.now())
      if (isNew) deps.changed('inbox')
      return record
    },
    dropDraft(id: number): void {
      sends.dropDraft(id)
      deps.changed('inbox')
    },
    /** Writes it down, and sends it once it is no longer held. The same click again gives the same mail. */
    async send(writing: Writing, idempotencyKey: string): Promise<SendRecord> {
      const known = sends.byClick(idempotencyKey)
      if (known) return known
      const message = answered(sending, writing.messageId)
      checked(sending, message, writing)
      const { workspaceId, threadId, attachments } = message
      const at = clock.now()
      const holdMs = options.holdMs()
      const record = raw.transaction(() => {
        const when = { at, leavesAt: holdMs > 0 ? at + holdMs : null }
        const added = sends.add(workspaceId, { ...writing, threadId }, idempotencyKey, attachments, when)
        mailIngest.facts.refresh(threadId)
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
        if (record.state === 'unclear' && (await found(sending, record))) return
        // Pressed twice: while this one looked, the other has sent it on its way.
        if (working.has(id) || !canBeSettled(sends.get(id))) return
        note(sending, id, 'pending')
        await go(id, false)
      } else if (as === 'went') {
        note(sending, id, 'done', { settledAt: clock.now(), settledBy: 'operator' })
      } else note(sending, id, 'dropped', { settledAt: clock.now(), settledBy: 'operator' })
    },
    /** One nobody knew of may have turned up by now. */
    async lookAgain(workspaceId: WorkspaceId): Promise<void> {
      for (const record of sends.open(['unclear'])) {
        if (record.workspaceId === workspaceId && !working.has(record.id)) await found(sending, record)
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
    /** Sends one that is no longer held; throws where it is held on because that could not be written down. */
    async leave(id: number): Promise<void> {
      const problem = await go(id, false)
      if (problem && sends.held().some((record) => record.id === id)) throw problem
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(working.values())
    },
  }
}

/** After what a full disk refused. */
const laterMs = 60_000

/** What is being sent or looked for: each mail by one at a time. */
function createGoing(deps: Deps, sending: ReturnType<typeof openSending>) {
  const { sends, abort, log } = sending
  const working = new Map<number, Promise<AppError | null>>()

  /** What could not be written down, on a full disk, is done a minute later: nothing else would come back to it. */
  function goLater(id: number, look: boolean): void {
    deps.clock
      .sleep(laterMs, abort.signal)
      .then(() => go(id, look))
      .catch((error: unknown) => {
        // Erased, or gone with its client, while it was under way: nobody waits for it.
        if (abort.signal.aborted || asProblem(error, log).code === 'NOT_FOUND') return
        goLater(id, look)
      })
  }

  /** After a failure nobody foresaw: what has left is looked for by the operator, what has not leaves later. */
  function afterFault(id: number, problem: AppError): void {
    try {
      const { state, leavesAt } = sends.get(id)
      if (state === 'sent') note(sending, id, 'unclear', { problem })
      else if (state === 'pending' && leavesAt === null) goLater(id, false)
    } catch (error) {
      if (asProblem(error, log).code !== 'NOT_FOUND') goLater(id, true)
    }
  }

  /** Gives what kept it from being sent or looked for, beside what its state says. */
  function go(id: number, look: boolean): Promise<AppError | null> {
    const known = working.get(id)
    if (known) return known
    if (deps.pauses.isPaused(sends.get(id).workspaceId)) {
      // Written down and not forgotten: it leaves, or is looked for, when the operator resumes.
      if (sends.get(id).state === 'pending') note(sending, id, 'pending', { problem: new AppError('CLIENT_PAUSED') })
      deps.changed('inbox')
      return Promise.resolve(null)
    }
    const work = (look ? lookFor(sending, id) : carryOut(sending, id))
      .then(() => null)
      .catch((error: unknown) => {
        // It stays `sent` on disk, and is looked for at the next start.
        if (abort.signal.aborted) return null
        const problem = asProblem(error, log)
        log.info('mail not settled', { id, code: problem.code })
        afterFault(id, problem)
        return problem
      })
      .finally(() => {
        working.delete(id)
        deps.changed('inbox')
      })
    working.set(id, work)
    return work
  }

  return { working, go }
}

const canBeSettled = (record: SendRecord): boolean =>
  record.state === 'unclear' || record.state === 'failed' || waitsForNetwork(record)

const waitsForNetwork = ({ state, problemCode }: SendRecord): boolean => state === 'pending' && problemCode !== null
