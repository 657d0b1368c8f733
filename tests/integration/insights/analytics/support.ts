/** Returns stored sums that differ from those of the days; all empty if nothing is wrong. */

import { indexUpTo, sumsBetween, unpackDays } from '#backend/campaigns/campaigns/day-sums.ts'
import type { Store } from '#backend/core/deps.ts'

const counts = ['sent', 'contacted', 'opened_unique', 'clicked_unique', 'replied_unique', 'automatic']

/** Compares the packed sums of all campaigns, a row for each day, with those counted from the days themselves. */
function wrongSums(raw: Store['raw']): readonly unknown[] {
  const kept = raw
    .prepare<[], { id: number; packed: Buffer }>('select campaign_id as id, packed from campaign_sums')
    .all()
  const unpacked = new Map(kept.map(({ id, packed }) => [id, unpackDays(packed)]))
  const counted = raw
    .prepare(
      `select campaign_id, day, ${counts.map((name) => `sum(${name}) over w`).join(', ')} from campaign_day
         window w as (partition by campaign_id order by day)`,
    )
    .raw()
    .iterate() as Iterable<number[]>
  const wrong: unknown[] = []
  let days = 0
  for (const [id = 0, day = 0, ...sums] of counted) {
    days += 1
    const series = unpacked.get(id)
    const place = series ? indexUpTo(series, day) : -1
    const found = series && series.days[place] === day ? Object.values(sumsBetween(series, -1, place)) : []
    if (found.join() !== sums.join()) wrong.push({ id, day, found, sums })
  }
  const packedDays = [...unpacked.values()].reduce((sum, series) => sum + series.days.length, 0)
  return days === packedDays ? wrong : [...wrong, { days, packedDays }]
}

export function wrongDays({ raw }: Store) {
  const differs = (kept: string, counted: string) =>
    raw.prepare(`select * from (${kept}) except select * from (${counted}) limit 10`).all()
  return {
    daysSoFar: wrongSums(raw),
    mailboxesSoFar: differs(
      'select workspace_id, email, day, sent_so_far, bounced_so_far from mailbox_day',
      `select workspace_id, email, day, sum(sent) over w, sum(bounced) over w from mailbox_day
         window w as (partition by workspace_id, email order by day)`,
    ),
  }
}
