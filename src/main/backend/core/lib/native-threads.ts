/**
 * The end of threads that use SQLite. Node ends a thread wherever it stands; one that is just loading a native module
 * then takes the whole process with it (seen: "FATAL ERROR: Error::New napi_get_last_error_info"). So such a thread loads
 * first of all, says so, and is not ended before.
 */
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

/** What a thread posts once it has loaded all it needs. */
export const loaded = { t: 'loaded' } as const
export type Loaded = typeof loaded

/** How such a thread says that it failed: `code` as Node and SQLite name errors, null for one without. */
export type ThreadFailure = { readonly t: 'failed'; readonly code: string | null; readonly detail: string }

export function failureOf(error: unknown): ThreadFailure {
  const { code } = error as { code?: unknown }
  const detail = error instanceof Error ? error.message : String(error)
  return { t: 'failed', code: typeof code === 'string' ? code : null, detail }
}

const loading = new WeakMap<Worker, Promise<unknown>>()

/** To be called as soon as the thread is started, before anything else is heard from it. */
export function watchLoading(thread: Worker): Worker {
  const done = new AbortController()
  const { signal } = done
  // A thread that fails at its start has nothing to wait for; its failure is told to who started it.
  const first = Promise.race([once(thread, 'message', { signal }), new Promise((gone) => thread.once('exit', gone))])
  loading.set(
    thread,
    first.catch(() => {}).finally(() => done.abort()),
  )
  return thread
}

/** Ends a watched thread once it has loaded; resolves when it is gone. */
export async function endThread(thread: Worker): Promise<void> {
  await loading.get(thread)
  await thread.terminate()
}
