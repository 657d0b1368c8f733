/** What the lead list knows beyond individual events, for a person and for a campaign. */
import type { ListedActivity } from '#shared/contract/events/events.ts'
import type { EngagementScore } from '#shared/domain/events/engagement.ts'
import { type Counter, counters, zeroCounts } from '#shared/domain/events/event-types.ts'
import { listedCounters, mergeListedCounts } from '#shared/domain/events/lead-activity.ts'
import type { LabelStage } from '#shared/domain/events/lead-label.ts'
import type { Store } from '../../core/deps.ts'
import { campaignNameSql } from '../events/names.ts'
import { combinedCountSql, joinActivitySql, scoreSql } from './activity-sql.ts'
import {
  activityBeyondEvents,
  byNewest,
  type Counts,
  columns,
  createCampaignListReading,
  type Row,
} from './listed-of-campaign.ts'
export type EngagedLead = { readonly email: string; readonly score: EngagementScore; readonly lastAt: number }

/** The stage of a negative label: such a lead is not shown as engaged, however many mails were opened. */
const saysNo = -1 satisfies LabelStage
/** Scores that count as engaged; having been contacted alone does not. */
const warmScores = [4, 3, 2] as const

/** How many extra leads are read, as some may have a negative label. */
const someNo = 5

type Ranked = { readonly contactId: number; readonly lastAt: number }
type RankedRequest = { readonly id: number; readonly limit: number }
type Scored = { readonly score: (typeof warmScores)[number] }

const rankedColumns = (of: 'x' | 'a') =>
  `${of}.contact_id as contactId, max(coalesce(x.last_at, 0), coalesce(a.last_at, 0)) as lastAt`
const isActive = `${combinedCountSql('unsubscribed', 'x', 'a')} = 0`

/** The leads of a campaign with one score, most recently active first, up to the requested number. */
function createRanked(raw: Store['raw']) {
  // Leads whose events alone give a lower score, and whom the list raises to this one. A reply in the list may be
  // automatic according to the events, and then gives a lower score.
  const raised = raw.prepare<[RankedRequest & Scored], Ranked>(
    `select ${rankedColumns('a')}
       from lead_activity a indexed by lead_activity_score ${joinActivitySql('x', 'a', 'event_lead')}
      where a.campaign_id = @id and a.score >= @score and coalesce(x.score, -1) < @score
        and ${scoreSql('x', 'a')} = @score and ${isActive}
      order by lastAt desc limit @limit`,
  )
  // Leads whose events alone give this score, and whom the list does not raise above it.
  const scored = raw.prepare<[RankedRequest & Scored], Ranked>(
    `select ${rankedColumns('x')}
       from event_lead x indexed by event_lead_score ${joinActivitySql('a', 'x')}
      where x.campaign_id = @id and x.score = @score and ${scoreSql('x', 'a')} = @score and ${isActive}
      order by lastAt desc limit @limit`,
  )
  const repliedByEvents = raw.prepare<[RankedRequest], Ranked & { readonly eventAt: number }>(
    `select ${rankedColumns('x')}, x.last_at as eventAt
       from event_lead x indexed by event_lead_replied ${joinActivitySql('a', 'x')}
      where x.campaign_id = @id and x.score = 4 and x.unsubscribed = 0 and coalesce(a.unsubscribed, 0) = 0
      order by x.last_at desc limit @limit`,
  )
  const repliedByList = raw.prepare<[{ readonly id: number; readonly after: number }], Ranked>(
    `select ${rankedColumns('a')}
       from lead_activity a indexed by lead_activity_last cross join event_lead x on x.workspace_id = a.workspace_id
         and x.contact_id = a.contact_id and x.campaign_id = a.campaign_id
      where a.campaign_id = @id and a.last_at > @after and x.score = 4 and ${isActive}`,
  )
  /** There may be thousands of replies, so they are read by last event, plus those the list knows to be later. */
  const replied = (asked: RankedRequest): readonly Ranked[] => {
    const byEvents = repliedByEvents.all(asked)
    const last = byEvents.length < asked.limit ? undefined : byEvents.at(-1)
    return last ? [...byEvents, ...repliedByList.all({ id: asked.id, after: last.eventAt })] : byEvents
  }
  return (asked: RankedRequest & Scored): readonly Ranked[] => {
    const rows = [...(asked.score === 4 ? replied(asked) : scored.all(asked)), ...raised.all(asked)]
    return [...new Map(rows.map((row) => [row.contactId, row])).values()]
      .toSorted((a, b) => b.lastAt - a.lastAt)
      .slice(0, asked.limit)
  }
}

