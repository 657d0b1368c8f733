/**
 * Synchronises opt-outs to Instantly, and withdraws them there when they are undone: the block list first, then every
 * lead a campaign would still email. Everything is stored before it is requested, a request without an answer is
 * verified by reading before it is repeated, and nothing counts as done before it was read. One loop for all clients,
 * one pass of a client at a time.
 */
import type { OptOutWaitReason } from '#shared/contract/leads/opt-outs.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { blockValues, unblockValues } from './block-entries.ts'
import { optOutSettingsOf } from './opt-out-settings.ts'
import { type OptOuts, onOptOutsChanged } from './opt-outs.ts'
import { restoreLeads } from './restore-leads.ts'
import { stopLeads } from './stop-leads.ts'
import type { SyncRow, SyncStore } from './sync-store.ts'
import { createSyncContext, type SyncContext, type SyncPass, toSyncProblem } from './syncing.ts'

export type OptOutTimings = {
  /** Time between a request and reading its result. */
  readonly settleMs: number
  /** Time within which an unanswered request may still be carried out; the second value is for leads. */
  readonly entryLateMs: number
  readonly leadLateMs: number
  /** Delays after failures; the last one is repeated. */
  readonly retryAfterMs: readonly number[]
  /** Delays between checks after completion; the last one is repeated. */
  readonly lookAfterMs: readonly number[]
  /** The same if a subsequence can still be triggered. */
  readonly watchMs: number
}

const minute = 60_000
const hour = 60 * minute
export const optOutTimings: OptOutTimings = {
  settleMs: 5_000,
  entryLateMs: minute,
  leadLateMs: 2 * minute,
  retryAfterMs: [0.5 * minute, 2 * minute, 10 * minute, 30 * minute, hour],
  // Emails or leads that were on their way to Instantly when the person opted out arrive soon after.
  lookAfterMs: [2 * minute, 30 * minute, 24 * hour],
  watchMs: 30 * minute,
}

/** Rows handled in one pass: as many as one request can block. */
const rowsPerPass = 1_000
/** Checks due within this time are made together with the others. */
const batchWithinMs = 6 * hour
const clientsAtOnce = 3

export function createOptOutSync(deps: Deps, optOuts: OptOuts, rows: SyncStore, timings: OptOutTimings) {
  const syncing = createSyncContext(deps, rows, timings)
  const { store, signal, now, stopping } = syncing
  /** In one commit, as a thousand commits would keep screens waiting for the disk. */
  const endAll = store.raw.transaction((passes: readonly SyncPass[]): void => {
    for (const pass of passes) endPass(syncing, pass)
  })

  const canRun = (workspaceId: WorkspaceId) => heldOf(workspaceId) === null

  /** Returns why a client is not synced at the moment, although nothing failed. */
  function heldOf(workspaceId: WorkspaceId): OptOutWaitReason | null {
    if (!optOutSettingsOf(store).atInstantly) return 'off'
    if (deps.pauses.isPaused(workspaceId)) return 'paused'
    if (!rows.isReachable(workspaceId)) return 'no_key'
    return deps.online() ? null : 'offline'
  }

  async function runClient(workspaceId: WorkspaceId): Promise<RunOutcome> {
    let items = 0
    let problem: AppError | null = null
    try {
      while (!signal.aborted && canRun(workspaceId)) {
        const due = rows.due(workspaceId, now(), now() + batchWithinMs, rowsPerPass)
        if (!due.some((row) => row.state === 'waiting') && (rows.nextOf(workspaceId) ?? Infinity) > now()) break
        const passes = due.map((row): SyncPass => ({ row, problem: null, waitMs: null, differs: null, watch: false }))
        await carryOut(syncing, workspaceId, passes)
        endAll(passes)
        items += passes.filter((pass) => pass.problem === null).length
        problem ??= passes.find((pass) => pass.problem !== null)?.problem ?? null
        deps.changed('opt_outs', 'blocklist')
      }
    } catch (error) {
      // When the app quits, everything stays stored and resumes at the next start.
      if (signal.aborted) return { end: 'cancelled' }
      throw error
    }
    return problem ? { end: 'failed', problem, counts: { items } } : { end: 'done', counts: { items } }
  }

  /** A client may be new, and what failed may work now. */
  function syncAllNow(): void {
    optOuts.wantEverywhere()
    rows.hurry(null)
  }

  const job: Job<WorkspaceId> = deps.background.defineJob<WorkspaceId>({
    kind: 'opt_outs',
    network: false,
    atOnce: clientsAtOnce,
    waitsMs: timings.retryAfterMs,
    next: (look) => {
      const able = rows.clients().filter(({ id }) => !job.isRunning(id) && canRun(id))
      const later = able.flatMap(({ next }) => (next > look.now ? [next] : []))
      return {
        due: able.flatMap(({ id, next }) => (next > look.now ? [] : [id])),
        at: later.length === 0 ? null : Math.min(...later),
      }
    },
    of: (id) => ({ key: id, client: id }),
    run: runClient,
    reconcile: syncAllNow,
    woken: syncAllNow,
    // People would otherwise be emailed until that time is reached again.
    clockPutBack: () => rows.hurryAll(),
    places: () =>
      rows.clients().map(({ id, next }) => ({ workspaceId: id, nextAt: Math.max(next, now()), held: heldOf(id) })),
    runNow(workspaceId) {
      if (workspaceId === null) return undefined
      rows.lookNow(workspaceId)
      return job.run(workspaceId)
    },
  })

  const stopListening = onOptOutsChanged(store, () => {
    deps.changed('opt_outs', 'blocklist')
    job.look()
  })

  return {
    heldOf,
    look: job.look,
    /** Syncs waiting rows now and reads completed ones again; resolves after a first pass. */
    async tellNow(workspaceId: WorkspaceId | null): Promise<void> {
      rows.lookNow(workspaceId)
      const due = rows.clients().filter(({ id }) => (workspaceId === null || id === workspaceId) && canRun(id))
      await Promise.all(due.map(({ id }) => job.run(id)))
    },
    stop(): void {
      stopListening()
      stopping.abort()
    },
  }
}

