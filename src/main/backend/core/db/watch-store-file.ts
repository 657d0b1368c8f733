import { stat } from 'node:fs'
import { createDelayedRun } from '../lib/delayed-run.ts'

const everyMs = 5_000
/** A program that replaces a file may remove it first. */
const againMs = 1_000

/**
 * Calls `gone` once, when the open store is no longer in its place: some systems let a file be deleted or moved while
 * it is open, and SQLite goes on writing to it. Windows does not. Returns what ends the watch.
 */
export function watchStoreFile(file: string, gone: () => void): () => void {
  let isEnded = false
  let wasMissing = false
  const look = createDelayedRun(() =>
    stat(file, (error) => {
      if (isEnded) return
      const isMissing = error?.code === 'ENOENT'
      if (isMissing && wasMissing) return gone()
      wasMissing = isMissing
      look.in(isMissing ? againMs : everyMs)
    }),
  )
  look.in(everyMs)
  return () => {
    isEnded = true
    look.cancel()
  }
}
