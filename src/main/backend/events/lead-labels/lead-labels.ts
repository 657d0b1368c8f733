/** The label of each lead in each campaign, decided among all sources. The only writer of `lead_label`. */
import { dayMs } from '#shared/domain/core/days.ts'
import {
  isNewer,
  type LabelClaim,
  type LabelStage,
  type LabelTone,
  labelSources,
  stageOf,
} from '#shared/domain/events/lead-label.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

/** A lead in a campaign; `campaignId` is empty without one. */
export type LabelPlace = { readonly campaignId: string; readonly email: string }
/** A label that is in force from now on. */
export type LabelChange = LabelPlace & {
  readonly value: number | null
  readonly stage: LabelStage
  readonly since: number
  readonly source: LabelClaim['source']
  /** Whether this is the first meeting known for the lead. */
  readonly firstMeeting: boolean
}

/** A lead that left one campaign and entered another within this time was moved. */
const moveSettlesMs = 2 * dayMs
/** A label set this shortly before a list was requested may not be in it yet. */
export const labelSettleMs = 10 * 60_000

type Row = {
  readonly value: number | null
  /** When the lead was given the label, as far as known; a reply that came later is not covered by it. */
  readonly asOf: number
  readonly source: number
  readonly stage: LabelStage
  readonly interestedAt: number | null
  readonly meetingAt: number | null
  readonly closedAt: number | null
}

/** One instance per store, shared by all callers. */
export const leadLabelsOf = memoizeByKey(createLeadLabels)

function prepareLabels(raw: Store['raw']) {
  const find = raw.prepare<[number, string, string], Row & { listedIn: number | null }>(
    `select value, as_of as asOf, source, stage, interested_at as interestedAt, meeting_at as meetingAt, closed_at as closedAt,
       listed_in as listedIn
       from lead_label where workspace_id = ? and campaign_id = ? and email = ?`,
  )
  const put = raw.prepare(
    `insert into lead_label (workspace_id, campaign_id, email, value, stage, as_of, source, interested_at, meeting_at, closed_at)
       values (@workspaceId, @campaignId, @email, @value, @stage, @asOf, @source, @interestedAt, @meetingAt, @closedAt)
     on conflict do update set value = excluded.value, stage = excluded.stage, as_of = excluded.as_of,
       source = excluded.source, interested_at = excluded.interested_at, meeting_at = excluded.meeting_at,
       closed_at = excluded.closed_at`,
  )
  const tone = raw
    .prepare<[number, number], LabelTone>('select tone from inbox_label where workspace_id = ? and value = ?')
    .pluck()
  const named = raw
    .prepare<[number, string], number>(
      'select value from inbox_label where workspace_id = ? and name = ? order by value limit 1',
    )
    .pluck()
  const ownValues = raw.prepare<[number], LabelPlace & { value: number; stage: LabelStage; asOf: number }>(
    `select campaign_id as campaignId, email, value, stage, as_of as asOf from lead_label
      where workspace_id = ? and value is not null and value not between -4 and 4`,
  )
  const restage = raw.prepare(
    `update lead_label set stage = @stage, interested_at = case when @stage > 0 then coalesce(interested_at, as_of) else interested_at end
      where workspace_id = @workspaceId and campaign_id = @campaignId and email = @email`,
  )
  const bring = raw.prepare(
    `update lead_label set came_with = stage
      where workspace_id = @workspaceId and campaign_id = @campaignId and email = @email`,
  )
  const moved = raw.prepare<[number], LabelPlace>(
    `select l.campaign_id as campaignId, l.email from lead_label f cross join lead_label l
        on l.workspace_id = f.workspace_id and l.email = f.email and l.value = f.value
      where f.workspace_id = ? and f.gone > 0 and f.stage > 0
        and l.gone = 0 and l.came_with = 0 and l.source = ${labelSources.listed}
        and l.first_listed_in > coalesce(f.listed_in, 0) and l.first_listed_in < f.gone + ${moveSettlesMs}`,
  )
  return { find, put, tone, named, ownValues, restage, bring, moved }
}

