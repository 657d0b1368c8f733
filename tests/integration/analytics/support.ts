/** Sums kept beside days that are not those of the days; all empty where nothing is wrong. */
import type { Store } from '#backend/deps.ts'

const counts = ['sent', 'contacted', 'opened_unique', 'clicked_unique', 'replied_unique', 'automatic', 'opportunities']

export function wrongDays({ raw }: Store) {
  const differs = (kept: string, counted: string) =>
    raw.prepare(`select * from (${kept}) except select * from (${counted}) limit 10`).all()
  return {
    daysSoFar: differs(
      `select campaign_id, day, ${counts.map((name) => `${name}_so_far`).join(', ')} from campaign_day`,
      `select campaign_id, day, ${counts.map((name) => `sum(${name}) over w`).join(', ')} from campaign_day
         window w as (partition by campaign_id order by day)`,
    ),
    clientDays: differs(
      `select workspace_id, day, ${counts.join(', ')} from workspace_day where sent > 0`,
      `select workspace_id, day, ${counts.map((name) => `sum(${name})`).join(', ')} from campaign_day group by 1, 2`,
    ),
    mailboxesSoFar: differs(
      'select workspace_id, email, day, sent_so_far, bounced_so_far from mailbox_day',
      `select workspace_id, email, day, sum(sent) over w, sum(bounced) over w from mailbox_day
         window w as (partition by workspace_id, email order by day)`,
    ),
  }
}
