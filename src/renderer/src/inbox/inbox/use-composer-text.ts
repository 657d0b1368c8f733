import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { InboxSend, InboxThreadView, Writing } from '#shared/contract/inbox/inbox.ts'
import { fillTemplate } from '#shared/domain/inbox/fill-template.ts'
import { savedDrafts, useDraft } from './draft-on-disk.ts'
import { useSuggestion } from './follow-up.tsx'

/** The model that drafted the text, and suspicious parts of it. */
export type ModelDraft = { readonly model: string; readonly strange: readonly string[] }

type Of = {
  first: Writing
  /** The empty message. */
  fresh: Writing
  /** The saved draft, which may be loaded only later. */
  draft: InboxSend | undefined
  view: InboxThreadView
  active: boolean
  /** Incremented to focus the text. */
  focus: number
  onOpen: () => void
  onClose: () => void
}

export type ComposerText = ReturnType<typeof useComposerText>

/** What is written, kept on disk, or suggested in grey while nothing is. */
export function useComposerText({ first, fresh, draft: loaded, view, active, focus, onOpen, onClose }: Of) {
  const [writing, setWriting] = useState(first)
  const isReply = writing.kind === 'reply'
  const area = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(writing, [first, fresh], loaded?.id ?? null)
  const suggested = useSuggestion(view, isReply)
  const [by, setBy] = useState<ModelDraft | null>(null)
  const put = (change: Partial<Writing>) => setWriting((now) => ({ ...now, ...change }))
  const proposed = suggested.text
  const ghost = useGhost(proposed === null ? null : `${proposed}${fresh.text}`, isReply && !loaded, {
    area,
    active,
    onOpen,
    accept: (text) => put({ text }),
  })
  /** The message was sent or discarded here, so its saved draft is not opened again. */
  const over = useRef(false)
  useEffect(() => {
    if (!loaded || over.current || writing !== fresh) return
    draft.begin(loaded.id)
    // The latest text may not have reached the disk yet.
    setWriting({ ...loaded, ...savedDrafts.get(loaded.id), threadId: view.thread.id })
    ghost.setUntouched(false)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, where the one kept becomes known
  }, [loaded?.id])
  const was = useRef(fresh)
  useEffect(() => {
    const before = was.current
    was.current = fresh
    setWriting((now) => (now === before ? fresh : now))
  }, [fresh])
  useEffect(() => {
    if (focus === 0 || document.activeElement === area.current) return
    // After the text written so far, before the signature.
    const { text } = writing
    const at = ghost.text !== null ? 0 : text.endsWith(fresh.text) ? text.length - fresh.text.length : text.length
    area.current?.focus()
    area.current?.setSelectionRange(at, at)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- with each request to write
  }, [focus])
  return {
    writing,
    setWriting,
    isReply,
    /** Whether there is text of the operator's own. */
    isWritten: ghost.text === null && writing.text.trim() !== fresh.text.trim(),
    put,
    area,
    draft,
    suggested,
    ghost,
    by,
    setBy,
    /** Empties the composer and closes it. */
    begin(): void {
      over.current = true
      setWriting(fresh)
      ghost.setUntouched(isReply)
      setBy(null)
      onClose()
    },
    insert(text: string): void {
      ghost.setUntouched(false)
      onOpen()
      const at = area.current?.selectionStart ?? 0
      const filled = fillTemplate(text, view.variables).text
      // A model takes seconds; text written meanwhile is kept.
      setWriting((now) => ({ ...now, text: now.text.slice(0, at) + filled + now.text.slice(at) }))
      area.current?.focus()
    },
  }
}

type GhostParts = {
  area: RefObject<HTMLTextAreaElement | null>
  active: boolean
  onOpen: () => void
  accept: (text: string) => void
}

/**
 * A suggestion in grey while nothing was written yet (`untouched`), until a key decides: Tab accepts it, any other input
 * starts the operator's own text.
 */
function useGhost(suggestion: string | null, isUntouched: boolean, { area, active, onOpen, accept }: GhostParts) {
  const [untouched, setUntouched] = useState(isUntouched)
  const text = untouched ? suggestion : null
  const toStart = () => area.current?.setSelectionRange(0, 0)
  const take = () => {
    // Before the caret is set, as a change of the text moves the caret to its end.
    flushSync(() => {
      setUntouched(false)
      if (text !== null) accept(text)
    })
    onOpen()
    area.current?.focus()
    toStart()
  }
  /** Runs before the input arrives, so that it goes into the operator's own text. */
  const drop = () => {
    if (text === null) return
    flushSync(() => setUntouched(false))
    toStart()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, ctrlKey, metaKey, altKey } = event
    const types = key === 'Backspace' || key === 'Delete' || key === 'Enter' || key.length === 1
    if (!active && types && !ctrlKey && !metaKey) onOpen()
    if (text === null || event.nativeEvent.isComposing) return
    // Tab accepts the suggestion only in an active composer, not when merely passing through.
    if (key === 'Tab' && !event.shiftKey && active) {
      event.preventDefault()
      take()
    } else if (key === 'Backspace' || key === 'Delete') {
      event.preventDefault()
      drop()
    } else if (types && ((!ctrlKey && !metaKey) || (altKey && key !== 'Enter'))) {
      drop()
    }
  }
  return { text, setUntouched, accept: take, drop, onKeyDown }
}
