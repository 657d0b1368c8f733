/** Copies the addresses of all leads a workspace has at Instantly. Goes on from its cursor after any end. */
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, LeadPlace } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { everyPage } from '../../core/lib/every-page.ts'
import { leadCopySettingsOf } from './copy-settings.ts'
import type { CopyRow, CopyStore } from './copy-store.ts'

/** What was read longer ago than this is not gone on with: it would say less than its date. */
const goesOnForMs = 2 * 24 * 60 * 60_000
/** Screens are told of progress this often. */
const tellEveryMs = 1_000

export type CopyWish = 'whole' | 'new'
type Work = { readonly what: CopyWish; readonly abort: AbortController; readonly done: Promise<void> }

/** What else takes in the pages that are read. */
export type PageTakers = {
  /** Addresses Instantly says have unsubscribed. */
  readonly unsubscribed?: (workspaceId: WorkspaceId, emails: readonly string[]) => void
  /** All leads of a page, in the transaction that keeps it. */
  readonly listed?: (workspaceId: WorkspaceId, leads: readonly LeadPlace[]) => void
}

export type LeadCopier = ReturnType<typeof createLeadCopier>

/** After these nothing further can be asked at the moment. */
const endsCopy: ReadonlySet<ErrorCode> = new Set(['CANCELLED', 'API_OFFLINE', 'CLIENT_PAUSED'])

