/** Copies the addresses of all leads a workspace has at Instantly. Resumes from its cursor after any interruption. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Deps } from '../../core/deps.ts'
import type { LeadPlace } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { CopyRow, CopyStore } from './copy-store.ts'
import { createCopyReader } from './read-leads.ts'

/** Data older than this is not continued, because the copy would be less up to date than its date suggests. */
const resumableForMs = 2 * dayMs

export type CopyScope = 'whole' | 'new'
type Work = { readonly what: CopyScope; readonly abort: AbortController; readonly done: Promise<void> }

/** Other consumers of the pages that are read. */
export type PageConsumers = {
  /** Receives addresses that have unsubscribed according to Instantly. */
  readonly unsubscribed?: (workspaceId: WorkspaceId, emails: readonly string[]) => void
  /** Receives all leads of a page, in the transaction that stores it. */
  readonly listed?: (workspaceId: WorkspaceId, leads: readonly LeadPlace[]) => void
}

/** Creates the deletion of rows of replaced copies: one at a time, until `ending` aborts. */
function createSweeper(rows: CopyStore, ending: AbortSignal, log: Logger) {
  let sweeping: Promise<void> | null = null
  let sweepAgain = false
  function sweep(everything = false): void {
    if (sweeping) {
      sweepAgain = true
      return
    }
    sweeping = rows
      .sweep(ending, everything)
      .catch((error: unknown) => log.error('old copies not cleared', { error: String(error) }))
      .finally(() => {
        sweeping = null
        if (!sweepAgain || ending.aborted) return
        sweepAgain = false
        sweep(true)
      })
  }
  return { sweep, ended: () => sweeping }
}

export type LeadCopier = ReturnType<typeof createLeadCopier>

export function createLeadCopier(deps: Deps, rows: CopyStore, takers: PageConsumers) {
  const { instantly, store } = deps
  const log = deps.log('lead copies')
  const working = new Map<WorkspaceId, Work>()
  const ending = new AbortController()
  const { sweep, ended: sweepEnded } = createSweeper(rows, ending.signal, log)
  const { copyWhole, addNew } = createCopyReader(deps, rows, takers)

  /** A copy does not resume from a refused cursor, such as a deleted lead: it would be refused again. */
  const goesOn = ({ workspaceId, startedAt, problemCode }: CopyRow): boolean =>
    ageOf(startedAt, instantly.now(workspaceId)) < resumableForMs && problemCode !== 'API_REFUSED'

  /** On a full disk this cannot be written either; the copy then counts as interrupted, and resumes. */
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
        // When the app quits, the copy is left as it is and resumes at the next start.
        if (signal.aborted) return run.cancelled()
        const problem = asProblem(thrown, log)
        if (problem.code === 'CLIENT_PAUSED') return run.cancelled()
        const copy = what === 'whole' ? rows.open(workspaceId) : null
        if (copy) noteEnd(copy, problem)
        log.info('leads not copied', { workspace: workspaceId, code: problem.code })
        // A rule of the operator is not a failure.
        if (problem.code === 'LEADS_TOO_MANY') run.cancelled()
        else run.failed(problem)
      })
      .finally(() => {
        working.delete(workspaceId)
        if (ending.signal.aborted || !store.raw.open) return
        if (rows.hasGone()) sweep()
        // Results of gates change, so block lists are also reloaded wherever they are shown, and so are figures of lead
        // activity.
        deps.changed('lead_mirror', 'blocklist', 'events')
      })
    working.set(workspaceId, { what, abort, done })
    deps.changed('lead_mirror')
    return done
  }

  return {
    sweep,
    goesOn,
    workOf: (workspaceId: WorkspaceId): CopyScope | null => working.get(workspaceId)?.what ?? null,
    /** Starts or resumes a copy; the promise is for callers that wait for its end, and never rejects. */
    start(workspaceId: WorkspaceId, what: CopyScope, requestedBy: CopyRow['requestedBy']): Promise<void> {
      const known = working.get(workspaceId)
      if (known) return known.done
      if (what === 'new' && !rows.whole(workspaceId)?.newestId) throw new AppError('NOT_FOUND', { what: 'copy' })
      if (what === 'whole') {
        const open = rows.open(workspaceId)
        if (open && goesOn(open)) rows.goOn(open.id, requestedBy)
        else rows.begin(workspaceId, requestedBy, instantly.now(workspaceId))
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
      await sweepEnded()
    },
  }
}
