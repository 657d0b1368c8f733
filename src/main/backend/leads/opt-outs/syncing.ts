/** Shared context of synchronising opt-outs to Instantly, and a row in one of its passes. */
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { OptOutTimings } from './sync.ts'
import type { SyncRow, SyncStore } from './sync-store.ts'

/** A row in a pass, and its result so far. */
export type SyncPass = {
  readonly row: SyncRow
  problem: AppError | null
  /** A request is pending; the row is read again after this time. */
  waitMs: number | null
  differs: 'entry_gone' | 'lead_active' | null
  watch: boolean
}

export type SyncContext = ReturnType<typeof createSyncContext>

export function createSyncContext(deps: Deps, rows: SyncStore, timings: OptOutTimings) {
  const { store, clock, instantly } = deps
  const log = deps.log('opt-outs')
  const stopping = new AbortController()
  const signal: AbortSignal = stopping.signal
  const now = () => clock.now()
  const iso = () => new Date(now()).toISOString()
  return { signal, store, iso, timings, now, instantly, rows, log, stopping }
}

/** Rethrows everything that is not Instantly's answer: the app quitting, a pause, a bug, a full disk. */
export function toSyncProblem(syncing: SyncContext, error: unknown): AppError {
  if (syncing.signal.aborted || !(error instanceof AppError) || error.code === 'CLIENT_PAUSED') throw error
  return error
}