export function createLeadCopier(deps: Deps, rows: CopyStore, takers: PageTakers) {
  const { clock, instantly, store } = deps
  const log = deps.log('lead copies')
  const working = new Map<WorkspaceId, Work>()
  const ending = new AbortController()
  let sweeping: Promise<void> | null = null
  let sweepAgain = false

  /** The last lane of the limiter, whoever asked: exports and clicks always go first. */
  const askerOf = (workspaceId: WorkspaceId, signal: AbortSignal): Asker => ({
    workspaceId,
    priority: 'poll',
    askedBy: 'leads at Instantly',
    signal,
  })

  const goesOn = (copy: Pick<CopyRow, 'startedAt'>): boolean => clock.now() - copy.startedAt < goesOnForMs

  function teller(): () => void {
    let toldAt = Number.NEGATIVE_INFINITY
    return () => {
      if (clock.now() - toldAt < tellEveryMs) return
      toldAt = clock.now()
      deps.changed('lead_copies')
    }
  }

  /** Leads of every campaign by Instantly's own count; null where it does not count them for this key. */
  async function countsOf(asker: Asker): Promise<ReadonlyMap<string, number> | null> {
    try {
      return await instantly.leadCounts(asker)
    } catch (error) {
      if (error instanceof AppError && !endsCopy.has(error.code)) return null
      throw error
    }
  }

  /** Screens say which campaign has a lead. A name that cannot be had is no reason to fail. */
  async function readNames(asker: Asker): Promise<void> {
    const { workspaceId } = asker
    const take = async (kind: 'campaign' | 'list', read: () => Promise<readonly { id: string; name: string }[]>) => {
      if (rows.hasUnnamed(workspaceId, kind)) rows.putNames(workspaceId, kind, await read())
    }
    try {
      await take('campaign', () => instantly.campaigns(asker))
      await take('list', () => instantly.leadLists(asker))
    } catch (error) {
      if (!(error instanceof AppError) || endsCopy.has(error.code)) throw error
      log.info('names not read', { workspace: workspaceId, code: error.code })
    }
  }

  const sumOf = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)

  /** Nobody asked for this one, and there are more leads than may be copied without asking. */
  function assertFew(copy: CopyRow, leads: number): void {
    const { mostLeads } = leadCopySettingsOf(store)
    if (copy.askedBy === 'schedule' && leads > mostLeads)
      throw new AppError('LEADS_TOO_MANY', { leads, most: mostLeads })
  }

  function tellUnsubscribed(workspaceId: WorkspaceId, items: readonly LeadPlace[]): void {
    const emails = items.flatMap((lead) => (lead.unsubscribed && lead.email !== null ? [lead.email] : []))
    if (emails.length > 0) takers.unsubscribed?.(workspaceId, emails)
  }

  async function copyWhole(workspaceId: WorkspaceId, signal: AbortSignal): Promise<number> {
    const asker = askerOf(workspaceId, signal)
    const copy = rows.open(workspaceId)
    if (!copy) throw new AppError('NOT_FOUND', { what: 'copy' })
    if (copy.leads === 0) assertFew(copy, sumOf((await countsOf(asker)) ?? new Map()))
    if (copy.readAt === null) {
      const tell = teller()
      let leads = copy.leads
      await everyPage({
        from: copy.cursor,
        read: (cursor) => instantly.leadPlaces(asker, cursor),
        take: (items, next) => {
          // Before the cursor moves on: a page is read twice rather than not at all.
          tellUnsubscribed(workspaceId, items)
          rows.putListed(copy, items, next, clock.now(), () => takers.listed?.(workspaceId, items))
          leads += items.length
          tell()
          assertFew(copy, leads)
        },
        ...onlyNew(),
        signal,
      })
    }
    const counts = await countsOf(asker)
    await readNames(asker)
    const built = await rows.build(copy, signal)
    const counted = counts ? sumOf(counts) : 0
    // Instantly has leads and listed none: this is no copy, and the one before must not go for it.
    if (built.leads === 0 && counted > 0) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'no_leads' })
    const listed = counts ? rows.listed(workspaceId, built, counts) : 0
    rows.finish(copy, built, counts ? { counted, listed } : null, clock.now())
    return built.leads
  }

  async function addNew(workspaceId: WorkspaceId, signal: AbortSignal): Promise<number> {
    const asker = askerOf(workspaceId, signal)
    const copy = rows.whole(workspaceId)
    if (!copy?.newestId) throw new AppError('NOT_FOUND', { what: 'copy' })
    const at = clock.now()
    const tell = teller()
    let added = 0
    let after = 0
    await everyPage({
      from: copy.newestId,
      read: (cursor) => instantly.leadPlaces(asker, cursor),
      take: (items) => {
        tellUnsubscribed(workspaceId, items)
        const some = rows.putNew(copy, items, () => takers.listed?.(workspaceId, items))
        added += some
        after = some > 0 ? 0 : after + items.length
        tell()
      },
      ...onlyNew(),
      signal,
    })
    await readNames(asker)
    rows.newRead(copy.id, at, after)
    return added
  }

  /** Pages of a list that begins again are told by their ids. */
  function onlyNew(): { readonly hasNew: (items: readonly LeadPlace[]) => boolean } {
    const seen = new Set<string>()
    return {
      hasNew: (items) => {
        const some = items.some(({ id }) => !seen.has(id))
        for (const { id } of items) seen.add(id)
        return some
      },
    }
  }

  function carryOut(workspaceId: WorkspaceId, what: CopyWish): Promise<void> {
    const abort = new AbortController()
    const signal = AbortSignal.any([abort.signal, ending.signal])
    const run = deps.jobs.begin('lead_copies', workspaceId)
    const job = what === 'whole' ? copyWhole(workspaceId, signal) : addNew(workspaceId, signal)
    const done = job
      .then((items) => run.done(what === 'whole' ? { items } : { added: items }))
      .catch((thrown: unknown) => {
        // With the app's end the copy stays as it is and goes on with the next start.
        if (signal.aborted) return run.cut()
        const problem = asProblem(thrown, log)
        if (problem.code === 'CLIENT_PAUSED') return run.cut()
        const copy = what === 'whole' ? rows.open(workspaceId) : null
        if (copy) rows.ended(copy.id, problem)
        log.info('leads not copied', { workspace: workspaceId, code: problem.code })
        // A rule of the operator's is no failure.
        if (problem.code === 'LEADS_TOO_MANY') run.cut()
        else run.failed(problem)
      })
      .finally(() => {
        working.delete(workspaceId)
        if (ending.signal.aborted || !store.raw.open) return
        if (rows.hasGone()) sweep()
        // Gates answer otherwise now: whoever asks for block lists is asked again too. So do figures of what leads did.
        deps.changed('lead_copies', 'blocklist', 'events')
      })
    working.set(workspaceId, { what, abort, done })
    deps.changed('lead_copies')
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
    workOf: (workspaceId: WorkspaceId): CopyWish | null => working.get(workspaceId)?.what ?? null,
    /** Begins or goes on; the promise is for who waits for its end, and never rejects. */
    start(workspaceId: WorkspaceId, what: CopyWish, askedBy: CopyRow['askedBy']): Promise<void> {
      const known = working.get(workspaceId)
      if (known) return known.done
      if (what === 'new' && !rows.whole(workspaceId)?.newestId) throw new AppError('NOT_FOUND', { what: 'copy' })
      if (what === 'whole') {
        const open = rows.open(workspaceId)
        if (open && goesOn(open)) rows.goOn(open.id, askedBy)
        else rows.begin(workspaceId, askedBy, clock.now())
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
