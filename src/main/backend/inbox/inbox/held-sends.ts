/**
 * Mails that are held for some seconds so that they can be undone. They are on disk with the click; Instantly is asked
 * only when their time is over. After an end of the app their time begins anew with its next start, and when the
 * operator quits they leave at once: pressing *Send* is not forgotten.
 */
import { type HeldSend, mostUndoSeconds, type SendEnd } from '#shared/contract/inbox/inbox.ts'
import { addressesIn } from '#shared/domain/inbox/addresses.ts'
import type { Deps } from '../../core/deps.ts'
import type { MailIngest } from './mail-ingest.ts'
import type { SendRecord, SendStore } from './send-store.ts'

/** What is to leave later than this was pressed before the clock was put back. */
const longestHoldMs = mostUndoSeconds * 1_000
/** So long quitting waits for mails that leave with it. */
const quitMs = 2_000

export function createHeldSends(
  deps: Deps,
  parts: {
    readonly sends: SendStore
    readonly facts: MailIngest['facts']
    readonly holdMs: () => number
    readonly nameOf: (threadId: number) => string
    /** Sends one; ends when it is settled or has to wait. */
    readonly leave: (id: number) => Promise<void>
  },
) {
  const { clock } = deps
  const { sends } = parts
  let isQuitting = false

  const name = ({ kind, threadId, toList }: SendRecord): string =>
    kind === 'reply' ? parts.nameOf(threadId) : (addressesIn(toList)[0] ?? toList)

  function announce(id: number): void {
    const record = sends.get(id)
    const { state, threadId } = record
    const end: SendEnd['state'] | null =
      state === 'done' || state === 'failed' || state === 'unclear' ? state : state === 'pending' ? 'waiting' : null
    if (end !== null) deps.announce('inbox.sendEnded', { threadId, name: name(record), state: end })
  }

  const job = deps.background.defineJob<SendRecord>({
    kind: 'held_sends',
    recovery: 'resume',
    network: false,
    atOnce: 4,
    whilePaused: true,
    reconcile: () => sends.holdAnew(clock.now() + parts.holdMs()),
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
    /** One was written down. */
    look: (): void => job.look(),
    list: (): readonly HeldSend[] =>
      sends.held().map((record) => ({
        id: record.id,
        threadId: record.threadId,
        kind: record.kind,
        name: name(record),
        leavesAt: new Date(record.leavesAt ?? 0).toISOString(),
      })),
    /** A draft again; false where it has left. */
    undo(id: number): boolean {
      const { threadId } = sends.get(id)
      const undone = sends.undo(id)
      if (undone) parts.facts.refresh(threadId)
      return undone
    },
    /** The app ends: what was to leave leaves now, as far as there is time. */
    async stop(): Promise<void> {
      if (isQuitting) return
      isQuitting = true
      const leaving = sends.held().map(({ id }) => parts.leave(id))
      await Promise.race([Promise.allSettled(leaving), clock.sleep(quitMs).catch(() => undefined)])
    },
  }
}
