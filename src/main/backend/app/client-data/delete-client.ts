/**
 * Deletes a client permanently in the background: waits for work in flight, deletes every row step by step, then
 * overwrites the bytes. Each stage is stored before it begins and is repeatable, so it survives any interruption.
 */
import type { EarlierCopies } from '#shared/contract/app/backups.ts'
import type { ClientRemoval, ListedRemoval } from '#shared/contract/app/client-data.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { createDeletionContext, runDeletionSteps } from './delete-steps.ts'
import { clientRemovals } from './removal-store.ts'

export type RemovalParts = {
  readonly pause: (workspaceId: WorkspaceId) => void
  /** Stops reading its relay and deletes the webhook at Instantly if possible; null if there is no relay. */
  readonly disconnect: (workspaceId: WorkspaceId) => Promise<'deleted' | 'left' | null>
  /** Leaves the memory it shares with other computers. */
  readonly unshare: (workspaceId: WorkspaceId) => Promise<void>
  readonly cancelExport: (id: ExportId) => void
  readonly isLive: (id: ExportId) => boolean
  readonly cancelImports: (workspaceId: WorkspaceId) => Promise<unknown>
  /** `flush` writes pending log lines; `sweep` clears caches and files derived from the store. */
  readonly flush: () => Promise<void>
  readonly sweep: () => void
  /** Looks for people who were erased after a client's folder was made and came back with it. */
  readonly lookForErased: () => void
  /** Writes receipts next to the backups, which could bring the client back. */
  readonly tellCopies: () => void
  /** Backups made before a time, and how long they are kept. */
  readonly copies: () => (before: number) => EarlierCopies
}

export function createClientRemover(deps: Deps, parts: RemovalParts) {
  const deleting = createDeletionContext(deps, parts)
  const { store, keep, raw, clock, countOf } = deleting
  const log = deps.log('client removal')

  const job = deps.background.defineJob<ClientRemoval>({
    kind: 'client_removals',
    network: false,
    whilePaused: true,
    next: () => ({ due: clientRemovals(store).filter(({ state }) => state !== 'done') }),
    of: ({ id }) => ({ key: id, client: null }),
    run,
  })

  async function run(one: ClientRemoval, signal: AbortSignal): Promise<RunOutcome> {
    try {
      await runDeletionSteps(deleting, one, signal)
      return { end: 'done' }
    } catch (error) {
      if (signal.aborted) return { end: 'cancelled' }
      const problem = asProblem(error, log)
      const now = clientRemovals(store).find(({ id }) => id === one.id) ?? one
      keep({ ...now, problem: problem.code })
      return { end: 'retry', problem }
    }
  }

  return {
    /** Throws if the name is not the client's. Calling it again for the same client returns the same removal. */
    remove(workspaceId: WorkspaceId, typed: string): number {
      const row = raw
        .prepare<[number], { name: string; demo: string | null; createdAt: string }>(
          'select name, demo, created_at as createdAt from workspace where id = ?',
        )
        .get(workspaceId)
      const all = clientRemovals(store)
      const known = all.find((one) => one.workspaceId === workspaceId && one.state !== 'done')
      if (known) return known.id
      if (!row) throw new AppError('NOT_FOUND', { what: 'workspace' })
      if (row.demo !== null) throw new AppError('DEMO_WORKSPACE')
      if (typed.trim() !== row.name) throw new AppError('INVALID_INPUT', { field: 'typed', message: 'not typed' })
      const id = Math.max(0, ...all.map((one) => one.id)) + 1
      parts.pause(workspaceId)
      keep({
        id,
        workspaceId,
        name: row.name,
        createdAt: row.createdAt,
        state: 'leaving',
        askedAt: clock.now(),
        endedAt: null,
        receipt: countOf(workspaceId),
        problem: null,
      })
      job.look()
      return id
    },
    list: (): readonly ListedRemoval[] => {
      const madeBefore = parts.copies()
      return clientRemovals(store)
        .toReversed()
        .map((one) => ({ ...one, copies: one.endedAt === null ? null : madeBefore(one.endedAt) }))
    },
    /** Resolves when no work is in progress. */
    settled: () => job.wake(),
  }
}
