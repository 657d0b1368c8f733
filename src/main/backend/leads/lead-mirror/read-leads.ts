/** Reads leads from Instantly into a copy: all of them, or those added after it. */
import { AppError, requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { withoutErasedLeads } from '../../clients/people/erased.ts'
import type { Deps } from '../../core/deps.ts'
import { forEachPage } from '../../core/instantly/for-each-page.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { LeadPlace, RequestContext } from '../../core/instantly/types.ts'
import { createCopyQueries } from './ask-for-leads.ts'
import type { PageConsumers } from './copier.ts'
import { leadMirrorSettingsOf } from './copy-settings.ts'
import type { CopyRow, CopyStore } from './copy-store.ts'

/** Interval at which screens are notified of progress. */
const tellEveryMs = 1_000

/** How exactly Instantly's clock is known. A copy dated too early is safe: what happened since counts beside it. */
const clockErrorMs = 1_000

/** Both functions return the number of leads. */
export function createCopyReader(deps: Deps, rows: CopyStore, takers: PageConsumers) {
  const { clock, instantly, store } = deps

  /** The lowest priority of the limiter, also for a copy the operator asked for: exports and clicks always go first. */
  const requestContextOf = (workspaceId: WorkspaceId, signal: AbortSignal): RequestContext => ({
    workspaceId,
    priority: 'poll',
    requestedBy: 'leads at Instantly',
    signal,
  })

  function createProgressNotifier(): () => void {
    let toldAt = Number.NEGATIVE_INFINITY
    return () => {
      if (clock.now() - toldAt < tellEveryMs) return
      toldAt = clock.now()
      deps.changed('lead_mirror')
    }
  }
  const { countsOf, readNames } = createCopyQueries(deps, rows)

  /** Throws if nobody asked for this copy and there are more leads than may be copied without asking. */
  function assertLeadLimit(copy: CopyRow, leads: number): void {
    const { mostLeads } = leadMirrorSettingsOf(store)
    if (copy.requestedBy === 'schedule' && leads > mostLeads)
      throw new AppError('LEADS_TOO_MANY', { leads, most: mostLeads })
  }

  function reportUnsubscribed(workspaceId: WorkspaceId, items: readonly LeadPlace[]): void {
    const emails = items.flatMap((lead) => (lead.unsubscribed && lead.email !== null ? [lead.email] : []))
    if (emails.length > 0) takers.unsubscribed?.(workspaceId, emails)
  }

  async function copyWhole(workspaceId: WorkspaceId, signal: AbortSignal): Promise<number> {
    const requestContext = requestContextOf(workspaceId, signal)
    const copy = requireFound(rows.open(workspaceId), 'copy')
    if (copy.leads === 0) {
      assertLeadLimit(copy, sumOf((await countsOf(requestContext)) ?? new Map()))
      // Instantly has answered, so its clock is known, whatever the computer's says.
      rows.date(copy.id, instantly.now(workspaceId) - clockErrorMs)
    }
    if (copy.readAt === null) {
      const tell = createProgressNotifier()
      let leads = copy.leads
      await forEachPage({
        from: copy.cursor,
        read: (cursor) => instantly.leadPlaces(requestContext, cursor),
        take: (listed, next) => {
          const items = withoutErasedLeads(store, listed)
          // Done before the cursor moves on, so that a page is read twice rather than not at all.
          reportUnsubscribed(workspaceId, items)
          rows.putListed(copy, items, next, clock.now(), () => takers.listed?.(workspaceId, items))
          leads += items.length
          tell()
          assertLeadLimit(copy, leads)
        },
        signal,
      })
    }
    const counts = await countsOf(requestContext)
    await readNames(requestContext)
    const built = await rows.build(copy, signal)
    const counted = counts ? sumOf(counts) : 0
    // Instantly has leads but listed none, so this is not a valid copy and must not replace the previous one.
    if (built.leads === 0 && counted > 0) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'no_leads' })
    const listed = counts ? rows.listed(workspaceId, built, counts) : 0
    rows.finish(copy, built, counts ? { counted, listed } : null, clock.now())
    return built.leads
  }

  async function addNew(workspaceId: WorkspaceId, signal: AbortSignal): Promise<number> {
    const requestContext = requestContextOf(workspaceId, signal)
    const copy = rows.whole(workspaceId)
    if (!copy?.newestId) throw new AppError('NOT_FOUND', { what: 'copy' })
    const at = instantly.now(workspaceId)
    const tell = createProgressNotifier()
    let added = 0
    let after = 0
    await forEachPage({
      from: copy.newestId,
      elseFromStart: isRefused,
      read: (cursor) => instantly.leadPlaces(requestContext, cursor),
      take: (listed) => {
        const items = withoutErasedLeads(store, listed)
        reportUnsubscribed(workspaceId, items)
        const some = rows.putNew(copy, items, () => takers.listed?.(workspaceId, items))
        added += some
        after = some > 0 ? 0 : after + items.length
        tell()
      },
      signal,
    })
    await readNames(requestContext)
    rows.newRead(copy.id, at, after)
    return added
  }
  return { copyWhole, addNew }
}

const sumOf = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)
