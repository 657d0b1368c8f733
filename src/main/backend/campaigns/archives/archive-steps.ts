/** The four steps of archiving a campaign, each page and its cursor in one transaction. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteEmail } from '../../core/instantly/types.ts'
import { everyPage } from '../../core/lib/every-page.ts'
import type { Intake } from '../../inbox/inbox/intake.ts'
import type { ArchiveRow, ArchiveStore } from './archive-store.ts'
import { type ArchiveCheck, type ArchivedCampaigns, sentByCampaign } from './compare-archive.ts'

export type ArchiveParts = {
  readonly campaigns: ArchivedCampaigns
  readonly readFigures: (asker: Asker, id: CampaignId) => Promise<void>
  readonly intake: Pick<Intake, 'takeEmails'>
}

/** Who asks on behalf of an archive. */
export const askerOf = (row: Pick<ArchiveRow, 'workspaceId'>, signal?: AbortSignal): Asker => ({
  workspaceId: row.workspaceId,
  priority: 'job',
  askedBy: 'archive campaign',
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

  async function begin(id: CampaignId, asker: Asker): Promise<void> {
    const { remoteId } = queries.row(id)
    const told = await instantly.campaign(asker, remoteId)
    store.take(asker.workspaceId, [told], clock.now())
    const leads = await instantly.leadCount(asker, remoteId)
    const totals = (await instantly.campaignTotals(asker)).find(({ campaignId }) => campaignId === remoteId)
    rows.there(id, leads, totals ? totals.sent + totals.replied + totals.automatic : 0)
  }

  function keepMails(row: ArchiveRow, items: readonly RemoteEmail[], next: string | null): void {
    deps.store.raw.transaction(() => {
      rows.putMails(row, items, next)
      const answers = items.filter(({ kind }) => kind !== sentByCampaign)
      if (answers.length > 0) parts.intake.takeEmails(row.workspaceId, answers)
    })()
    deps.changed('campaigns', 'inbox')
  }

  /**
   * Threads with an answer are in the inbox whole, so that they can be read there when Instantly has them no more. Mails
   * nobody answered would only fill it.
   */
  async function completeThreads(row: ArchiveRow, signal: AbortSignal): Promise<void> {
    for (let after = ''; ; ) {
      const some = rows.sentMails(row, after)
      const last = some.at(-1)
      if (!last) return
      const wanted = some.filter(({ threadId }) => rows.inInbox(row.workspaceId, threadId))
      if (wanted.length > 0) parts.intake.takeEmails(row.workspaceId, wanted)
      after = last.id
      await nextTurn()
      if (signal.aborted) throw new AppError('CANCELLED')
    }
  }

  return async function carryOut(id: CampaignId, signal: AbortSignal): Promise<void> {
    const asker = askerOf(rows.get(id), signal)
    const { remoteId } = queries.row(id)
    if (rows.get(id).step === 'leads') {
      await begin(id, asker)
      const row = rows.get(id)
      await everyPage({
        from: row.leadCursor,
        read: (cursor) => instantly.leadRecords(asker, remoteId, cursor),
        take: (items, next) => {
          rows.putLeads(row, items, next)
          deps.changed('campaigns')
        },
        signal,
      })
    }
    if (rows.get(id).step === 'mails') {
      const row = rows.get(id)
      await everyPage({
        from: row.mailCursor,
        read: (cursor) => instantly.emailPage(asker, { campaignId: remoteId, order: 'asc' }, cursor),
        take: (items, next) => keepMails(row, items, next),
        signal,
      })
    }
    if (rows.get(id).step === 'figures') {
      await completeThreads(rows.get(id), signal)
      await parts.readFigures(asker, id)
      rows.step(id, 'compare')
      deps.changed('campaigns')
    }
    await compare(rows.get(id), asker, signal)
  }
}
