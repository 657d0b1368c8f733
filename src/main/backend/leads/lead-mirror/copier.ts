/** Copies the addresses of all leads a workspace has at Instantly. Goes on from its cursor after any end. */
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { LeadPlace } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { CopyRow, CopyStore } from './copy-store.ts'
import { createCopyReader } from './read-leads.ts'

/** What was read longer ago than this is not gone on with: it would say less than its date. */
const goesOnForMs = 2 * dayMs

export type CopyScope = 'whole' | 'new'
type Work = { readonly what: CopyScope; readonly abort: AbortController; readonly done: Promise<void> }

/** What else takes in the pages that are read. */
export type PageTakers = {
  /** Addresses Instantly says have unsubscribed. */
  readonly unsubscribed?: (workspaceId: WorkspaceId, emails: readonly string[]) => void
  /** All leads of a page, in the transaction that keeps it. */
  readonly listed?: (workspaceId: WorkspaceId, leads: readonly LeadPlace[]) => void
}

export type LeadCopier = ReturnType<typeof createLeadCopier>

export function createLeadCopier(deps: Deps, rows: CopyStore, takers: PageTakers) {
  const { clock, store } = deps
  const log = deps.log('lead copies')
  const working = new Map<WorkspaceId, Work>()
  const ending = new AbortController()
  let sweeping: Promise<void> | null = null
  let sweepAgain = false
  const { copyWhole, addNew } = createCopyReader(deps, rows, takers)

  /** Not from a place that was refused, as one whose lead was deleted since: it would be so again. */
  const goesOn = (copy: Pick<CopyRow, 'startedAt' | 'problemCode'>): boolean =>
    clock.now() - copy.startedAt < goesOnForMs && copy.problemCode !== 'API_REFUSED'

  /** On a full disk that cannot be written either: the copy then stays as one that was cut off, and goes on. */
  function noteEnd({ id }: CopyRow, problem: AppError): void {
    try {
      rows.ended(id, problem)
    } catch (error) {
      asProblem(error, log)
    }
  }

  function carryOut(workspaceId: WorkspaceId, what: CopyScope): Promise<void> {
    const abort = new AbortController()
    const signal = AbortSignal.any([abort.signal, ending.signal])
    const run = deps.jobs.begin('lead_mirror', workspaceId)
    const job = what === 'whole' ? copyWhole(workspaceId, signal) : addNew(workspaceId, signal)
    const done = job
      .then((items) => run.done(what === 'whole' ? { items } : { added: items }))
      .catch((thrown: unknown) => {
        // With the app's end the copy stays as it is and goes on with the next start.
        if (signal.aborted) return run.cancelled()
        const problem = asProblem(thrown, log)
        if (problem.code === 'CLIENT_PAUSED') return run.cancelled()
        const copy = what === 'whole' ? rows.open(workspaceId) : null
        if (copy) noteEnd(copy, problem)
        log.info('leads not copied', { workspace: workspaceId, code: problem.code })
        // A rule of the operator's is no failure.
        if (problem.code === 'LEADS_TOO_MANY') run.cancelled()
        else run.failed(problem)
      })
      .finally(() => {
        working.delete(workspaceId)
        if (ending.signal.aborted || !store.raw.open) return
        if (rows.hasGone()) sweep()
        // Gates answer otherwise now: whoever asks for block lists is asked again too. So do figures of what leads did.
        deps.changed('lead_mirror', 'blocklist', 'events')
      })
    working.set(workspaceId, { what, abort, done })
    deps.changed('lead_mirror')
    return done
  }

  /** Rows of copies that went; one sweep at a time. */
  function sweep(everything = false): void {
    if (sweeping) {
      sweepAgain = true
      return
    }
    sweeping = rows
      .sweep(ending.signal, everything)
      .catch((error: unknown) => log.error('old copies not cleared', { error: String(error) }))
      .finally(() => {
        sweeping = null
        if (!sweepAgain || ending.signal.aborted) return
        sweepAgain = false
        sweep(true)
      })
  }

  return {
    sweep,
    goesOn,
    workOf: (workspaceId: WorkspaceId): CopyScope | null => working.get(workspaceId)?.what ?? null,
    /** Begins or goes on; the promise is for who waits for its end, and never rejects. */
    start(workspaceId: WorkspaceId, what: CopyScope, requestedBy: CopyRow['requestedBy']): Promise<void> {
      const known = working.get(workspaceId)
      if (known) return known.done
      if (what === 'new' && !rows.whole(workspaceId)?.newestId) throw new AppError('NOT_FOUND', { what: 'copy' })
      if (what === 'whole') {
        const open = rows.open(workspaceId)
        if (open && goesOn(open)) rows.goOn(open.id, requestedBy)
        else rows.begin(workspaceId, requestedBy, clock.now())
      }
      return carryOut(workspaceId, what)
    },
    async stop(workspaceId: WorkspaceId): Promise<void> {
      const work = working.get(workspaceId)
      const open = rows.open(workspaceId)
      if (work?.what === 'whole' && open) rows.ended(open.id, null)
      work?.abort.abort()
      await work?.done
    },
    async end(): Promise<void> {
      ending.abort()
      await Promise.allSettled([...working.values()].map(({ done }) => done))
      await sweeping
    },
  }
}
