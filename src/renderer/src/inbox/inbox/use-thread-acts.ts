import { useEffect, useRef, useState } from 'react'
import type { InboxThread } from '#shared/contract/inbox/inbox.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useIsShown } from '../../core/lib/use-is-shown.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { assignThread } from './assign-dialog.tsx'
import { finishThread, labelThread } from './bulk-step.ts'
import { labelName, suggestionOf } from './label-text.ts'
import { snoozeThread } from './snooze-dialog.tsx'

/** Time, in ms, after which an open conversation counts as read, so that passing by does not. */
export const readAfterMs = 700

type Asking = 'label' | 'snooze' | 'assign' | 'correct' | 'subsequence'
export type ThreadActs = ReturnType<typeof useThreadActs>

/** What can be done with a conversation, and which of it is being asked about. */
export function useThreadActs(thread: InboxThread, isOptedOut: boolean, onLeave: () => void) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const unread = useRead(thread)
  const archive = useArchive(thread, onLeave)
  const suggested = suggestionOf(thread)
  const isShown = useIsShown()
  /** Instantly may be slow. If the operator has moved on, the screen stays, but a failure is still shown. */
  const giveLabel = async (interest: number | null, name: string) => {
    try {
      await labelThread(thread, interest, name)
    } catch (error) {
      if (isShown()) throw error
      showFailureOf(thread.name, error)
    }
    if (!isShown()) return
    setAsking(null)
    onLeave()
  }
  const suggestedName = suggested === null ? '' : labelName({ name: null, value: suggested })
  const accept = useAction(() => giveLabel(suggested, suggestedName))
  const label = useAction(giveLabel)
  const snooze = useAction(async (until: Date | null) => {
    await snoozeThread(thread, until)
    setAsking(null)
    if (until !== null) onLeave()
  })
  const assign = useAction(async (to: string | null) => {
    await assignThread(thread, to)
    setAsking(null)
  })
  const optOut = useAction(() => call('inbox.correct', { threadId: thread.id, sorted: 'unsubscribe' }))
  return {
    asking,
    setAsking,
    unread,
    archive,
    /** The label suggested for the conversation. */
    suggestion: suggested === null ? null : { name: suggestedName, accept },
    label,
    snooze,
    assign,
    optOut,
    canOptOut: !isOptedOut && thread.leadEmail !== null,
    /** What went wrong without a dialog to say so. */
    error: archive.error ?? unread.error ?? accept.error ?? (asking === 'label' ? null : label.error),
  }
}

/** Marks the conversation as read after a while, and by hand as unread or read. */
function useRead({ id, unread }: InboxThread) {
  const keptUnread = useRef(false)
  useEffect(() => {
    if (unread === 0 || keptUnread.current) return undefined
    const timer = setTimeout(
      () => void call('inbox.markRead', { threadIds: [id], read: true }).catch(() => undefined),
      readAfterMs,
    )
    return () => clearTimeout(timer)
  }, [id, unread])
  return useAction(async () => {
    keptUnread.current = unread === 0
    await call('inbox.markRead', { threadIds: [id], read: unread > 0 })
  })
}

/** Finishes the conversation, or brings it back to the inbox. */
function useArchive(thread: InboxThread, onLeave: () => void) {
  const words = t.inbox
  const threadIds = [thread.id]
  return useAction(async () => {
    if (!thread.archived) {
      await finishThread(thread, { kind: 'done' })
      onLeave()
      return
    }
    await call('inbox.archive', { threadIds, archived: false })
    pushUndo({
      words: () => words.acts.restored,
      undo: () => call('inbox.archive', { threadIds, archived: true }),
      redo: () => call('inbox.archive', { threadIds, archived: false }),
      path: `/inbox/${thread.id}`,
      toast: words.restored(thread.name),
    })
  })
}