async function carryOut(syncing: SyncContext, workspaceId: WorkspaceId, passes: readonly SyncPass[]): Promise<void> {
  const urgent = passes.some(({ row }) => row.state === 'waiting')
  const requestContext: RequestContext = {
    workspaceId,
    priority: urgent ? 'job' : 'poll',
    requestedBy: 'opt-outs',
    signal: syncing.signal,
  }
  const wanted = passes.filter(({ row }) => row.wanted === 1)
  const undone = passes.filter(({ row }) => row.wanted === 0)
  // A missing scope for one of them is no reason not to do the other.
  if (wanted.length > 0) {
    await runForPasses(syncing, wanted, () => blockValues(syncing, requestContext, wanted))
    await runForPasses(syncing, wanted, () => stopLeads(syncing, requestContext, wanted))
  }
  if (undone.length > 0) {
    await runForPasses(syncing, undone, () => restoreLeads(syncing, requestContext, undone))
    await runForPasses(syncing, undone, () => unblockValues(syncing, requestContext, undone))
  }
}

/** Runs a step; an error that affects the step as a whole becomes the problem of all its rows. */
async function runForPasses(
  syncing: SyncContext,
  passes: readonly SyncPass[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const problem = toSyncProblem(syncing, error)
    for (const pass of passes) pass.problem ??= problem
  }
}

function endPass(syncing: SyncContext, pass: SyncPass): void {
  const { timings, rows, now } = syncing
  const { row, problem, waitMs, differs } = pass
  const isLook = row.state !== 'waiting'
  if (problem) {
    const { retryAfterMs } = timings
    const wait = retryAfterMs[Math.min(row.tries, retryAfterMs.length - 1)] ?? hour
    // A failed check does not invalidate what was read before.
    const state = isLook && waitMs === null ? row.state : 'waiting'
    rows.end(row, { ...keepCounts(row), state, nextAt: now() + wait, tries: row.tries + 1, problem, differs: null })
  } else if (waitMs !== null) {
    rows.end(row, { ...keepCounts(row), state: 'waiting', nextAt: now() + waitMs, problem: null, differs: null })
  } else if (row.wanted === 0) {
    rows.end(row, { state: 'done', nextAt: null, tries: 0, looks: 0, problem: null, differs: null })
  } else {
    const { lookAfterMs, watchMs } = timings
    const wait = lookAfterMs[Math.min(row.looks, lookAfterMs.length - 1)] ?? 24 * hour
    const nextAt = now() + (pass.watch ? Math.min(wait, watchMs) : wait)
    const state = differs === null ? 'done' : 'differs'
    rows.end(row, { state, nextAt, tries: 0, looks: row.looks + 1, problem: null, differs })
  }
}

const keepCounts = ({ tries, looks }: SyncRow) => ({ tries, looks })
