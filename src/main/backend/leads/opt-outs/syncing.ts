/** What telling Instantly of opt-outs works with, and one row in a pass of it. */
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { OptOutTimings } from './sync.ts'
import type { SyncRow, SyncStore } from './sync-store.ts'

/** One row in a pass, and what came of it so far. */
export type Pass = {
  readonly row: SyncRow
  problem: AppError | null
  /** Something is on its way: read again after this. */
  waitMs: number | null
  differs: 'entry_gone' | 'lead_active' | null
  watch: boolean
}

export type Syncing = ReturnType<typeof openSyncing>

export function openSyncing(deps: Deps, rows: SyncStore, timings: OptOutTimings) {
  const { store, clock, instantly } = deps
  const log = deps.log('opt-outs')
  const stopping = new AbortController()
  const signal: AbortSignal = stopping.signal
  const now = () => clock.now()
  const iso = () => new Date(now()).toISOString()
  return { signal, store, iso, timings, now, instantly, rows, log, stopping }
}

/** Throws what is no answer of Instantly's: the end of the app, a pause, a fault, a full disk. */
export function problemOf(syncing: Syncing, error: unknown): AppError {
  if (syncing.signal.aborted || !(error instanceof AppError) || error.code === 'CLIENT_PAUSED') throw error
  return error
}
