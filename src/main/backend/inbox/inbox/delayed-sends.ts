/**
 * Holds mails for some seconds so that sending can be undone. They are stored with the click and sent to Instantly when
 * their time is over. If the app quits unexpectedly, their time starts again at the next start; when the operator
 * quits, they are sent at once so that a click on *Send* is not lost.
 */
import { type DelayedSend, maxUndoSeconds, type SendEnd } from '#shared/contract/inbox/inbox.ts'
import { parseRecipients } from '#shared/domain/inbox/addresses.ts'
import type { Deps } from '../../core/deps.ts'
import type { MailIngest } from './mail-ingest.ts'
import type { SendRecord, SendStore } from './send-store.ts'

/** A mail due later than this was held before the clock was put back. */
const longestHoldMs = maxUndoSeconds * 1_000
/** How long quitting waits for mails being sent. */
const quitMs = 2_000

export function createDelayedSends(
  deps: Deps,
  parts: {
    readonly sends: SendStore
    readonly facts: MailIngest['facts']
    readonly holdMs: () => number
    readonly nameOf: (threadId: number) => string
    /** Sends a mail; resolves when it is settled or has to wait. */
    readonly leave: (id: number) => Promise<void>
  },
) {
  const { clock } = deps
  const { sends } = parts
  let isQuitting = false

  const name = ({ kind, threadId, toList }: SendRecord): string =>
    kind === 'reply' ? parts.nameOf(threadId) : (parseRecipients(toList)[0] ?? toList)

  function announce(id: number): void {
    const record = sends.get(id)
    const { state, threadId } = record
    const end: SendEnd['state'] | null =
      state === 'done' || state === 'failed' || state === 'unclear' ? state : state === 'pending' ? 'waiting' : null
    if (end !== null) deps.announce('inbox.sendEnded', { threadId, name: name(record), state: end })
  }

  const job = deps.background.defineJob<SendRecord>({
    kind: 'held_sends',
    network: false,
    atOnce: 4,
    whilePaused: true,
    reconcile: () => sends.delayAgain(clock.now() + parts.holdMs()),
    next: ({ now }) => {
      const held = sends.held()
      const isDue = ({ leavesAt }: SendRecord) => (leavesAt ?? 0) <= now || (leavesAt ?? 0) > now + longestHoldMs
      return { due: held.filter(isDue), at: held.find((record) => !isDue(record))?.leavesAt ?? null }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    run: async ({ id }) => {
      await parts.leave(id)
      if (!isQuitting) announce(id)
      return { end: 'done' }
    },
  })

  return {
    look: (): void => job.look(),
    list: (): readonly DelayedSend[] =>
      sends.held().map((record) => ({
        id: record.id,
        threadId: record.threadId,
        kind: record.kind,
        name: name(record),
        leavesAt: new Date(record.leavesAt ?? 0).toISOString(),
      })),
    /** Turns a mail that has not been sent back into a draft; false if it was or may have been sent. */
    undo(id: number): boolean {
      const { threadId } = sends.get(id)
      const undone = sends.undo(id)
      if (undone) parts.facts.refresh(threadId)
      return undone
    },
    /** Sends held mails at once because the app quits, as far as time allows. */
    async stop(): Promise<void> {
      if (isQuitting) return
      isQuitting = true
      const leaving = sends.held().map(({ id }) => parts.leave(id))
      await Promise.race([Promise.allSettled(leaving), clock.sleep(quitMs).catch(() => undefined)])
    },
  }
}
