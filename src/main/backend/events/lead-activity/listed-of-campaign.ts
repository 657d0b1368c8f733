/** What Instantly's lead list says about the leads of a campaign beyond their events. */
import type { ListedActivity } from '#shared/contract/events/events.ts'
import { type Counter, counters } from '#shared/domain/events/event-types.ts'
import {
  type ListedCounter,
  type ListedCounts,
  listedCounters,
  listedTypes,
  mergeListedCounts,
} from '#shared/domain/events/lead-activity.ts'
import type { Store } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { joinActivitySql, scoreSql } from './activity-sql.ts'

export type Counts = Readonly<Record<Counter, number>>

export type Row = ListedCounts & {
  readonly campaignId: number
  readonly campaignName: string
  readonly email: string
  readonly openedAt: number | null
  readonly clickedAt: number | null
  readonly repliedAt: number | null
  readonly lastAt: number
}

type Known = { [Key in Counter as `known_${Key}`]: number }

export const columns = {
  sent: 'sent',
  opened: 'opened',
  clicked: 'clicked',
  replied: 'replied',
  autoReplied: 'auto_replied',
  bounced: 'bounced',
  unsubscribed: 'unsubscribed',
} as const satisfies Record<Counter, string>

const timesOf: Partial<Record<ListedCounter, 'openedAt' | 'clickedAt' | 'repliedAt'>> = {
  opened: 'openedAt',
  clicked: 'clickedAt',
  replied: 'repliedAt',
}

/** What the list says about a lead that its events do not. */
export function activityBeyondEvents(counts: Counts, row: Row): readonly ListedActivity[] {
  const both = mergeListedCounts(counts, row)
  return listedCounters.flatMap((counter) => {
    if (both[counter] <= counts[counter]) return []
    const time = timesOf[counter]
    const at = time === undefined ? row.lastAt || null : row[time]
    return [
      {
        type: listedTypes[counter],
        times: both[counter],
        lastAt: isoOrNull(at),
        campaignName: row.campaignName,
      },
    ]
  })
}

export const byNewest = (a: ListedActivity, b: ListedActivity): number => ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1)

/** Statements for the newest activity, and for the number of leads per score. */
export function createCampaignListReading(raw: Store['raw'], listed: string, joined: string) {
  const newest = raw.prepare<[number, number], Row & Known>(
    `select ${listed}, ${Object.entries(columns)
      .map(([name, column]) => `coalesce(x.${column}, 0) as known_${name}`)
      .join(', ')}
       from lead_activity a indexed by lead_activity_last ${joined} ${joinActivitySql('x', 'a', 'event_lead')}
      where a.campaign_id = ? order by a.last_at desc limit ?`,
  )
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
  return {
    /** What only the list says about a campaign's leads, newest first. */
    newestOf(campaignId: number, limit: number): readonly (ListedActivity & { readonly email: string })[] {
      return newest
        .all(campaignId, limit)
        .flatMap((row) => {
          const counts = Object.fromEntries(counters.map((name) => [name, row[`known_${name}`]])) as Counts
          return activityBeyondEvents(counts, row).map((one) => ({ ...one, email: row.email }))
        })
        .toSorted(byNewest)
    },
    /** The number of leads of a campaign per score, from 0 to 4. */
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
  }
}