function createLeadLabels({ raw }: Store) {
  const { find, put, tone, named, ownValues, restage, bring, moved } = prepareLabels(raw)
  const toneOf = (workspaceId: WorkspaceId) => (value: number) => tone.get(workspaceId, value) ?? null

  /**
   * Takes a claim about a lead's label; returns what changed. To be called in a transaction. The order of claims does
   * not matter: the newest wins, and the first time of each stage is kept.
   */
  function take(workspaceId: WorkspaceId, place: LabelPlace, claim: LabelClaim): LabelChange | null {
    const email = place.email.trim().toLowerCase()
    if (email === '') return null
    const { campaignId } = place
    const known = find.get(workspaceId, campaignId, email)
    const seenAt = Math.max(known?.asOf ?? 0, (known?.listedIn ?? 0) - labelSettleMs)
    // What the operator does now is newer than everything known, whatever the clocks say.
    const asOf = claim.source === 'here' && known ? Math.max(claim.asOf, seenAt + 1) : claim.asOf
    const next = { ...claim, asOf, source: labelSources[claim.source] }
    const claimed = stageOf(claim.value, toneOf(workspaceId))
    const counts = known === undefined || isNewer(next, { ...known, asOf: seenAt })
    const again = known?.value === claim.value ? known : null
    // A list shows a label again and again, which does not mean that it was given anew.
    const givenAt = claim.source !== 'listed' ? asOf : claim.since <= asOf ? claim.since : again ? again.asOf : asOf
    const reached = (from: LabelStage, before: number | null | undefined): number | null =>
      claimed >= from ? Math.min(before ?? claim.since, claim.since) : (before ?? null)
    const row: Row = {
      value: counts ? claim.value : known.value,
      asOf: counts ? Math.max(givenAt, again?.asOf ?? 0) : known.asOf,
      source: counts ? Math.max(next.source, again?.source ?? 0) : known.source,
      stage: counts ? claimed : known.stage,
      interestedAt: reached(1, known?.interestedAt),
      meetingAt: reached(2, known?.meetingAt),
      closedAt: reached(3, known?.closedAt),
    }
    // A lead about which nothing is known, and which has no label, needs no row.
    if (known === undefined && claim.value === null && claim.source === 'listed') return null
    if (!known || !same(row, known)) put.run({ ...row, workspaceId, campaignId, email })
    if (!counts || (known?.value ?? null) === claim.value) return null
    return {
      campaignId,
      email,
      value: claim.value,
      stage: claimed,
      since: claim.since,
      source: claim.source,
      firstMeeting: claimed === 2 && (known?.meetingAt ?? null) === null,
    }
  }

  return {
    take,
    /**
     * Leads that were moved to another campaign keep their label. It still counts where they came from; only later
     * stages count in the new campaign. To be called in a transaction, once all labels are listed.
     */
    countMovedOnce(workspaceId: WorkspaceId): void {
      for (const place of moved.all(workspaceId)) bring.run({ workspaceId, ...place })
    },
    /** The number of one of the client's custom labels by name; null if it has none of this name. */
    valueOf: (workspaceId: WorkspaceId, name: string): number | null => named.get(workspaceId, name) ?? null,
    /** The client's custom labels became known or their tone changed: rewrites the stages they stand for. */
    restage(workspaceId: WorkspaceId): readonly LabelPlace[] {
      const changed: LabelPlace[] = []
      for (const { value, stage, campaignId, email } of ownValues.all(workspaceId)) {
        const now = stageOf(value, toneOf(workspaceId))
        if (now === stage) continue
        restage.run({ workspaceId, campaignId, email, stage: now })
        changed.push({ campaignId, email })
      }
      return changed
    },
  }
}

const same = (a: Row, b: Row): boolean =>
  a.value === b.value &&
  a.asOf === b.asOf &&
  a.source === b.source &&
  a.stage === b.stage &&
  a.interestedAt === b.interestedAt &&
  a.meetingAt === b.meetingAt &&
  a.closedAt === b.closedAt
