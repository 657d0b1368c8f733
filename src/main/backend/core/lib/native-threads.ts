/**
 * Ends threads that use SQLite. Node terminates a thread at any point; one that is just loading a native module then
 * crashes the whole process (seen: "FATAL ERROR: Error::New napi_get_last_error_info"). So such a thread loads its
 * modules first, reports it, and is not terminated before.
 */
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

/** Message a thread posts once it has loaded all its modules. */
export const threadLoaded = { t: 'loaded' } as const
export type ThreadLoaded = typeof threadLoaded

/** Message a thread posts when it failed: `code` is the error code of Node or SQLite, null if there is none. */
export type ThreadFailure = { readonly t: 'failed'; readonly code: string | null; readonly detail: string }

export function toThreadFailure(error: unknown): ThreadFailure {
  const { code } = error as { code?: unknown }
  const detail = error instanceof Error ? error.message : String(error)
  return { t: 'failed', code: typeof code === 'string' ? code : null, detail }
}

const loading = new WeakMap<Worker, Promise<unknown>>()

/** Must be called as soon as the thread is started, before other messages from it are handled. */
export function watchLoading(thread: Worker): Worker {
  const done = new AbortController()
  const { signal } = done
  // A thread that fails at its start has nothing to wait for; its failure is reported to whoever started it.
  const first = Promise.race([once(thread, 'message', { signal }), new Promise((gone) => thread.once('exit', gone))])
  loading.set(
    thread,
    first.catch(() => {}).finally(() => done.abort()),
  )
  return thread
}

/** Terminates a watched thread once it has loaded; resolves when it is gone. */
export async function endThread(thread: Worker): Promise<void> {
  await loading.get(thread)
  await thread.terminate()
}