export function createListedFigures({ raw }: Store) {
  const countsOf = raw.prepare<[number, number], Counts & { readonly campaignId: number }>(
    `select campaign_id as campaignId, ${Object.entries(columns)
      .map(([name, column]) => `${column} as ${name}`)
      .join(', ')}
       from event_lead where workspace_id = ? and contact_id = ?`,
  )
  const listed = `a.campaign_id as campaignId, ${campaignNameSql('c')} as campaignName, p.email,
    ${listedCounters.map((name) => `a.${name}`).join(', ')}, a.opened_at as openedAt, a.clicked_at as clickedAt,
    a.replied_at as repliedAt, a.last_at as lastAt`
  const joined = 'join event_campaign c on c.id = a.campaign_id join event_contact p on p.id = a.contact_id'
  const ofContact = raw.prepare<[number, number], Row>(
    `select ${listed} from lead_activity a ${joined} where a.workspace_id = ? and a.contact_id = ?`,
  )
  const { newestOf, scoresOf } = createCampaignListReading(raw, listed, joined)
  const contact = raw
    .prepare<[number, string], number>('select id from event_contact where workspace_id = ? and email = ?')
    .pluck()
  const rankedOf = createRanked(raw)
  const addressesUnlessNo = raw.prepare<[string, number], { readonly contactId: number; readonly email: string }>(
    `select p.id as contactId, p.email
       from json_each(?) j join event_contact p on p.id = j.value join event_campaign c on c.id = ?
      where not exists (select 1 from lead_label b where b.workspace_id = c.workspace_id
        and b.campaign_id = c.remote_id and b.email = p.email and b.stage = ${saysNo})`,
  )
  const addressesOf = (campaignId: number, rows: readonly Ranked[]): ReadonlyMap<number, string> => {
    const ids = JSON.stringify(rows.map(({ contactId }) => contactId))
    return new Map(addressesUnlessNo.all(ids, campaignId).map(({ contactId, email }) => [contactId, email]))
  }

  return {
    /** Counts of what a person did across all campaigns of a client, and what only the list reports, newest first. */
    ofLead(
      workspaceId: number,
      email: string,
    ): { readonly counts: Counts; readonly listed: readonly ListedActivity[] } {
      const contactId = contact.get(workspaceId, email)
      if (contactId === undefined) return { counts: zeroCounts, listed: [] }
      const left = new Map(ofContact.all(workspaceId, contactId).map((row) => [row.campaignId, row]))
      const sum: Record<Counter, number> = { ...zeroCounts }
      const add = (counts: Counts) => {
        for (const name of counters) sum[name] += counts[name]
      }
      const more: ListedActivity[] = []
      for (const counts of countsOf.all(workspaceId, contactId)) {
        const row = left.get(counts.campaignId)
        left.delete(counts.campaignId)
        add(row ? mergeListedCounts(counts, row) : counts)
        if (row) more.push(...activityBeyondEvents(counts, row))
      }
      for (const row of left.values()) {
        add(mergeListedCounts(zeroCounts, row))
        more.push(...activityBeyondEvents(zeroCounts, row))
      }
      return { counts: sum, listed: more.toSorted(byNewest) }
    },
    newestOf,
    scoresOf,
    /** The leads of a campaign with the highest scores, most recently active first. */
    warmestOf(campaignId: number, limit: number): readonly EngagedLead[] {
      const found: EngagedLead[] = []
      for (const score of warmScores) {
        for (let asked = limit + someNo; found.length < limit; asked *= 4) {
          const rows = rankedOf({ id: campaignId, score, limit: asked })
          const emails = addressesOf(campaignId, rows)
          const warm = rows.flatMap(({ contactId, lastAt }) => {
            const email = emails.get(contactId)
            return email === undefined ? [] : [{ email, score, lastAt }]
          })
          if (warm.length < limit - found.length && rows.length === asked) continue
          found.push(...warm.slice(0, limit - found.length))
          break
        }
      }
      return found
    },
  }
}
