import type { CrmProblem } from '#shared/contract/inbox/crm.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import type { CrmTimings } from './courier.ts'
import { createDealStore, nextReading, readingDone, readingsOfClients, targetsToRead } from './deal-store.ts'
import { problemAsError } from './problem-as-error.ts'
import { CrmFailure } from './systems/ask.ts'
import type { OpenDoor } from './systems/doors.ts'
import { choicesOf, openCrm, targetRow, targetsOf } from './target-store.ts'

/** The longest wait of a timer; then it looks again. */
const mostSleepMs = 10 * 60_000
/** A deal that is won, lost or gone changes seldom. */
const closedEveryMs = 24 * 60 * 60_000

/** Reads back what became of the deals that were made: each hour, and when asked. */
export function createDealReader(deps: Deps, vault: Vault, openDoor: OpenDoor, timings: CrmTimings) {
  const { store, clock } = deps
  const log = deps.log('crm')
  const deals = createDealStore(store)
  const stopping = new AbortController()
  const reading = new Map<CrmTargetId, Promise<number>>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const iso = (ms: number) => new Date(ms).toISOString()

  function poke(): void {
    if (stopping.signal.aborted) return
    if (deps.online())
      for (const { id } of targetsToRead(store, iso(clock.now()))) void read(id, false).catch(() => undefined)
    if (timer) clearTimeout(timer)
    timer = null
    const next = nextReading(store)
    if (next === null) return
    const ms = Math.min(Math.max(1_000, Date.parse(next) - clock.now()), mostSleepMs)
    timer = setTimeout(poke, ms).unref()
  }

  /** How many deals were read; rejects where the CRM could not be. One reading of a CRM at a time. */
  function read(targetId: CrmTargetId, all: boolean): Promise<number> {
    const running = reading.get(targetId)
    // One that reads what is due only is not all that was asked for.
    if (running) return all ? running.catch(() => 0).then(() => read(targetId, true)) : running
    const run = deps.jobs.begin('deals', targetRow(store, targetId).workspaceId as WorkspaceId)
    const begun = readNow(targetId, all)
      .then((items) => {
        run.done({ items })
        return items
      })
      .catch((error: unknown) => {
        if (stopping.signal.aborted) run.cut()
        else run.failed(problemAsError(problemOf(error)))
        throw error
      })
      .finally(() => {
        reading.delete(targetId)
        deps.changed('crm')
        if (!stopping.signal.aborted) poke()
      })
    reading.set(targetId, begun)
    return begun
  }

  async function readNow(targetId: CrmTargetId, all: boolean): Promise<number> {
    const at = clock.now()
    const [openBefore, closedBefore] = all ? [at, at] : [at - timings.readEveryMs / 2, at - closedEveryMs]
    // Meanwhile nobody else begins.
    readingDone(store, targetId, {
      readAt: null,
      nextReadAt: iso(at + timings.readEveryMs),
      problem: targetRow(store, targetId).readProblem,
    })
    let count = 0
    try {
      const choices = choicesOf(targetRow(store, targetId).settings)
      const door = openDoor(await openCrm(vault, targetId), choices, stopping.signal)
      for (;;) {
        const rows = deals.due(targetId, iso(openBefore), iso(closedBefore))
        if (rows.length === 0) break
        const answer = await door.readDeals(rows.map(({ remoteId }) => remoteId))
        deals.written(rows, answer, iso(at))
        count += rows.length
      }
      readingDone(store, targetId, { readAt: iso(at), nextReadAt: iso(at + timings.readEveryMs), problem: null })
      return count
    } catch (error) {
      if (stopping.signal.aborted) throw error
      const problem = problemOf(error)
      const wait = Math.max(timings.readRetryMs, error instanceof CrmFailure ? (error.retryAfterMs ?? 0) : 0)
      readingDone(store, targetId, { readAt: null, nextReadAt: iso(at + wait), problem })
      log.warn('deals could not be read back', { target: targetId, problem })
      throw error
    }
  }

  /** Reads every CRM of a client wholly. */
  async function readAll(workspaceId: WorkspaceId): Promise<{ readonly read: number; readonly failed: number }> {
    const crms = targetsOf(store, workspaceId).filter(({ crm }) => crm !== null)
    const done = await Promise.allSettled(crms.map(({ id }) => read(id, true)))
    return {
      read: done.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0),
      failed: done.filter(({ status }) => status === 'rejected').length,
    }
  }

  deps.jobs.about('deals', {
    places: () =>
      readingsOfClients(store).map(({ workspaceId, at }) => ({
        workspaceId,
        nextAt: at === null ? null : Date.parse(at),
        held: deps.online() ? null : ('offline' as const),
      })),
    run: (workspaceId) => (workspaceId === null ? undefined : readAll(workspaceId)),
  })

  return {
    poke,
    readAll,
    async stop(): Promise<void> {
      stopping.abort()
      if (timer) clearTimeout(timer)
      await Promise.allSettled(reading.values())
    },
  }
}

function problemOf(error: unknown): CrmProblem {
  if (error instanceof CrmFailure) return error.problem
  return error instanceof AppError ? 'secret_unreadable' : 'unreadable'
}
