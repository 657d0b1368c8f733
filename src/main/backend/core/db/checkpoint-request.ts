/** Requests from the backend to the checkpoint thread: to leave the log alone for a while, and to resume. */
export type CheckpointRequest = 'hold' | 'go on'

/** Reports of the thread after it checkpointed the log, or failed to. */
export type CheckpointReport =
  | { readonly t: 'moved'; readonly tookMs: number }
  | { readonly t: 'failed'; readonly detail: string }
