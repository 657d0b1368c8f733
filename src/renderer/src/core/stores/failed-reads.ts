import { create } from 'zustand'
import type { AppError } from '#shared/errors.ts'

type FailedRead = { readonly error: AppError; readonly refetch: () => void }

/** Reads that failed inside Sendoff, left nothing to show, and whose component says nothing of it itself. */
export const useFailedReads = create<{ readonly reads: readonly FailedRead[] }>(() => ({ reads: [] }))

/** Adds a read; returns a function that removes it. */
export function addFailedRead(read: FailedRead): () => void {
  useFailedReads.setState(({ reads }) => ({ reads: [...reads, read] }))
  return () => useFailedReads.setState(({ reads }) => ({ reads: reads.filter((each) => each !== read) }))
}
