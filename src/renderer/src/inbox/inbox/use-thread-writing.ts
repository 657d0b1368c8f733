import { useEffect, useRef, useState } from 'react'
import type { InboxSend } from '#shared/contract/inbox/inbox.ts'
import { openRestored } from './draft-on-disk.ts'

type Kind = 'reply' | 'forward'

/** What is being written in a conversation. A reply composer is open below it in any case. */
export function useThreadWriting(threadId: number, sends: readonly InboxSend[]) {
  const [kind, setKind] = useState<Kind | null>(
    sends.some((send) => send.state === 'draft' && send.kind === 'forward') ? 'forward' : null,
  )
  /** Number of times writing was requested, and number of times an unsent email came back. */
  const [asked, setAsked] = useState({ focus: 0, back: 0 })
  /** Recipient of the forward, if the reply refers to somebody. */
  const [forwardTo, setForwardTo] = useState('')
  const restored = (of: Kind) => {
    setKind(of)
    setAsked((times) => ({ focus: times.focus + 1, back: times.back + 1 }))
  }
  useEffect(() => {
    openRestored.set(threadId, restored)
    return () => void openRestored.delete(threadId)
  }, [threadId])
  // An email that is a draft again opens in the composer.
  const leaving = useRef<ReadonlySet<number>>(new Set())
  useEffect(() => {
    const back = sends.find(({ id, state }) => state === 'draft' && leaving.current.has(id))
    leaving.current = new Set(sends.filter(({ state }) => state !== 'draft').map(({ id }) => id))
    if (!back) return
    restored(back.kind)
  }, [sends])
  const focus = () => setAsked((times) => ({ ...times, focus: times.focus + 1 }))
  return {
    kind,
    ...asked,
    forwardTo,
    open: setKind,
    close: () => setKind(null),
    reply(): void {
      setKind('reply')
      focus()
    },
    forward(to = ''): void {
      setForwardTo(to)
      setKind('forward')
      if (to !== '') focus()
    },
  }
}
