/**
 * Brings the labels of a client's leads here: all who have one are listed by Instantly's filters, a hundred with each
 * request, whoever gave it and whenever. What was labelled and is listed no more is asked for by its address: a label
 * that was taken away goes, that of a lead that was deleted stays.
 */
import type { Database } from 'better-sqlite3'
import { type LabelClaim, ownLabels } from '#shared/domain/events/lead-label.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { pageSize } from '../../core/instantly/read-list.ts'
import type { Asker, LeadPlace } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import type { Intake } from './intake.ts'
import type { ToldLabel } from './take-labels.ts'

/** What was labelled so shortly before a list was asked for may not be in it yet. */
const settlesMs = 10 * 60_000
/** Lists end with a page that is not full. Once a day that is looked at, by asking behind one. */
const lookEveryMs = 24 * 60 * 60_000
/** Where the filters are not heeded, all leads are read: so often. */
const unfilteredEveryMs = 6 * 60 * 60_000
const clientsAtOnce = 4

type SyncRow = {
  readonly firstEndedAt: number | null
  readonly endedAt: number | null
  readonly shortEnds: 0 | 1
  readonly shortSeenAt: number | null
  readonly unfilteredAt: number | null
}

type Run = {
  readonly workspaceId: WorkspaceId
  readonly signal: AbortSignal
  readonly asker: Asker
  /** By Instantly's clock; names the run, too. */
  readonly startedAt: number
  /** Whether to ask behind a page that is not full. */
  look: boolean
  shortEnds: boolean
  read: number
  changed: number
}

/** Which leads a list should have; null: it has all there are. */
type Wanted = { readonly filter: string; readonly fits: (value: number) => boolean } | null

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number], SyncRow>(
    `select first_ended_at as firstEndedAt, ended_at as endedAt, short_ends as shortEnds, short_seen_at as shortSeenAt,
       unfiltered_at as unfilteredAt from label_sync where workspace_id = ?`,
  ),
  begin: raw.prepare('insert into label_sync (workspace_id) values (?) on conflict do update set read = 0'),
  count: raw.prepare('update label_sync set read = ? where workspace_id = ?'),
  end: raw.prepare(
    `update label_sync set ended_at = @at, first_ended_at = coalesce(first_ended_at, @at), short_ends = @shortEnds,
       short_seen_at = case when @looked then @at else short_seen_at end, unfiltered_at = @unfilteredAt
     where workspace_id = @workspaceId`,
  ),
  ownTones: raw.prepare<[number], { value: number; tone: 'positive' | 'negative' | 'neutral' }>(
    'select value, tone from inbox_label where workspace_id = ?',
  ),
  listed: raw.prepare(
    'update lead_label set listed_in = ?, gone = 0 where workspace_id = ? and campaign_id = ? and email = ?',
  ),
  missing: raw.prepare<[object], { campaignId: string; email: string }>(
    `select campaign_id as campaignId, email from lead_label
      where workspace_id = @workspaceId and value is not null and stage <> 0 and gone = 0 and campaign_id <> ''
        and as_of < @before and listed_in is not @run order by email`,
  ),
  setGone: raw.prepare('update lead_label set gone = 1 where workspace_id = ? and campaign_id = ? and email = ?'),
})

