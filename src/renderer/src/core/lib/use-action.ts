import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '#shared/errors.ts'
import { asAppError } from './call.ts'

export type Action<Args extends readonly unknown[]> = {
  /** Runs the action unless it is running already. Never rejects: a failure is in `error`. */
  readonly run: (...args: Args) => void
  readonly busy: boolean
  readonly error: AppError | null
  readonly clear: () => void
}

/** Wraps what a button does; reports whether it is running and what went wrong, to be shown beside the button. */
export function useAction<Args extends readonly unknown[]>(work: (...args: Args) => Promise<unknown>): Action<Args> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const running = useRef(false)
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })

  const run = useCallback((...args: Args) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    latest
      .current(...args)
      .catch((thrown: unknown) => setError(asAppError(thrown)))
      .finally(() => {
        running.current = false
        setBusy(false)
      })
  }, [])
  const clear = useCallback(() => setError(null), [])
  return { run, busy, error, clear }
}
