/** What the backend tells the checkpoint thread: to let the log be for a while, and to go on. */
export type CheckpointRequest = 'hold' | 'go on'

/** What the thread tells after it moved the log, or could not. */
export type CheckpointReport =
  | { readonly t: 'moved'; readonly tookMs: number }
  | { readonly t: 'failed'; readonly detail: string }
