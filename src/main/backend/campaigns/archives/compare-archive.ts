/** Checks whether the archive of a campaign on this disk matches what Instantly has. */
import { isDeepStrictEqual } from 'node:util'
import type { ArchiveCount } from '#shared/contract/campaigns/campaign-edits.ts'
import { isSending } from '#shared/domain/campaigns/campaign-state.ts'
import type { Deps } from '../../core/deps.ts'
import { forEachPage } from '../../core/instantly/for-each-page.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import type { ArchiveRow, ArchiveStore } from './archive-store.ts'

/** Instantly's code for mails sent automatically by a campaign. */
export const campaignMailKind = 1

export type ArchivedCampaigns = { readonly store: CampaignStore; readonly queries: CampaignQueries }
export type ArchiveCheck = ReturnType<typeof createArchiveCheck>

export function createArchiveCheck(deps: Deps, rows: ArchiveStore, campaigns: ArchivedCampaigns) {
  const { clock, instantly } = deps
  const { queries, store } = campaigns

  /** Reads every count again from Instantly and compares it with what is on this disk. */
  async function compare(row: ArchiveRow, requestContext: RequestContext, signal: AbortSignal): Promise<void> {
    const { remoteId } = queries.row(row.campaignId)
    const remote = await instantly.campaign(requestContext, remoteId)
    store.take(row.workspaceId, [remote], clock.now())
    const running = isSending(remote.status)
    const listed = new Set<string>()
    let missing = 0
    await forEachPage({
      read: (cursor) => instantly.leadRecords(requestContext, remoteId, cursor),
      take: (items) => {
        for (const { id } of items) {
          if (!listed.has(id) && !rows.hasLead(row, id)) missing += 1
          listed.add(id)
        }
      },
      signal,
    })
    const counted = await instantly.leadCount(requestContext, remoteId)
    const totals = (await instantly.campaignTotals(requestContext)).find(({ campaignId }) => campaignId === remoteId)
    const here = queries.row(row.campaignId).totals
    const leads = rows.leadCount(row)
    const counts: readonly ArchiveCount[] = [
      { what: 'leads_listed', there: listed.size, here: leads - missing },
      { what: 'leads_total', there: counted, here: leads },
      { what: 'mails_sent', there: totals?.sent ?? 0, here: rows.mailCount(row, campaignMailKind) },
      { what: 'sent', there: totals?.sent ?? 0, here: here.sent },
      { what: 'replied', there: totals?.replied ?? 0, here: here.replied },
      { what: 'days_sent', there: totals?.sent ?? 0, here: queries.daysSent(row.campaignId) },
    ]
    const same = missing === 0 && counts.every(({ there, here: own }) => there === null || there === own)
    rows.compared(row.campaignId, { counts, running }, same && !running, clock.now())
  }

  /** Whether Instantly has what was archived: the same leads, mails and figures, and the campaign is not running. */
  async function isSame(row: ArchiveRow, requestContext: RequestContext): Promise<boolean> {
    const { remoteId, totals: here } = queries.row(row.campaignId)
    const remote = await instantly.campaign(requestContext, remoteId)
    const totals = (await instantly.campaignTotals(requestContext)).find(({ campaignId }) => campaignId === remoteId)
    if (isSending(remote.status) || (totals?.sent ?? 0) !== here.sent || (totals?.replied ?? 0) !== here.replied)
      return false
    // Includes mails that no figure counts: those sent by hand, and automatic replies.
    const newest = await instantly.emailPage(requestContext, { campaignId: remoteId, order: 'desc' }, null)
    if (!newest.items.every(({ id }) => rows.hasMail(row, id))) return false
    // The same number can be different leads, and a lead who unsubscribed keeps its id, so each is compared.
    const listed = new Set<string>()
    let isChanged = false
    await forEachPage({
      read: (cursor) => instantly.leadRecords(requestContext, remoteId, cursor),
      take: (items) => {
        for (const { id, raw } of items) {
          listed.add(id)
          isChanged ||= !isDeepStrictEqual(rows.lead(row, id), raw)
        }
      },
    })
    return !isChanged && listed.size === rows.leadCount(row)
  }

  return { compare, isSame }
}