export function createLabelSync(deps: Deps, intake: Intake, options: { readonly everyMs: () => number }) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const sql = statementsOf(raw)

  /** The lists to read: by Instantly's own labels, and by the client's where it has some or nobody knows. */
  function lists(workspaceId: WorkspaceId): readonly Exclude<Wanted, null>[] {
    const tones = sql.ownTones.all(workspaceId)
    const isOwn = (value: number) => !ownLabels.some((label) => label.value === value)
    const knowsNames = deps.background
      .clients('lead-labels:read')
      .some((one) => one.workspaceId === workspaceId && one.held === null)
    const custom = (['positive', 'negative'] as const)
      .filter((tone) => !knowsNames || tones.some((label) => label.tone === tone))
      .map((tone) => ({ filter: `FILTER_LEAD_CUSTOM_LABEL_${tone.toUpperCase()}`, fits: isOwn }))
    return [
      ...ownLabels
        .filter(({ stage }) => stage !== 0)
        .map(({ filter, value }) => ({ filter, fits: (other: number) => other === value })),
      ...custom,
    ]
  }

  const claimOf = (run: Run, { interest, interestAt }: LeadPlace): LabelClaim => {
    const seen = run.startedAt - settlesMs
    return {
      value: interest,
      source: 'listed',
      since: Math.min(interestAt ?? run.startedAt, run.startedAt),
      asOf: Math.max(seen, Math.min(interestAt ?? seen, run.startedAt)),
    }
  }

  function keep(run: Run, items: readonly LeadPlace[]): void {
    const told = items.flatMap((lead): ToldLabel[] =>
      lead.email === null || lead.interest === null || lead.place?.kind !== 'campaign'
        ? []
        : [{ place: { campaignId: lead.place.id, email: lead.email }, claim: claimOf(run, lead) }],
    )
    raw.transaction(() => {
      run.changed += intake.takeLabels(run.workspaceId, told).length
      for (const { place } of told) sql.listed.run(run.startedAt, run.workspaceId, place.campaignId, place.email)
      run.read += told.length
      sql.count.run(run.read, run.workspaceId)
    })()
  }

  /** Whether Instantly heeds the filter: most of what it lists has the label. */
  const isHeeded = (items: readonly LeadPlace[], wanted: Wanted): boolean => {
    if (wanted === null || items.length === 0) return true
    const fitting = items.filter(({ interest }) => interest !== null && wanted.fits(interest)).length
    return fitting * 2 >= items.length
  }

  /** False where the filter is not heeded. */
  async function readOne(run: Run, wanted: Wanted): Promise<boolean> {
    const seen = new Set<string>()
    let cursor: string | null = null
    let behindShort = false
    for (;;) {
      const page: Awaited<ReturnType<typeof instantly.leadPlaces>> = await instantly.leadPlaces(
        run.asker,
        cursor,
        wanted === null ? {} : { filter: wanted.filter },
      )
      if (run.signal.aborted) throw new AppError('CANCELLED')
      if (cursor === null && !isHeeded(page.items, wanted)) return false
      if (behindShort && page.items.length > 0) run.shortEnds = false
      keep(run, page.items)
      if (page.items.length === 0 || page.next === null || seen.has(page.next)) return true
      const isShort = page.items.length < pageSize
      if (isShort && wanted !== null && run.shortEnds && !run.look) return true
      if (isShort) {
        behindShort = true
        run.look = false
      }
      seen.add(page.next)
      cursor = page.next
    }
  }

  /** Those whose label no list has any more. */
  async function lookForMissing(run: Run): Promise<void> {
    const { workspaceId, startedAt } = run
    const rows = sql.missing.all({ workspaceId, run: startedAt, before: startedAt - settlesMs })
    for (const part of chunk([...new Set(rows.map(({ email }) => email))], pageSize)) {
      const found = await leadsOf(run, part)
      if (found === null) return
      raw.transaction(() => {
        for (const { campaignId, email } of rows.filter((row) => part.includes(row.email))) {
          const lead = found.find((one) => one.email === email && one.place?.id === campaignId)
          if (!lead) {
            sql.setGone.run(workspaceId, campaignId, email)
            continue
          }
          const claim = claimOf(run, lead)
          const change = {
            place: { campaignId, email },
            claim: claim.value === null ? { ...claim, asOf: startedAt - settlesMs } : claim,
          }
          run.changed += intake.takeLabels(workspaceId, [change]).length
          sql.listed.run(startedAt, workspaceId, campaignId, email)
        }
      })()
    }
  }

  /** The leads of some addresses, wherever they are; null where Instantly does not heed addresses. */
  async function leadsOf(run: Run, emails: readonly string[]): Promise<readonly LeadPlace[] | null> {
    const found: LeadPlace[] = []
    const seen = new Set<string>()
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof instantly.leadPlaces>> = await instantly.leadPlaces(run.asker, cursor, {
        emails,
      })
      if (run.signal.aborted) throw new AppError('CANCELLED')
      if (page.items.some(({ email }) => email === null || !emails.includes(email))) return null
      found.push(...page.items)
      const isOver = page.items.length === 0 || page.next === null || seen.has(page.next)
      if (isOver || (page.items.length < pageSize && run.shortEnds) || page.next === null) return found
      seen.add(page.next)
      cursor = page.next
    }
  }

  async function sync(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<Outcome> {
    const known = sql.find.get(workspaceId)
    const now = () => clock.now() + instantly.clockAheadMs(workspaceId)
    const rests = known !== undefined && known.unfilteredAt !== null && now() - (known.endedAt ?? 0) < unfilteredEveryMs
    if (rests && !asked) return { end: 'cancelled' }
    sql.begin.run(workspaceId)
    const run: Run = {
      workspaceId,
      signal,
      asker: { workspaceId, priority: asked ? 'click' : 'poll', askedBy: 'inbox', signal },
      startedAt: now(),
      // The first time it matters most that there is something to see.
      look: known?.endedAt != null && now() - (known.shortSeenAt ?? 0) > lookEveryMs,
      shortEnds: known?.shortEnds !== 0,
      read: 0,
      changed: 0,
    }
    const willLook = run.look
    let isFiltered = true
    for (const wanted of lists(workspaceId)) {
      isFiltered = await readOne(run, wanted)
      if (!isFiltered) break
    }
    if (!isFiltered) await readOne(run, null)
    await lookForMissing(run)
    sql.end.run({
      workspaceId,
      at: now(),
      shortEnds: run.shortEnds ? 1 : 0,
      looked: willLook && !run.look ? 1 : 0,
      unfilteredAt: isFiltered ? null : (known?.unfilteredAt ?? now()),
    })
    if (run.changed > 0 || known?.firstEndedAt == null) deps.changed('labels', 'inbox')
    return { end: 'done', counts: { items: run.read, ...(run.changed > 0 ? { updated: run.changed } : {}) } }
  }

  return deps.background.definePoller({
    kind: 'lead_labels',
    scope: 'leads:read',
    every: options.everyMs,
    jitter: 0.1,
    firstMs: 3_000,
    wakeMs: 2_500,
    atOnce: clientsAtOnce,
    run: sync,
  })
}
