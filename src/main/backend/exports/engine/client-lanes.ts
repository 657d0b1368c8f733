/** One lane per workspace: its exports take turns, and each turn is one commit. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { AddLeadsAnswer } from '../../core/instantly/types.ts'
import { type ActiveRun, canSend } from './active-run.ts'
import type { Batch, TakenBatch } from './cut-batch.ts'
import type { EngineContext } from './engine-context.ts'
import type { ReconcileLost } from './reconcile-lost.ts'
import type { RunStates } from './run-states.ts'
import { createBatchSender } from './send-batch.ts'

/** Batches prepared beyond the window of requests, so that a free place in it never waits for SQLite. */
const readyAhead = 2
/** Batches claimed in a shared memory ahead of need: about what the connection to Instantly sends in a moment. */
const batchesClaimedAhead = 10
/** Most batches prepared in one go, so that the first does not wait long for the bodies of the others. */
const takenAtOnce = 2
type Taken = TakenBatch & { readonly live: ActiveRun }
type Answered = { readonly live: ActiveRun; readonly batch: Batch; readonly answer: AddLeadsAnswer }

type Parts = {
  readonly states: RunStates
  readonly reconcileLost: ReconcileLost
  readonly closeIfDone: (live: ActiveRun) => void
}

/** Schedules a turn of a run's lane. All of one tick share a turn, so answers that arrive together are one commit. */
export function createLanes(context: EngineContext, { states, reconcileLost, closeIfDone }: Parts) {
  const { deps, batches, activeRuns, iso } = context
  const turn = new Map<WorkspaceId, number>()
  const pumping = new Set<WorkspaceId>()
  let answered: readonly Answered[] = []

  const send = createBatchSender(context, {
    states,
    reconcileLost,
    answered: (live, batch, answer) => {
      answered = [...answered, { live, batch, answer }]
    },
    pump,
  })
  const keepClaimed = createKeepClaimed(context, states, pump)

  function pump({ workspaceId }: { readonly workspaceId: WorkspaceId }): void {
    if (pumping.has(workspaceId)) return
    pumping.add(workspaceId)
    setImmediate(() => {
      pumping.delete(workspaceId)
      if (!context.stopped) flushLane(workspaceId)
    })
  }

  /** One turn of a lane: stores the answers, marks the next batches as sent, both in one commit, and sends them. */
  function flushLane(workspaceId: WorkspaceId): void {
    const lane = [...activeRuns.values()].filter((live) => live.workspaceId === workspaceId)
    const settled = answered.filter(({ live }) => live.workspaceId === workspaceId)
    answered = answered.filter(({ live }) => live.workspaceId !== workspaceId)
    for (const { live } of settled) live.inFlight -= 1
    const room = roomIn(workspaceId, lane)
    const sending = room > 0 ? lane.filter(canSend) : []
    let taken: readonly Taken[] = []
    if (settled.length > 0 || sending.length > 0) {
      try {
        taken = deps.store.raw.transaction(() => {
          for (const { live, batch, answer } of settled) batches.settleWithAnswer(live.run, batch, answer, iso())
          return takeRoundRobin(workspaceId, sending, Math.min(room, takenAtOnce))
        })()
      } catch (error) {
        // The commit failed, so no batch was marked as sent and none leaves. Batches already answered are read back
        // once the store can be written again.
        for (const { live, batch } of settled) void reconcileLost(live, batch, null, 'no_answer')
        for (const live of new Set([...sending, ...settled.map((one) => one.live)])) states.handleFailure(live, error)
        return
      }
    }
    for (const { live, batch, body } of taken) void send(live, batch, body)
    if (taken.length === takenAtOnce) pump({ workspaceId })
    if (settled.length > 0) context.progressPublisher.publishSoon()
    for (const live of lane) {
      closeIfDone(live)
      keepClaimed(live)
    }
  }

  /** How many batches may be sent now. */
  function roomIn(workspaceId: WorkspaceId, lane: readonly ActiveRun[]): number {
    // Nothing is sent while the machine sleeps.
    if (context.stopping || !deps.background.isAwake()) return 0
    const inFlight = lane.reduce((count, live) => count + live.inFlight, 0)
    return deps.instantly.limiterState(workspaceId).window + readyAhead - inFlight
  }

  const leaving = (workspaceId: WorkspaceId) => ({ at: iso(), aheadMs: deps.instantly.clockAheadMs(workspaceId) })

  /** In the caller's transaction: takes up to `count` batches, one per export in turn. */
  function takeRoundRobin(workspaceId: WorkspaceId, sending: readonly ActiveRun[], count: number): readonly Taken[] {
    const taken: Taken[] = []
    let at = (turn.get(workspaceId) ?? 0) % Math.max(sending.length, 1)
    const empty = new Set<ActiveRun>()
    while (taken.length < count && empty.size < sending.length) {
      const live = sending[at % sending.length]
      at += 1
      if (!live || empty.has(live)) continue
      const next = batches.take(live.run, leaving(workspaceId), live.head)
      if (next) taken.push({ live, ...next })
      else empty.add(live)
    }
    turn.set(workspaceId, at)
    return taken
  }

  return pump
}

/** Claims the addresses of the next batches when several computers share a memory of whom they contact. */
function createKeepClaimed(context: EngineContext, states: RunStates, pump: (live: ActiveRun) => void) {
  const { claims, deps } = context
  const wantsMore = (live: ActiveRun) =>
    !live.claiming && !context.stopping && canSend(live) && claims?.wantsMore(live.run, batchesClaimedAhead)

  async function claim(live: ActiveRun): Promise<void> {
    live.claiming = true
    try {
      await claims?.ahead(live.run)
      live.lastProgress = deps.clock.now()
    } catch (error) {
      if (!context.stopping) states.handleFailure(live, error)
    } finally {
      live.claiming = false
      if (!context.stopping) pump(live)
    }
  }

  return (live: ActiveRun): void => {
    if (wantsMore(live)) void claim(live)
  }
}
