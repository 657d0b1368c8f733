import type { CrmProblem } from '#shared/contract/inbox/crm.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import { isStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import {
  createDealStore,
  makeReadingsDue,
  nextReadingAt,
  nextReadingOfClients,
  saveReadingOutcome,
  targetsToRead,
} from './deal-store.ts'
import { maxCrmWaitMs } from './max-wait.ts'
import type { CrmTimings } from './outbox.ts'
import { problemAsError } from './problem-as-error.ts'
import type { OpenCrmClient } from './systems/adapters.ts'
import { CrmFailure } from './systems/ask.ts'
import { openCrmAccess, parseChoices, targetRow, targetsOf } from './target-store.ts'

const crmsAtOnce = 100
/** Deals that are won, lost or gone seldom change. */
const closedEveryMs = dayMs

/** Deals last read before these times are read again, with one limit each for open and closed deals. */
type ReadCutoffs = { readonly openBefore: number; readonly closedBefore: number }
type RequestedReading = { readonly id: CrmTargetId; readonly all: boolean }

const iso = (ms: number) => new Date(ms).toISOString()

/** Reads back some of the deals that are due. Returns how many. */
async function readSome(
  deals: ReturnType<typeof createDealStore>,
  door: ReturnType<OpenCrmClient>,
  targetId: CrmTargetId,
  at: string,
  reach: ReadCutoffs,
): Promise<number> {
  const rows = deals.due(targetId, at, iso(reach.openBefore), iso(reach.closedBefore))
  if (rows.length > 0) deals.written(rows, await door.readDeals(rows.map(({ remoteId }) => remoteId)), at)
  return rows.length
}

/** Reads back the state of the created deals every hour and on request. */
export function createDealReader(deps: Deps, vault: Vault, openCrmClient: OpenCrmClient, timings: CrmTimings) {
  const { store, clock } = deps
  const log = deps.log('crm')
  const deals = createDealStore(store)

  /**
   * Limits of readings that failed. A retry uses the same limits, as with the regular ones it could succeed without
   * asking about all deals. After a restart there is no entry, and all deals are read.
   */
  const unfinished = new Map<CrmTargetId, ReadCutoffs>()

  /** Reads all deals of a CRM, after a reading in progress has ended. */
  async function readWhole(targetId: CrmTargetId): Promise<RunOutcome> {
    // A reading in progress may cover due deals only, so its result cannot be reused.
    await job.ended(targetId)
    return job.run({ id: targetId, all: true })
  }

  async function run({ id, all }: RequestedReading, signal: AbortSignal): Promise<RunOutcome> {
    try {
      return { end: 'done', counts: { items: await readNow(id, all, signal) } }
    } catch (error) {
      // The reading's end could not be stored, so it is due again at once. The error is thrown so that the runtime
      // delays it.
      if (signal.aborted || isStoreError(error)) throw error
      return { end: 'failed', problem: problemAsError(problemOf(error)) }
    } finally {
      deps.changed('crm')
    }
  }

  async function readNow(targetId: CrmTargetId, all: boolean, signal: AbortSignal): Promise<number> {
    const at = clock.now()
    const { readProblem } = targetRow(store, targetId)
    const regular = { openBefore: at - timings.readEveryMs / 2, closedBefore: at - closedEveryMs }
    const whole = { openBefore: at, closedBefore: at }
    const reach = all ? whole : readProblem === null ? regular : (unfinished.get(targetId) ?? whole)
    const nextReadAt = iso(at + timings.readEveryMs)
    // Moves the next reading ahead so that no other one starts meanwhile.
    saveReadingOutcome(store, targetId, { readAt: null, nextReadAt, problem: readProblem })
    let count = 0
    try {
      const choices = parseChoices(targetRow(store, targetId).settings)
      const door = openCrmClient(await openCrmAccess(vault, targetId), choices, signal)
      for (;;) {
        const read = await readSome(deals, door, targetId, iso(at), reach)
        if (read === 0) break
        count += read
      }
      saveReadingOutcome(store, targetId, { readAt: iso(at), nextReadAt, problem: null })
      unfinished.delete(targetId)
      return count
    } catch (error) {
      if (signal.aborted) throw error
      unfinished.set(targetId, reach)
      if (isStoreError(error)) throw error
      const problem = problemOf(error)
      const wait = Math.max(timings.readRetryMs, error instanceof CrmFailure ? (error.retryAfterMs ?? 0) : 0)
      saveReadingOutcome(store, targetId, { readAt: null, nextReadAt: iso(at + wait), problem })
      log.warn('deals could not be read back', { target: targetId, problem })
      throw error
    }
  }

  /** Reads all deals of every CRM of a client. */
  async function readAll(workspaceId: WorkspaceId): Promise<{ readonly read: number; readonly failed: number }> {
    const crms = targetsOf(store, workspaceId).filter(({ crm }) => crm !== null)
    const done = await Promise.all(crms.map(({ id }) => readWhole(id)))
    return {
      read: done.reduce((sum, each) => sum + (each.end === 'done' ? (each.counts?.items ?? 0) : 0), 0),
      failed: done.filter(({ end }) => end !== 'done').length,
    }
  }

  const job: Job<RequestedReading> = deps.background.defineJob<RequestedReading>({
    kind: 'deals',
    network: true,
    atOnce: crmsAtOnce,
    reconcile: () =>
      // A time beyond the longest possible wait was set before the clock was put back.
      makeReadingsDue(store, iso(clock.now()), iso(clock.now() + Math.max(maxCrmWaitMs, timings.readEveryMs))),
    clockPutBack: () => makeReadingsDue(store, iso(clock.now())),
    next: ({ now }) => {
      const next = nextReadingAt(store, deps.pauses.clients())
      const due = targetsToRead(store, iso(now)).map(({ id }) => ({ id, all: false }))
      return { due, at: next === null ? null : Date.parse(next) }
    },
    of: ({ id }) => ({ key: id, client: targetRow(store, id).workspaceId as WorkspaceId }),
    run,
    places: () =>
      nextReadingOfClients(store).map(({ workspaceId, at }) => ({
        workspaceId,
        nextAt: at === null ? null : Date.parse(at),
        held: deps.online() ? null : ('offline' as const),
      })),
    runNow: (workspaceId) => (workspaceId === null ? undefined : readAll(workspaceId)),
  })

  return { look: job.look, readAll }
}

function problemOf(error: unknown): CrmProblem {
  if (error instanceof CrmFailure) return error.problem
  return error instanceof AppError ? 'secret_unreadable' : 'unreadable'
}
