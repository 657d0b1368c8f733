/**
 * Moves leads into and out of subsequences with one request each, which is recorded before it is sent and never
 * repeated before reading where the lead is. Resumes after a crash.
 */
import type { SubsequenceMove } from '#shared/contract/campaigns/subsequences.ts'
import type { SubsequenceMoveId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { transientErrors } from '../../core/lib/transient-errors.ts'
import { carryOutMove, createMoveContext } from './carry-out-move.ts'
import type { MoveStore } from './move-store.ts'
import type { SubsequenceStore } from './subsequence-store.ts'

export type MoveTimings = {
  /** Delay before reading the result of a request without an answer. */
  readonly settleMs: number
  /** Delay before retrying a move held up by an external problem. */
  readonly retryMs: number
}
export const moveTimings: MoveTimings = { settleMs: 5_000, retryMs: 60_000 }

const movesAtOnce = 100

export function createMover(deps: Deps, moves: MoveStore, rows: SubsequenceStore, timings: MoveTimings) {
  const moving = createMoveContext(deps, moves, rows, timings)
  const { halted, clock } = moving
  const log = deps.log('subsequences')

  async function run(id: SubsequenceMoveId, signal: AbortSignal): Promise<RunOutcome> {
    halted.delete(id)
    moves.state(id, 'running', null, null)
    try {
      await carryOutMove(moving, id, signal)
      return { end: 'done' }
    } catch (thrown) {
      // The app is quitting, and the move resumes at the next start; or it was stopped, which is already recorded.
      if (signal.aborted || halted.has(id)) return { end: 'cancelled' }
      const problem = asProblem(thrown, log)
      moves.state(id, 'held', problem, null)
      return transientErrors.has(problem.code)
        ? { end: 'retry', problem, afterMs: timings.retryMs }
        : { end: 'blocked', problem }
    } finally {
      if (!signal.aborted) deps.changed('subsequences')
    }
  }

  const job = deps.background.defineJob<SubsequenceMoveId>({
    kind: 'moves',
    network: true,
    atOnce: movesAtOnce,
    next: () => ({ due: moves.open().map(({ id }) => id) }),
    of: (id) => ({ key: id, client: moves.find(id).workspaceId }),
    run,
  })

  function halt(id: SubsequenceMoveId): SubsequenceMove {
    if (['running', 'held'].includes(moves.find(id).state)) {
      halted.add(id)
      moves.state(id, 'stopped', null, clock.now())
    }
    return moves.shown(moves.find(id))
  }

  return {
    run: (id: SubsequenceMoveId): void => void job.run(id),
    /** Stops moving further leads. */
    halt,
    /** Stops and waits until no request is running. */
    async halted(id: SubsequenceMoveId): Promise<void> {
      halt(id)
      await job.ended(id)
    },
    /** Continues with the remaining leads, including refused ones. */
    async goOn(id: SubsequenceMoveId): Promise<SubsequenceMove> {
      // Leads moved after an undo could not be undone.
      const isUndone = () => moves.find(id).undoneBy !== null
      if (!isUndone() && (!job.isRunning(id) || halted.has(id))) {
        await job.ended(id)
        if (isUndone()) return moves.shown(moves.find(id))
        moves.reopen(id)
        void job.run(id)
      }
      return moves.shown(moves.find(id))
    },
  }
}
