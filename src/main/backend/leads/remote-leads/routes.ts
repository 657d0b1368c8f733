import type { RequestedBy } from '#shared/contract/clients/requesters.ts'
import type { remoteLeads } from '#shared/contract/leads/remote-leads.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError, hasCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { FullRemoteLead, RemotePlace, RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import { createBlockedLookup } from '../blocklist/blocked.ts'
import type { OptOutFeature } from '../opt-outs/routes.ts'
import type { OpenGeneratedFile } from '../supabase/pull.ts'
import { localInterests, localLeads, localPlaces } from './local-leads.ts'
import { pullLeads } from './pull-leads.ts'

const jobLookMs = 2_000
const jobLooks = 150
/** After this many failed reads in a row, a job is no longer read. */
const maxUnread = 3

/** Leads that are already at Instantly: viewed, pulled, moved and deleted, the last two only by ids. */
export function remoteLeadRoutes(
  deps: Deps,
  openMade: OpenGeneratedFile,
  optOuts: Pick<OptOutFeature, 'keepUnsubscribed' | 'unsubscribedThere'>,
): Handlers<typeof remoteLeads> {
  const { instantly, clock } = deps
  const requestContext = (workspaceId: WorkspaceId, requestedBy: RequestedBy): RequestContext => ({
    workspaceId,
    priority: 'click',
    requestedBy,
  })

  /**
   * Waits for a move, done by Instantly in the background. Throws OUTCOME_UNKNOWN if it still runs after five minutes,
   * or if leads are left that the job of a repeated request has not counted as such: the first one may still run.
   */
  async function countMoved(
    who: RequestContext,
    { id, repeated }: { readonly id: string; readonly repeated: boolean },
    from: RemotePlace,
    ids: readonly string[],
  ): Promise<number> {
    let unread = 0
    for (let look = 0; look < jobLooks; look += 1) {
      const job = await instantly.backgroundJob(who, id).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
        return null
      })
      if (job?.state === 'done') {
        if (job.moved !== null && (!repeated || job.moved >= ids.length)) return job.moved
        const gone = await countGone(who, from, ids, 'OUTCOME_UNKNOWN')
        if (repeated && gone < ids.length && gone !== job.moved) throw new AppError('OUTCOME_UNKNOWN')
        return gone
      }
      if (job?.state === 'failed') return countGone(who, from, ids, 'API_REFUSED')
      unread = job === null ? unread + 1 : 0
      // A job that cannot be read says nothing about the leads; their current place does.
      if (unread === maxUnread) return countGone(who, from, ids, 'OUTCOME_UNKNOWN')
      await clock.sleep(jobLookMs)
    }
    throw new AppError('OUTCOME_UNKNOWN')
  }

  /** Returns how many leads have left a place; throws this code if none has, OUTCOME_UNKNOWN if it is unreadable. */
  async function countGone(
    who: RequestContext,
    from: RemotePlace,
    ids: readonly string[],
    code: 'OUTCOME_UNKNOWN' | 'API_REFUSED',
  ): Promise<number> {
    const there = await instantly.leadStandingsById(who, from, ids).catch((cause: unknown) => {
      throw new AppError('OUTCOME_UNKNOWN', {}, { cause })
    })
    const count = ids.length - new Set(there.map(({ id }) => id)).size
    if (count > 0) return count
    throw new AppError(code, code === 'API_REFUSED' ? { message: 'the background job failed' } : {})
  }

  return {
    'remoteLeads.local': ({ workspaceId }) => ({
      places: localPlaces(deps.store, workspaceId),
      interests: localInterests(deps.store, workspaceId),
    }),
    'remoteLeads.localPage': ({ page, ...question }) => localLeads(deps.store, { ...question, ...page }),
    'remoteLeads.places': async ({ workspaceId }) => {
      const who = requestContext(workspaceId, 'leads at Instantly')
      const [campaigns, lists] = await Promise.all([instantly.campaigns(who), instantly.leadLists(who)])
      return [
        ...campaigns.map(({ id, name }) => ({ kind: 'campaign' as const, id, name })),
        ...lists.map(({ id, name }) => ({ kind: 'list' as const, id, name })),
      ]
    },
    'remoteLeads.page': async ({ workspaceId, place, after }) => {
      const who = requestContext(workspaceId, 'leads at Instantly')
      const cursor = createPageCursor(after)
      let page = await instantly.leadPage(who, place, after)
      let next = cursor.after(page)
      // A page can be empty although more follow.
      while (page.items.length === 0 && next !== null) {
        page = await instantly.leadPage(who, place, next)
        next = cursor.after(page)
      }
      return { rows: page.items.map(asRow), next }
    },
    'remoteLeads.pull': ({ workspaceId, place }) =>
      pullLeads(deps, openMade, requestContext(workspaceId, 'leads at Instantly'), place, optOuts.unsubscribedThere),
    'remoteLeads.move': async ({ workspaceId, from, to, ids }) => {
      if (from.kind === to.kind && from.id === to.id) throw new AppError('INVALID_INPUT', { field: 'to' })
      const who = requestContext(workspaceId, 'move leads')
      await optOuts.keepUnsubscribed(who, from)
      const may = await withoutOptedOut(deps, who, from, to, ids)
      const optedOut = new Set(ids).size - may.length
      if (may.length === 0) return { count: 0, stayed: 0, optedOut }
      const move = await instantly.moveLeads(who, from, to, may)
      const count = Math.min(may.length, await countMoved(who, move, from, may))
      return { count, stayed: may.length - count, optedOut }
    },
    'remoteLeads.remove': async ({ workspaceId, place, ids }) => {
      const who = requestContext(workspaceId, 'delete leads')
      await optOuts.keepUnsubscribed(who, place)
      const count = await instantly.deleteLeads(who, place, ids).catch(async (error: unknown) => {
        if (!hasCode(error, 'OUTCOME_UNKNOWN')) throw error
        // Those still there may be deleted any moment.
        if ((await countGone(who, place, ids, 'OUTCOME_UNKNOWN')) < ids.length) throw error
        return ids.length
      })
      return { count }
    },
  }
}

/** Removes people who opted out from a move into a campaign; if the place cannot be read, nothing is moved. */
async function withoutOptedOut(
  { store, instantly }: Deps,
  who: RequestContext,
  from: RemotePlace,
  to: RemotePlace,
  ids: readonly string[],
) {
  const unique = [...new Set(ids)]
  if (to.kind === 'list') return unique
  const isHeld = createBlockedLookup(store, who.workspaceId)
  if (!isHeld) return unique
  const leads = await instantly.leadStandingsById(who, from, unique)
  const out = new Set(leads.flatMap(({ id, email }) => (email && isHeld(email) === 'opted_out' ? [id] : [])))
  return unique.filter((id) => !out.has(id))
}

function asRow({ id, email, status, fields }: FullRemoteLead) {
  const name = [fields['first_name'], fields['last_name']].filter(Boolean).join(' ')
  return { id, email, status, name, companyName: fields['company_name'] ?? '' }
}
