/** Brings a whole campaign here and compares what is here with what is there. Goes on from its cursors after any end. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Archive, ArchiveCount } from '#shared/contract/campaigns/campaign-edits.ts'
import { campaignStateOf, isOn } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteEmail } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { everyPage } from '../../core/lib/every-page.ts'
import type { Intake } from '../../inbox/inbox/intake.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import type { ArchiveRow, ArchiveStore } from './archive-store.ts'

export type ArchiveParts = {
  readonly campaigns: { readonly store: CampaignStore; readonly queries: CampaignQueries }
  readonly readFigures: (asker: Asker, id: CampaignId) => Promise<void>
  readonly intake: Pick<Intake, 'takeEmails'>
}

/** Instantly's number of a mail a campaign sent by itself. */
const sentByCampaign = 1

export function createArchiver(deps: Deps, rows: ArchiveStore, parts: ArchiveParts) {
  const { clock, instantly } = deps
  const { queries, store } = parts.campaigns
  const log = deps.log('archives')
  const working = new Map<CampaignId, { readonly abort: AbortController; readonly work: Promise<void> }>()
  let stopped = false

  const askerOf = (row: Pick<ArchiveRow, 'workspaceId'>, signal?: AbortSignal): Asker => ({
    workspaceId: row.workspaceId,
    priority: 'job',
    askedBy: 'archive campaign',
    ...(signal ? { signal } : {}),
  })
  const now = (id: CampaignId): ArchiveRow => {
    const row = rows.find(id)
    if (!row) throw new AppError('NOT_FOUND', { what: 'campaign' })
    return row
  }

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

  /** Every count anew from Instantly, against what is on this disk. */
  async function compare(row: ArchiveRow, asker: Asker, signal: AbortSignal): Promise<void> {
    const { remoteId } = queries.row(row.campaignId)
    const told = await instantly.campaign(asker, remoteId)
    store.take(row.workspaceId, [told], clock.now())
    const running = isOn(campaignStateOf(told.status, false))
    const listed = new Set<string>()
    let missing = 0
    await everyPage({
      read: (cursor) => instantly.leadRecords(asker, remoteId, cursor),
      take: (items) => {
        for (const { id } of items) {
          if (!listed.has(id) && !rows.hasLead(row, id)) missing += 1
          listed.add(id)
        }
      },
      signal,
    })
    const counted = await instantly.leadCount(asker, remoteId)
    const totals = (await instantly.campaignTotals(asker)).find(({ campaignId }) => campaignId === remoteId)
    const here = queries.row(row.campaignId).totals
    const leads = rows.leadCount(row)
    const counts: readonly ArchiveCount[] = [
      { what: 'leads_listed', there: listed.size, here: leads - missing },
      { what: 'leads_total', there: counted, here: leads },
      { what: 'mails_sent', there: totals?.sent ?? 0, here: rows.mailCount(row, sentByCampaign) },
      { what: 'sent', there: totals?.sent ?? 0, here: here.sent },
      { what: 'replied', there: totals?.replied ?? 0, here: here.replied },
      { what: 'days_sent', there: totals?.sent ?? 0, here: queries.daysSent(row.campaignId) },
    ]
    const same = missing === 0 && counts.every(({ there, here: own }) => there === null || there === own)
    rows.compared(row.campaignId, { counts, running }, same && !running, clock.now())
  }

  async function carryOut(id: CampaignId, signal: AbortSignal): Promise<void> {
    const asker = askerOf(now(id), signal)
    const { remoteId } = queries.row(id)
    if (now(id).step === 'leads') {
      await begin(id, asker)
      const row = now(id)
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
    if (now(id).step === 'mails') {
      const row = now(id)
      await everyPage({
        from: row.mailCursor,
        read: (cursor) => instantly.emailPage(asker, { campaignId: remoteId, order: 'asc' }, cursor),
        take: (items, next) => keepMails(row, items, next),
        signal,
      })
    }
    if (now(id).step === 'figures') {
      await completeThreads(now(id), signal)
      await parts.readFigures(asker, id)
      rows.step(id, 'compare')
      deps.changed('campaigns')
    }
    await compare(now(id), asker, signal)
  }

  function run(id: CampaignId): void {
    if (working.has(id) || stopped) return
    const abort = new AbortController()
    const work = carryOut(id, abort.signal)
      .catch((thrown: unknown) => {
        // At the end of the app it goes on with the next start; a cancelled one was written down as such.
        if (abort.signal.aborted) return
        const problem = asProblem(thrown, log)
        // It stays as it is, and goes on from its cursors when the operator resumes.
        if (problem.code === 'CLIENT_PAUSED') return
        if (problem.code === 'CAMPAIGN_NOT_FOUND') store.gone(id, clock.now())
        rows.ended(id, 'failed', problem, clock.now())
      })
      .finally(() => {
        working.delete(id)
        if (!stopped) deps.changed('campaigns')
      })
    working.set(id, { abort, work })
  }

  return {
    /** Those an end cut off go on. */
    resumeAll(): void {
      if (!deps.online()) return
      for (const { campaignId, workspaceId } of rows.running()) if (!deps.pauses.isPaused(workspaceId)) run(campaignId)
    },
    start(id: CampaignId): Archive {
      const { workspaceId, state } = queries.row(id)
      if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
      if (deps.pauses.isPaused(workspaceId)) throw new AppError('CLIENT_PAUSED')
      if (!working.has(id)) {
        rows.start(id, workspaceId, clock.now())
        run(id)
      }
      return rows.shown(now(id))
    },
    async cancel(id: CampaignId): Promise<Archive> {
      const job = working.get(id)
      if (now(id).state === 'running') {
        rows.ended(id, 'cancelled', null, clock.now())
        job?.abort.abort()
        await job?.work
      }
      return rows.shown(now(id))
    },
    /** Looks once more just before it is deleted. ARCHIVE_NOT_SAFE where anything moved since it was compared. */
    async stillSafe(id: CampaignId): Promise<void> {
      const row = rows.find(id)
      if (!row || row.safe === 0) throw new AppError('ARCHIVE_NOT_SAFE')
      const asker: Asker = { ...askerOf(row), priority: 'click' }
      const { remoteId, totals: here } = queries.row(id)
      const told = await instantly.campaign(asker, remoteId)
      // Without figures of it Instantly counts no leads: they are listed.
      const counted =
        (await instantly.leadCount(asker, remoteId)) ?? (await instantly.leads(asker, { campaignId: remoteId })).length
      const totals = (await instantly.campaignTotals(asker)).find(({ campaignId }) => campaignId === remoteId)
      const same =
        !isOn(campaignStateOf(told.status, false)) &&
        counted === rows.leadCount(row) &&
        (totals?.sent ?? 0) === here.sent &&
        (totals?.replied ?? 0) === here.replied
      if (same) return
      rows.unsafe(id)
      deps.changed('campaigns')
      throw new AppError('ARCHIVE_NOT_SAFE')
    },
    async stop(): Promise<void> {
      stopped = true
      for (const { abort } of working.values()) abort.abort()
      await Promise.allSettled([...working.values()].map(({ work }) => work))
    },
  }
}
