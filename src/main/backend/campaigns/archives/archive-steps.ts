/** The four steps of archiving a campaign, each of which stores a page and its cursor in one transaction. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { forEachPage } from '../../core/instantly/for-each-page.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteEmail, RequestContext } from '../../core/instantly/types.ts'
import type { MailIngest } from '../../inbox/inbox/mail-ingest.ts'
import { withoutErased } from '../../inbox/inbox/without-erased.ts'
import type { ArchiveRow, ArchiveStore } from './archive-store.ts'
import { type ArchiveCheck, type ArchivedCampaigns, campaignMailKind } from './compare-archive.ts'

export type ArchiveParts = {
  readonly campaigns: ArchivedCampaigns
  readonly readFigures: (requestContext: RequestContext, id: CampaignId) => Promise<void>
  readonly mailIngest: Pick<MailIngest, 'ingestEmails'>
}

export const requestContextOf = (row: Pick<ArchiveRow, 'workspaceId'>, signal?: AbortSignal): RequestContext => ({
  workspaceId: row.workspaceId,
  priority: 'job',
  requestedBy: 'archive campaign',
  ...(signal ? { signal } : {}),
})

export function createArchiveSteps(
  deps: Deps,
  rows: ArchiveStore,
  parts: ArchiveParts,
  compare: ArchiveCheck['compare'],
) {
  const { clock, instantly } = deps
  const { queries, store } = parts.campaigns

  async function begin(id: CampaignId, requestContext: RequestContext): Promise<void> {
    const { remoteId } = queries.row(id)
    const remote = await instantly.campaign(requestContext, remoteId)
    store.take(requestContext.workspaceId, [remote], clock.now())
    const leads = await instantly.leadCount(requestContext, remoteId)
    const totals = (await instantly.campaignTotals(requestContext)).find(({ campaignId }) => campaignId === remoteId)
    rows.there(id, leads, totals ? totals.sent + totals.replied + totals.automatic : 0)
  }

  function keepMails(row: ArchiveRow, items: readonly RemoteEmail[], next: string | null): void {
    deps.store.raw.transaction(() => {
      const read = new Map(withoutErased(deps.store, items).map((mail) => [mail.id, mail]))
      rows.putMails(row, items, read, next)
      const answers = items.filter(({ kind }) => kind !== campaignMailKind)
      if (answers.length > 0) parts.mailIngest.ingestEmails(row.workspaceId, answers)
    })()
    deps.changed('campaigns', 'inbox')
  }

  /**
   * Stores whole threads that have an answer in the inbox, so that they can be read there after Instantly has deleted
   * them. Mails without an answer would only fill it.
   */
  async function completeThreads(row: ArchiveRow, signal: AbortSignal): Promise<void> {
    for (let after = ''; ; ) {
      const some = rows.sentMails(row, after)
      const last = some.at(-1)
      if (!last) return
      const wanted = some.filter(({ threadId }) => rows.inInbox(row.workspaceId, threadId))
      if (wanted.length > 0) parts.mailIngest.ingestEmails(row.workspaceId, wanted)
      after = last.id
      await nextTurn()
      if (signal.aborted) throw new AppError('CANCELLED')
    }
  }

  return async function carryOut(id: CampaignId, signal: AbortSignal): Promise<void> {
    const requestContext = requestContextOf(rows.get(id), signal)
    const { remoteId } = queries.row(id)
    if (rows.get(id).step === 'leads') {
      await begin(id, requestContext)
      const row = rows.get(id)
      await forEachPage({
        from: row.leadCursor,
        elseFromStart: isRefused,
        read: (cursor) => instantly.leadRecords(requestContext, remoteId, cursor),
        take: (items, next) => {
          rows.putLeads(row, items, next)
          deps.changed('campaigns')
        },
        signal,
      })
    }
    if (rows.get(id).step === 'mails') {
      const row = rows.get(id)
      await forEachPage({
        from: row.mailCursor,
        elseFromStart: isRefused,
        read: (cursor) => instantly.emailPage(requestContext, { campaignId: remoteId, order: 'asc' }, cursor),
        take: (items, next) => keepMails(row, items, next),
        signal,
      })
    }
    if (rows.get(id).step === 'figures') {
      await completeThreads(rows.get(id), signal)
      await parts.readFigures(requestContext, id)
      rows.step(id, 'compare')
      deps.changed('campaigns')
    }
    await compare(rows.get(id), requestContext, signal)
  }
}
