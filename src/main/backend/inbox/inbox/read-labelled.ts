/** Reads the leads that have a label at Instantly, and looks for labelled leads that no list contains any more. */
import type { Database } from 'better-sqlite3'
import type { LabelClaim } from '#shared/domain/events/lead-label.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { withoutErasedLeads } from '../../clients/people/erased.ts'
import type { Deps } from '../../core/deps.ts'
import { groupAddresses, isLeadOfGroup } from '../../core/instantly/address-groups.ts'
import { pageSize } from '../../core/instantly/read-list.ts'
import type { LeadPlace, RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import { labelSettleMs } from '../../events/lead-labels/lead-labels.ts'
import type { ReportedLabel } from './label-store.ts'
import type { MailIngest } from './mail-ingest.ts'

export type LabelRun = {
  readonly workspaceId: WorkspaceId
  readonly signal: AbortSignal
  readonly requestContext: RequestContext
  /** Start by Instantly's clock; also identifies the run. */
  readonly startedAt: number
  /** Whether to request the next page even after one that is not full. */
  readonly look: boolean
  /** Whether a page was requested after one that is not full. */
  looked: boolean
  shortEnds: boolean
  read: number
  changed: number
}

/** Leads that a list should contain; null: all leads. */
export type WantedLeads = { readonly filter: string; readonly fits: (value: number) => boolean } | null

const statementsOf = (raw: Database) => ({
  count: raw.prepare('update label_sync set read = ? where workspace_id = ?'),
  listed: raw.prepare(
    `update lead_label set listed_in = @run, first_listed_in = coalesce(first_listed_in, @run), gone = 0
      where workspace_id = @workspaceId and campaign_id = @campaignId and email = @email`,
  ),
  // A lead listed in another campaign for the first time may just have been moved. Labels of stage 0 are in no list, so
  // their leads are looked for with the daily check only.
  missing: raw.prepare<[object], { campaignId: string; email: string }>(
    `select campaign_id as campaignId, email from lead_label l
      where workspace_id = @workspaceId and value is not null and (stage <> 0 or @look = 1) and gone = 0 and campaign_id <> ''
        and listed_in is not @run
        and (as_of < @before or exists (select 1 from lead_label n where n.workspace_id = l.workspace_id
          and n.email = l.email and n.first_listed_in = @run))
      order by email`,
  ),
  setGone: raw.prepare('update lead_label set gone = ? where workspace_id = ? and campaign_id = ? and email = ?'),
})

export function createLabelledLeadReader({ store, instantly }: Deps, mailIngest: MailIngest) {
  const { raw } = store
  const sql = statementsOf(raw)

  function keep(run: LabelRun, items: readonly LeadPlace[]): void {
    const reported = withoutErasedLeads(store, items).flatMap((lead): ReportedLabel[] =>
      lead.email === null || lead.interest === null || lead.place?.kind !== 'campaign'
        ? []
        : [{ place: { campaignId: lead.place.id, email: lead.email }, claim: claimOf(run, lead) }],
    )
    raw.transaction(() => {
      run.changed += mailIngest.ingestLabels(run.workspaceId, reported).length
      for (const { place } of reported) sql.listed.run({ run: run.startedAt, workspaceId: run.workspaceId, ...place })
      run.read += reported.length
      sql.count.run(run.read, run.workspaceId)
    })()
  }

  /** Reads one list; false if Instantly ignores the filter. */
  async function readOne(run: LabelRun, wanted: WantedLeads): Promise<boolean> {
    const pages = createPageCursor()
    let cursor: string | null = null
    let behindShort = false
    for (;;) {
      const page: Awaited<ReturnType<typeof instantly.leadPlaces>> = await instantly.leadPlaces(
        run.requestContext,
        cursor,
        wanted === null ? {} : { filter: wanted.filter },
      )
      if (run.signal.aborted) throw new AppError('CANCELLED')
      if (cursor === null && !isFilterApplied(page.items, wanted)) return false
      if (behindShort && page.items.length > 0) run.shortEnds = false
      keep(run, page.items)
      cursor = pages.after(page)
      if (cursor === null) return true
      const isShort = page.items.length < pageSize
      if (isShort && wanted !== null && run.shortEnds && !run.look) return true
      if (isShort) {
        behindShort = true
        run.looked = true
      }
    }
  }

  /** Looks for labelled leads that no list contains any more. */
  async function lookForMissing(run: LabelRun): Promise<void> {
    const { workspaceId, startedAt } = run
    const rows = sql.missing.all({
      workspaceId,
      run: startedAt,
      before: startedAt - labelSettleMs,
      look: run.look ? 1 : 0,
    })
    for (const part of groupAddresses(rows.map(({ email }) => email))) {
      const found = await leadsOf(run, part)
      if (found === null) return
      raw.transaction(() => {
        for (const { campaignId, email } of rows.filter((row) => part.includes(row.email))) {
          const lead = found.find((one) => one.email === email && one.place?.id === campaignId)
          if (!lead) {
            sql.setGone.run(startedAt, workspaceId, campaignId, email)
            continue
          }
          const claim = claimOf(run, lead)
          const change = {
            place: { campaignId, email },
            claim: claim.value === null ? { ...claim, asOf: startedAt - labelSettleMs } : claim,
          }
          run.changed += mailIngest.ingestLabels(workspaceId, [change]).length
          sql.listed.run({ run: startedAt, workspaceId, campaignId, email })
        }
      })()
    }
  }

  /** Returns the leads with these addresses, wherever they are; null if Instantly ignores the filter by address. */
  async function leadsOf(run: LabelRun, emails: readonly string[]): Promise<readonly LeadPlace[] | null> {
    const found: LeadPlace[] = []
    const pages = createPageCursor()
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof instantly.leadPlaces>> = await instantly.leadPlaces(
        run.requestContext,
        cursor,
        {
          emails,
        },
      )
      if (run.signal.aborted) throw new AppError('CANCELLED')
      if (!page.items.every(({ email }) => isLeadOfGroup(emails, email))) return null
      found.push(...page.items)
      cursor = pages.after(page)
      if (cursor === null || (page.items.length < pageSize && run.shortEnds && !run.look)) return found
    }
  }

  return { readOne, lookForMissing }
}

const claimOf = (run: LabelRun, { interest, interestAt }: LeadPlace): LabelClaim => {
  const seen = run.startedAt - labelSettleMs
  return {
    value: interest,
    source: 'listed',
    since: Math.min(interestAt ?? run.startedAt, run.startedAt),
    asOf: Math.max(seen, Math.min(interestAt ?? seen, run.startedAt)),
  }
}

/** Whether Instantly applies the filter, i.e. at least half of the leads it lists have the label. */
const isFilterApplied = (items: readonly LeadPlace[], wanted: WantedLeads): boolean => {
  if (wanted === null || items.length === 0) return true
  const fitting = items.filter(({ interest }) => interest !== null && wanted.fits(interest)).length
  return fitting * 2 >= items.length
}
