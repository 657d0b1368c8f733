/** Keeps what is written in a composer on disk, and brings a discarded draft back. */
import { useEffect, useRef, useState } from 'react'
import type { Writing } from '#shared/contract/inbox/inbox.ts'
import type { AppError } from '#shared/errors.ts'
import { asAppError, call } from '../../core/lib/backend.ts'

const saveAfterMs = 900

/** Drafts as last saved, by id. A loaded conversation still has the older version until it is read again. */
export const savedDrafts = new Map<number, Writing>()

/** Opens a restored draft in the conversation on screen, by its id. Its pane may be another than when it was discarded. */
export const openRestored = new Map<number, (kind: Writing['kind']) => void>()

/** A discarded draft that is back, followed by the text begun since then. */
export const joinDrafts = (discarded: Writing, since: string): Writing => ({
  ...discarded,
  text: [discarded.text, since].filter((text) => text.trim() !== '').join('\n\n'),
})

/** Restores a discarded draft of a conversation that is no longer on screen; what was begun since is kept below. */
export async function restoreDraft(discarded: Writing): Promise<void> {
  const { threadId, kind } = discarded
  const { sends } = await call('inbox.thread', { threadId })
  const since = sends.find((each) => each.state === 'draft' && each.kind === kind)
  const joined = since ? joinDrafts(discarded, since.text) : discarded
  const { id } = await call('inbox.saveDraft', joined)
  savedDrafts.set(id, joined)
  openRestored.get(threadId)?.(kind)
}

const settled: Promise<void> = Promise.resolve()

/** Saves the text to disk shortly after each pause, with `flush`, and when the composer closes. */
export function useDraft(writing: Writing, unwritten: readonly Writing[], draftId: number | null) {
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  /** `kept`: the version last passed to be saved. */
  const state = useRef({ writing, kept: writing, stopped: false, dirty: false, id: draftId, saving: settled })
  state.current.writing = writing
  /** Ends once a discarded draft is off the disk. A later text is saved after that, as a conversation has one draft. */
  const dropping = useRef(settled)
  useEffect(() => {
    if (unwritten.includes(writing) || state.current.stopped) return undefined
    state.current.dirty = true
    setSaved(false)
    const timer = setTimeout(flush, saveAfterMs)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is written decides
  }, [writing])
  useEffect(() => flush, [])
  function flush(): void {
    if (state.current.dirty) save()
  }
  function save(): void {
    const now = state.current
    if (now.stopped) return
    now.dirty = false
    const kept = now.writing
    now.kept = kept
    if (now.id !== null) savedDrafts.set(now.id, kept)
    const request = dropping.current.then(() => (now.stopped ? null : call('inbox.saveDraft', kept)))
    now.saving = request.then(
      (draft) => {
        if (draft === null) return
        now.id = draft.id
        // The draft was discarded or sent meanwhile, and another one is being written.
        if (state.current !== now) return
        // The response to an earlier save may arrive after the next one was started.
        if (!now.stopped) savedDrafts.set(draft.id, now.kept)
        // Not saved if more was written meanwhile.
        setSaved(!now.dirty && now.kept === kept)
        setError(null)
      },
      (thrown: unknown) => {
        if (state.current !== now || now.stopped) return
        now.dirty = true
        setError(asAppError(thrown))
      },
    )
  }
  const begin = (id: number | null = null) => {
    state.current = { writing, kept: writing, stopped: false, dirty: false, id, saving: settled }
    setSaved(false)
    setError(null)
  }
  const stop = () => {
    state.current.stopped = true
    if (state.current.id !== null) savedDrafts.delete(state.current.id)
  }
  return {
    saved,
    /** Why the latest text is not on disk. */
    error,
    save,
    flush,
    stop,
    begin,
    goOn: () => {
      state.current.stopped = false
      save()
    },
    drop: () => {
      stop()
      const gone = state.current
      // Leaving the field has just begun to save it.
      dropping.current = gone.saving
        .then(() => (gone.id === null ? undefined : call('inbox.dropDraft', { sendId: gone.id })))
        .catch(() => undefined)
      begin()
    },
  }
}
