import type { LeadPick, PlacedLeadRow, subsequences } from '#shared/contract/campaigns/subsequences.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, SubsequenceId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { PlacedLead } from '../../core/instantly/schemas-subsequences.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import { type CampaignQueries, toSendingReason } from '../campaigns/queries.ts'
import { switchAtInstantly } from '../campaigns/set-active.ts'
import { moveRoutes } from './move-routes.ts'
import { createMoveStore } from './move-store.ts'
import { createMover, type MoveTimings, moveTimings } from './mover.ts'
import { createSubsequenceReader } from './read-subsequences.ts'
import { createSubsequenceStore, type SubsequenceStore } from './subsequence-store.ts'

type PickRule = { readonly filter?: string; readonly isPossible: (lead: PlacedLead) => boolean }

/** Instantly's filter for each choice of leads. It may ignore filters, so leads that contradict it are left out. */
const picks: Readonly<Record<LeadPick, PickRule>> = {
  all: { isPossible: () => true },
  in_subsequence: {
    filter: 'FILTER_VAL_IN_SUBSEQUENCE',
    isPossible: ({ subsequenceId }) => subsequenceId !== null,
  },
  opened_no_reply: {
    filter: 'FILTER_VAL_OPENED_NO_REPLY',
    isPossible: ({ opened, replied }) => opened !== false && replied !== true,
  },
  clicked: { filter: 'FILTER_VAL_LINK_CLICKED', isPossible: ({ clicked }) => clicked !== false },
  completed_no_reply: {
    filter: 'FILTER_VAL_COMPLETED_NO_REPLY',
    isPossible: ({ status, replied }) => status === 3 && replied !== true,
  },
  replied: { filter: 'FILTER_VAL_REPLIED', isPossible: ({ replied }) => replied !== false },
  interested: { filter: 'FILTER_LEAD_INTERESTED', isPossible: ({ interest }) => interest === 1 },
  not_interested: { filter: 'FILTER_LEAD_NOT_INTERESTED', isPossible: ({ interest }) => interest === -1 },
}
/** Most pages read per click, because leads of one subsequence can be far apart. */
const pagesAtOnce = 10
const rowsPerPage = 50

/** Creates the subsequences of campaigns: reading, showing, switching, and moving leads into and out of them. */
export function createSubsequences(
  deps: Deps,
  campaigns: Pick<CampaignQueries, 'row'>,
  timings: MoveTimings = moveTimings,
) {
  const { store, clock, instantly } = deps
  const rows = createSubsequenceStore(store)
  const moves = createMoveStore(store)
  const reader = createSubsequenceReader(deps, rows, campaigns)
  const mover = createMover(deps, moves, rows, timings)
  const requestContext = (workspaceId: WorkspaceId): RequestContext => ({
    workspaceId,
    priority: 'click',
    requestedBy: 'subsequences',
  })

  function present(id: CampaignId) {
    const row = campaigns.row(id)
    if (row.state === 'gone') throw new AppError('CAMPAIGN_GONE')
    return row
  }

  /** Reads pages until some leads were found, as most may be in another subsequence or none. */
  async function readLeads(id: CampaignId, pick: LeadPick, into: string | null, after: string | null) {
    const { workspaceId, remoteId } = present(id)
    const { filter, isPossible } = picks[pick]
    const found: PlacedLeadRow[] = []
    const read = createPageCursor(after)
    let cursor = after
    for (let pages = 0; pages < pagesAtOnce; pages += 1) {
      const wanted = { campaignId: remoteId, ...(filter === undefined ? {} : { filter }) }
      const page = await instantly.placedLeads(requestContext(workspaceId), wanted, cursor)
      found.push(
        ...page.items
          .filter((lead) => isPossible(lead) && (into === null || lead.subsequenceId === into))
          .map((lead) => toPlacedLeadRow(lead)),
      )
      cursor = read.after(page)
      // A page can be empty although more follow.
      if (cursor === null || found.length >= (into === null ? 1 : rowsPerPage)) break
    }
    return { rows: found, next: cursor }
  }

  const routes: Handlers<typeof subsequences> = {
    'subsequences.list': ({ campaignId }) => rows.shown(campaignId),
    async 'subsequences.read'({ campaignId, unlessYoung }) {
      if (unlessYoung) await reader.readUnlessYoung(campaignId)
      else {
        present(campaignId)
        await reader.read(campaignId)
      }
      return rows.shown(campaignId)
    },
    async 'subsequences.setActive'({ subsequenceId, active }) {
      try {
        await setSubsequenceActive(deps, rows, subsequenceId, active)
      } catch (error) {
        // Data read before the failure is shown.
        deps.changed('subsequences')
        throw error
      }
      return rows.row(subsequenceId)
    },
    async 'subsequences.askSending'({ subsequenceId }) {
      const { workspaceId, remoteId, goneAt, campaignGoneAt } = rows.get(subsequenceId)
      if (goneAt !== null || campaignGoneAt !== null) throw new AppError('SUBSEQUENCE_GONE')
      const at = clock.now()
      try {
        const status = await instantly.subsequenceSending(requestContext(workspaceId), remoteId)
        rows.putSending(subsequenceId, status, at)
        return toSendingReason(status, at)
      } catch (error) {
        if (!isRefused(error, 404)) throw error
        rows.gone(subsequenceId, clock.now())
        throw new AppError('SUBSEQUENCE_GONE', error.data, { cause: error })
      }
    },
    'subsequences.leads': ({ campaignId, pick, into, after }) =>
      readLeads(campaignId, pick, into === null ? null : rows.get(into).remoteId, after),
    async 'subsequences.leadOf'({ campaignId, email }) {
      const { workspaceId, remoteId } = present(campaignId)
      const wanted = { campaignId: remoteId, email: email.trim().toLowerCase() }
      const found = await instantly.placedLeadOf(requestContext(workspaceId), wanted)
      return found ? toPlacedLeadRow(found) : null
    },
    ...moveRoutes({ clock, moves, rows, mover, present }),
  }
  return {
    routes,
    afterCampaigns: reader.afterCampaigns,
    goOnMoving: mover.goOn,
    async stop(): Promise<void> {
      await reader.stop()
    },
  }
}

const toPlacedLeadRow = ({ id, email, name, company, subsequenceId, addedAt }: PlacedLead): PlacedLeadRow => ({
  id,
  email,
  name,
  company,
  subsequenceId,
  addedAt,
})

/** Starts or pauses a subsequence: at Instantly first; only what Instantly then returns is stored here. */
async function setSubsequenceActive(
  { instantly, clock }: Pick<Deps, 'instantly' | 'clock'>,
  rows: SubsequenceStore,
  id: SubsequenceId,
  active: boolean,
): Promise<void> {
  const { workspaceId, remoteId, goneAt, campaignGoneAt } = rows.get(id)
  if (goneAt !== null || campaignGoneAt !== null) throw new AppError('SUBSEQUENCE_GONE')
  const requestedBy = active ? 'start subsequence' : 'pause subsequence'
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy }
  await switchAtInstantly(active, {
    change: () =>
      active
        ? instantly.resumeSubsequence(requestContext, remoteId)
        : instantly.pauseSubsequence(requestContext, remoteId),
    read: () => instantly.subsequence(requestContext, remoteId),
    keep(remote) {
      if (remote.id !== remoteId) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_subsequence' })
      rows.take(workspaceId, [remote], clock.now())
    },
    goneBy(error) {
      if (!isRefused(error, 404)) return null
      rows.gone(id, clock.now())
      return new AppError('SUBSEQUENCE_GONE', error.data, { cause: error })
    },
  })
}
