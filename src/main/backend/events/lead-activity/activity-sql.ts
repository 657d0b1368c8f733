/** How statements ask for `lead_activity` beside `event_lead`: the same as `withListed`, for whoever walks over leads. */
import type { ListedCounter } from '#shared/domain/events/lead-activity.ts'

/** What the list says of the lead and campaign of a row of `event_lead`, joined as `of`; or the other way round. */
export const joinActivitySql = (
  of: string,
  lead: string,
  table: 'lead_activity' | 'event_lead' = 'lead_activity',
): string =>
  `left join ${table} ${of} on ${of}.workspace_id = ${lead}.workspace_id and ${of}.contact_id = ${lead}.contact_id
     and ${of}.campaign_id = ${lead}.campaign_id`

/** How often it happened: `x` of `event_lead` and `a` of `lead_activity` together, either of which may not be there. */
export const bothSql = (counter: ListedCounter, x: string, a: string): string => {
  const greater = `max(coalesce(${x}.${counter}, 0), coalesce(${a}.${counter}, 0))`
  return counter === 'replied'
    ? `iif(coalesce(${x}.replied, 0) + coalesce(${x}.auto_replied, 0) > 0, ${x}.replied, ${greater})`
    : greater
}

/** As `engagementScore`, of both together. */
export const scoreSql = (x: string, a: string): string =>
  `case when ${bothSql('replied', x, a)} > 0 then 4 when ${bothSql('clicked', x, a)} > 0 then 3
     when ${bothSql('opened', x, a)} > 0 then 2 else coalesce(${x}.sent, 0) > 0 end`
