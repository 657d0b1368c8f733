/** What the lead list knows more of than events tell one by one: of a person, and of a campaign. */
import type { ListedActivity } from '#shared/contract/events/events.ts'
import type { EngagementScore } from '#shared/domain/events/engagement.ts'
import type { Counter } from '#shared/domain/events/event-types.ts'
import {
  type ListedCounter,
  type ListedCounts,
  listedCounters,
  listedTypes,
  withListed,
} from '#shared/domain/events/lead-activity.ts'
import type { LabelStage } from '#shared/domain/events/lead-label.ts'
import type { Store } from '../../core/deps.ts'
import { campaignNameSql } from '../events/names.ts'
import { bothSql, joinActivitySql, scoreSql } from './activity-sql.ts'

type Counts = Readonly<Record<Counter, number>>
type Row = ListedCounts & {
  readonly campaignId: number
  readonly campaignName: string
  readonly email: string
  readonly openedAt: number | null
  readonly clickedAt: number | null
  readonly repliedAt: number | null
  readonly lastAt: number
}
type Known = { [Key in Counter as `known_${Key}`]: number }
export type Warm = { readonly email: string; readonly score: EngagementScore; readonly lastAt: number }

/** The stage of a label that says no: whoever has one is not hot, however many mails were opened. */
const saysNo = -1 satisfies LabelStage
/** More than are shown: some fall back once both are laid together. */
const mostWarm = 40

const columns = {
  sent: 'sent',
  opened: 'opened',
  clicked: 'clicked',
  replied: 'replied',
  autoReplied: 'auto_replied',
  bounced: 'bounced',
  unsubscribed: 'unsubscribed',
} as const satisfies Record<Counter, string>
const none: Counts = { sent: 0, opened: 0, clicked: 0, replied: 0, autoReplied: 0, bounced: 0, unsubscribed: 0 }

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
  const newest = raw.prepare<[number, number], Row & Known>(
    `select ${listed}, ${Object.entries(columns)
      .map(([name, column]) => `coalesce(x.${column}, 0) as known_${name}`)
      .join(', ')}
       from lead_activity a indexed by lead_activity_last ${joined} ${joinActivitySql('x', 'a', 'event_lead')}
      where a.campaign_id = ? order by a.last_at desc limit ?`,
  )
  const contact = raw
    .prepare<[number, string], number>('select id from event_contact where workspace_id = ? and email = ?')
    .pluck()
  const ofEvents = raw.prepare<[number], { readonly score: number; readonly leads: number }>(
    'select score, count(*) as leads from event_lead where campaign_id = ? group by score',
  )
  const raised = raw.prepare<
    [number],
    { readonly before: number | null; readonly after: number; readonly leads: number }
  >(
    `select x.score as before, ${scoreSql('x', 'a')} as after, count(*) as leads
       from lead_activity a ${joinActivitySql('x', 'a', 'event_lead')}
      where a.campaign_id = ? and a.score > coalesce(x.score, -1) group by 1, 2`,
  )
  const warm = (first: string, rows: string) =>
    `select * from (select x1.contact_id, x1.score, x1.lastAt from (
       select ${first}.contact_id, ${first}.campaign_id, ${scoreSql('x', 'a')} as score,
         max(coalesce(x.last_at, 0), coalesce(a.last_at, 0)) as lastAt, ${first}.score as own
         from ${rows}
        where ${first}.campaign_id = @id and ${first}.score >= 2 and ${bothSql('unsubscribed', 'x', 'a')} = 0) x1
       join event_contact p on p.id = x1.contact_id join event_campaign c on c.id = x1.campaign_id
      where not exists (select 1 from lead_label b where b.workspace_id = c.workspace_id and b.campaign_id = c.remote_id
        and b.email = p.email and b.stage = ${saysNo})
      order by x1.own desc limit ${mostWarm})`
  const warmest = raw.prepare<[{ readonly id: number; readonly limit: number }], Warm>(
    `select p.email, w.score, w.lastAt from (
         ${warm('x', `event_lead x indexed by event_lead_score ${joinActivitySql('a', 'x')}`)}
         union ${warm('a', `lead_activity a indexed by lead_activity_score ${joinActivitySql('x', 'a', 'event_lead')}`)}) w
       join event_contact p on p.id = w.contact_id
      where w.score >= 2 order by w.score desc, w.lastAt desc limit @limit`,
  )

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
    /** What the list alone tells of a campaign's leads, newest first. */
    newestOf(campaignId: number, limit: number): readonly (ListedActivity & { readonly email: string })[] {
      return newest
        .all(campaignId, limit)
        .flatMap((row) => {
          const counts = Object.fromEntries(
            Object.keys(none).map((name) => [name, row[`known_${name as Counter}`]]),
          ) as Counts
          return moreThan(counts, row).map((one) => ({ ...one, email: row.email }))
        })
        .toSorted(byNewest)
    },
    /** How many leads of a campaign have each score, from 0 to 4. */
    scoresOf(campaignId: number): readonly number[] {
      const scores = [0, 0, 0, 0, 0]
      const count = (score: number, leads: number) => {
        scores[score] = (scores[score] ?? 0) + leads
      }
      for (const { score, leads } of ofEvents.all(campaignId)) count(score, leads)
      for (const { before, after, leads } of raised.all(campaignId)) {
        if (before !== null) count(before, -leads)
        count(after, leads)
      }
      return scores
    },
    /** The leads of a campaign that went furthest, the last to do something first. */
    warmestOf: (campaignId: number, limit: number): readonly Warm[] => warmest.all({ id: campaignId, limit }),
  }
}

const timesOf: Partial<Record<ListedCounter, 'openedAt' | 'clickedAt' | 'repliedAt'>> = {
  opened: 'openedAt',
  clicked: 'clickedAt',
  replied: 'repliedAt',
}

/** What the list says of a lead that its events do not. */
function moreThan(counts: Counts, row: Row): readonly ListedActivity[] {
  const both = withListed(counts, row)
  return listedCounters.flatMap((counter) => {
    if (both[counter] <= counts[counter]) return []
    const time = timesOf[counter]
    const at = time === undefined ? row.lastAt || null : row[time]
    return [
      {
        type: listedTypes[counter],
        times: both[counter],
        lastAt: at === null ? null : new Date(at).toISOString(),
        campaignName: row.campaignName,
      },
    ]
  })
}

const byNewest = (a: ListedActivity, b: ListedActivity): number => ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1)
