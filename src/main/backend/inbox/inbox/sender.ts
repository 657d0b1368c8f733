import type { Writing } from '#shared/contract/inbox/inbox.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import {
  assertSendable,
  carryOutSend,
  createSendContext,
  findAnsweredMail,
  findSentMail,
  saveSendState,
  searchSentMail,
} from './deliver-mail.ts'
import type { MailIngest } from './mail-ingest.ts'
import type { SendRecord } from './send-store.ts'
import type { InboxTimings } from './sync.ts'

/** Creates the function that applies the operator's decision about a mail whose state is unclear, or that failed. */
function createSettlement(
  sending: ReturnType<typeof createSendContext>,
  { working, go }: ReturnType<typeof createRunningSends>,
) {
  const { sends, clock } = sending
  return async (id: number, as: 'went' | 'again' | 'drop' | 'restore'): Promise<void> => {
    const record = sends.get(id)
    const problem = storedProblem(record.problemCode, record.problemData)
    if (as === 'restore') {
      if (record.state === 'dropped') saveSendState(sending, id, problem ? 'failed' : 'unclear', { problem })
      return
    }
    if (working.has(id) || !canBeSettled(record)) return
    if (as === 'again') {
      // The mail may have turned up meanwhile, or been sent in spite of a refusal, so it is searched for once more.
      if (record.state !== 'pending' && record.sentAt !== null && (await findSentMail(sending, record))) return
      // After a double click, the other call may have sent it meanwhile.
      if (working.has(id) || !canBeSettled(sends.get(id))) return
      saveSendState(sending, id, 'pending')
      await go(id, false)
    } else if (as === 'went') {
      saveSendState(sending, id, 'done', { settledAt: clock.now(), settledBy: 'operator' })
    } else {
      // Only a dropped mail that was certainly not sent keeps its problem: `restore` tells them apart by it.
      const kept = record.state === 'unclear' ? null : problem
      saveSendState(sending, id, 'dropped', { settledAt: clock.now(), settledBy: 'operator', problem: kept })
    }
  }
}

/**
 * Sends answers and forwards, each one once. A mail is `pending` with the click and `sent`, committed, before the
 * request. If there was no answer, or it is still `sent` at the start, it is searched for at Instantly. If it is not
 * found, its state is unclear, and the operator is asked because nothing is sent twice. Once the mail turns up, it
 * counts as sent.
 */
export function createSender(
  deps: Deps,
  mailIngest: MailIngest,
  timings: InboxTimings,
  options: {
    /** How long a mail is held before it is sent. */
    readonly holdMs: () => number
    /** Called when a mail is held. */
    readonly held: () => void
  },
) {
  const sending = createSendContext(deps, mailIngest, timings)
  const { sends, abort, clock, raw } = sending
  const { working, go } = createRunningSends(deps, sending)

  return {
    sends,
    saveDraft(writing: Writing): SendRecord {
      const { workspaceId, threadId, attachments } = findAnsweredMail(sending, writing.messageId)
      const { record, isNew } = sends.saveDraft(workspaceId, { ...writing, threadId }, attachments, clock.now())
      if (isNew) deps.changed('inbox')
      return record
    },
    dropDraft(id: number): void {
      sends.dropDraft(id)
      deps.changed('inbox')
    },
    /** Stores a mail and sends it once it is no longer held. The same click again returns the same mail. */
    async send(writing: Writing, idempotencyKey: string): Promise<SendRecord> {
      const known = sends.byClick(idempotencyKey)
      if (known) return known
      const message = findAnsweredMail(sending, writing.messageId)
      assertSendable(sending, message, writing)
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
      // Slow sending continues in the background, and the window is notified.
      await Promise.race([work, clock.sleep(8_000, abort.signal).catch(() => undefined)])
      return sends.get(record.id)
    },
    settle: createSettlement(sending, { working, go }),
    /** Searches again for mails whose state is unclear. */
    async lookAgain(workspaceId: WorkspaceId): Promise<void> {
      for (const record of sends.open(['unclear'])) {
        if (record.workspaceId === workspaceId && !working.has(record.id)) await findSentMail(sending, record)
      }
    },
    /** Resumes mails of a client (null: of all clients) that wait for the network. */
    goOn(workspaceId: WorkspaceId | null): void {
      const isMeant = (record: SendRecord) => workspaceId === null || record.workspaceId === workspaceId
      for (const record of sends.open(['pending'])) {
        if (isMeant(record) && waitsForNetwork(record)) void go(record.id, false)
      }
      // These were not searched for while their client was paused.
      for (const record of sends.open(['sent'])) if (isMeant(record)) void go(record.id, true)
    },
    /** Called at the start: sends mails that were never sent, and searches for those that may have been. */
    resumeAll(): void {
      for (const { id, state, leavesAt } of sends.open(['pending', 'sent'])) {
        if (leavesAt === null) void go(id, state === 'sent')
      }
    },
    /** Sends a mail that is no longer held. Throws if it remains held because its state could not be stored. */
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

/** Delay before retrying after the disk was full. */
const diskFullRetryMs = 60_000

/** Tracks mails being sent or searched for, so that each is handled only once at a time. */
function createRunningSends(deps: Deps, sending: ReturnType<typeof createSendContext>) {
  const { sends, abort, log } = sending
  const working = new Map<number, Promise<AppError | null>>()

  /** Retries a minute later if the state was not stored, as on a full disk; nothing else would pick the mail up. */
  function retryLater(id: number, look: boolean): void {
    deps.clock
      .sleep(diskFullRetryMs, abort.signal)
      .then(() => go(id, look))
      .catch((error: unknown) => {
        // The mail or its client was deleted meanwhile, so there is nothing left to do.
        if (abort.signal.aborted || asProblem(error, log).code === 'NOT_FOUND') return
        retryLater(id, look)
      })
  }

  /**
   * Handles an unexpected failure: a mail that may have been sent becomes unclear, so that the operator decides; one
   * that was not is sent later.
   */
  function handleFailure(id: number, problem: AppError): void {
    try {
      const { state, leavesAt } = sends.get(id)
      if (state === 'sent') saveSendState(sending, id, 'unclear', { problem })
      else if (state === 'pending' && leavesAt === null) retryLater(id, false)
    } catch (error) {
      if (asProblem(error, log).code !== 'NOT_FOUND') retryLater(id, true)
    }
  }

  /** Sends a mail or searches for it. Returns an unexpected problem in its way, which its state does not show. */
  function go(id: number, look: boolean): Promise<AppError | null> {
    const known = working.get(id)
    if (known) return known
    if (deps.pauses.isPaused(sends.get(id).workspaceId)) {
      // The mail stays stored and is sent, or searched for, when the operator resumes the client.
      if (sends.get(id).state === 'pending')
        saveSendState(sending, id, 'pending', { problem: new AppError('CLIENT_PAUSED') })
      deps.changed('inbox')
      return Promise.resolve(null)
    }
    const work = (look ? searchSentMail(sending, id) : carryOutSend(sending, id))
      .then(() => null)
      .catch((error: unknown) => {
        // It remains `sent` and is searched for at the next start.
        if (abort.signal.aborted) return null
        const problem = asProblem(error, log)
        log.info('mail not settled', { id, code: problem.code })
        handleFailure(id, problem)
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
