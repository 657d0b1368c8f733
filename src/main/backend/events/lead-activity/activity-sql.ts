/** SQL that combines `lead_activity` with `event_lead`, the same way `mergeListedCounts` does, for queries over many leads. */
import type { ListedCounter } from '#shared/domain/events/lead-activity.ts'

/** Joins the list's row for the lead and campaign of an `event_lead` row as `of`, or the other way round. */
export const joinActivitySql = (
  of: string,
  lead: string,
  table: 'lead_activity' | 'event_lead' = 'lead_activity',
): string =>
  `left join ${table} ${of} on ${of}.workspace_id = ${lead}.workspace_id and ${of}.contact_id = ${lead}.contact_id
     and ${of}.campaign_id = ${lead}.campaign_id`

/** The combined count of `x` (`event_lead`) and `a` (`lead_activity`), either of which may be missing. */
export const combinedCountSql = (counter: ListedCounter, x: string, a: string): string => {
  const greater = `max(coalesce(${x}.${counter}, 0), coalesce(${a}.${counter}, 0))`
  return counter === 'replied'
    ? `iif(coalesce(${x}.replied, 0) + coalesce(${x}.auto_replied, 0) > 0, ${x}.replied, ${greater})`
    : greater
}

/** The `engagementScore` of both combined. */
export const scoreSql = (x: string, a: string): string =>
  `case when ${combinedCountSql('replied', x, a)} > 0 then 4 when ${combinedCountSql('clicked', x, a)} > 0 then 3
     when ${combinedCountSql('opened', x, a)} > 0 then 2 else coalesce(${x}.sent, 0) > 0 end`
