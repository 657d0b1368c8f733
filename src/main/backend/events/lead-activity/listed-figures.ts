/** What the lead list knows more of than events tell one by one: of a person, and of a campaign. */
import type { ListedActivity } from '#shared/contract/events/events.ts'
import type { EngagementScore } from '#shared/domain/events/engagement.ts'
import type { Counter } from '#shared/domain/events/event-types.ts'
import { listedCounters, withListed } from '#shared/domain/events/lead-activity.ts'
import type { LabelStage } from '#shared/domain/events/lead-label.ts'
import type { Store } from '../../core/deps.ts'
import { campaignNameSql } from '../events/names.ts'
import { bothSql, joinActivitySql, scoreSql } from './activity-sql.ts'
import {
  byNewest,
  type Counts,
  columns,
  createListedOfCampaign,
  moreThan,
  none,
  type Row,
} from './listed-of-campaign.ts'
export type Warm = { readonly email: string; readonly score: EngagementScore; readonly lastAt: number }

/** The stage of a label that says no: whoever has one is not hot, however many mails were opened. */
const saysNo = -1 satisfies LabelStage
/** Who only was written to is not warm. */
const warmScores = [4, 3, 2] as const

/** Leads with one score, when both are laid together. */
const scored = (first: 'x' | 'a', rows: string, where: string): string =>
  `select ${first}.contact_id, max(coalesce(x.last_at, 0), coalesce(a.last_at, 0)) as lastAt
     from ${rows}
    where ${where} and ${scoreSql('x', 'a')} = @score and ${bothSql('unsubscribed', 'x', 'a')} = 0`

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
  const { newestOf, scoresOf } = createListedOfCampaign(raw, listed, joined)
  const contact = raw
    .prepare<[number, string], number>('select id from event_contact where workspace_id = ? and email = ?')
    .pluck()
  const ranked = raw
    .prepare<[{ readonly id: number; readonly score: number }], [contactId: number, lastAt: number]>(
      `${scored(
        'x',
        `event_lead x indexed by event_lead_score ${joinActivitySql('a', 'x')}`,
        'x.campaign_id = @id and x.score = @score',
      )} union all ${scored(
        'a',
        `lead_activity a indexed by lead_activity_score ${joinActivitySql('x', 'a', 'event_lead')}`,
        // An automatic reply is one to the list: with the events it may be worth less.
        'a.campaign_id = @id and a.score >= @score and coalesce(x.score, -1) < @score',
      )} order by lastAt desc`,
    )
    .raw()
  const addressUnlessNo = raw
    .prepare<[number, number], string>(
      `select p.email from event_contact p join event_campaign c on c.id = ? where p.id = ?
         and not exists (select 1 from lead_label b where b.workspace_id = c.workspace_id and b.campaign_id = c.remote_id
           and b.email = p.email and b.stage = ${saysNo})`,
    )
    .pluck()

  return {
    /** How often a person did what, over all campaigns of a client, and what only the list tells of it, newest first. */
    ofLead(
      workspaceId: number,
      email: string,
    ): { readonly counts: Counts; readonly listed: readonly ListedActivity[] } {
      const contactId = contact.get(workspaceId, email)
      if (contactId === undefined) return { counts: none, listed: [] }
      const left = new Map(ofContact.all(workspaceId, contactId).map((row) => [row.campaignId, row]))
      const sum: Record<Counter, number> = { ...none }
      const add = (counts: Counts) => {
        for (const name of Object.keys(none) as Counter[]) sum[name] += counts[name]
      }
      const more: ListedActivity[] = []
      for (const counts of countsOf.all(workspaceId, contactId)) {
        const row = left.get(counts.campaignId)
        left.delete(counts.campaignId)
        add(row ? withListed(counts, row) : counts)
        if (row) more.push(...moreThan(counts, row))
      }
      for (const row of left.values()) {
        add(withListed(none, row))
        more.push(...moreThan(none, row))
      }
      return { counts: sum, listed: more.toSorted(byNewest) }
    },
    newestOf,
    scoresOf,
    /** The leads of a campaign that went furthest, the last to do something first. */
    warmestOf(campaignId: number, limit: number): readonly Warm[] {
      const found: Warm[] = []
      for (const score of warmScores) {
        for (const [contactId, lastAt] of ranked.iterate({ id: campaignId, score })) {
          const email = addressUnlessNo.get(campaignId, contactId)
          if (email === undefined) continue
          found.push({ email, score, lastAt })
          if (found.length === limit) return found
        }
      }
      return found
    },
  }
}
