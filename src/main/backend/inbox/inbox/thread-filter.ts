/** Builds conditions on `inbox_thread t` for folders and filters. */
import type { InboxFilter } from '#shared/contract/inbox/inbox.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { outOfOfficeLabel, ownLabel } from '#shared/domain/events/lead-label.ts'
import { remoteIdsOfPartSql } from '../../clients/clients/filter-sql.ts'
import { unsureSql } from './thread-rows.ts'

/** Clients shown when all clients are selected: the real ones in use, or the demo if there are none. */
export const shownClientsSql = `select id from workspace where archived_at is null and (demo is null or (demo = 'ready'
  and not exists (select 1 from workspace r where r.demo is null and r.archived_at is null)))`

/** After a longer silence, a conversation is no longer followed up. */
const maxQuietDays = 60

/** A planned follow-up whose day has come. */
export const followUpDueSql = `(t.follow_up_of is not null and t.box = 'answer')`

/** Few follow-ups are planned, which the query planner does not know. */
export const followUpIndexSql = 'indexed by inbox_thread_follow_up'

/** Index in the order of heat. */
export const quietIndexSql = 'indexed by inbox_thread_quiet_hot'

/** Labelled interested or further, or suggested to be. The same expression as in the index. */
const interestedSql = '(t.label_stage > 0 or t.suggested_interest = 1)'

export type ThreadConditions = { readonly where: string; readonly values: Record<string, unknown> }
export type ThreadFilter = ReturnType<typeof createThreadFilter>

export function createThreadFilter(now: () => number, followUpDays: () => number) {
  /**
   * Builds the conditions. `followUps`: condition for the follow-up folder, which contains due follow-ups,
   * conversations that went quiet, or both.
   */
  function conditions(
    filter: InboxFilter,
    followUps = `(${followUpDueSql} or ${wentQuiet()}) is true`,
  ): ThreadConditions {
    const terms: string[] = []
    const values: Record<string, unknown> = {}
    const add = (sql: string, more: Record<string, unknown> = {}) => {
      terms.push(sql)
      Object.assign(values, more)
    }
    if (filter.workspaceId === null) add(`t.workspace_id in (${shownClientsSql})`)
    else add('t.workspace_id = @workspaceId', { workspaceId: filter.workspaceId })
    if (filter.partId !== null)
      add(remoteIdsOfPartSql('t.campaign_id'), { partId: filter.partId, workspaceId: filter.workspaceId })
    if (filter.box === 'interested') add(interestedSql)
    else if (filter.box === 'followUp') {
      add(followUps)
    } else if (filter.box !== 'all') add('t.box = @box', { box: filter.box })
    if (filter.unread) add('t.unread > 0')
    if (filter.unsure) add(unsureSql)
    if (filter.assigned === '*') add('t.assigned_to is not null')
    else if (filter.assigned !== null) add('t.assigned_to = @assigned', { assigned: filter.assigned })
    if (filter.interest !== null) {
      // Matches the label, or the suggestion of it if there is no label.
      const suggested = ownLabel(filter.interest)?.suggestedBy ?? null
      const unlabelled = `(t.interest is null or t.interest = ${outOfOfficeLabel})`
      add(`(t.interest = @interest${suggested === null ? '' : ` or (${unlabelled} and t.sorted = @suggested)`})`, {
        interest: filter.interest,
        ...(suggested === null ? {} : { suggested }),
      })
    }
    if (filter.sorted !== null) add('t.sorted = @sorted', { sorted: filter.sorted })
    if (filter.before !== null) add('t.last_at < @before', { before: Date.parse(filter.before) })
    if (filter.campaignId !== null) add('t.campaign_id = @campaignId', { campaignId: filter.campaignId })
    return { where: terms.join(' and '), values }
  }

  /**
   * Returns the range of last messages of conversations that went quiet. It starts with a full day because the counts
   * are stored by day. If `to` is before `from`, there are none.
   */
  function quietSpan(): { readonly from: number; readonly to: number } {
    const days = followUpDays()
    if (days === 0) return { from: dayMs, to: 0 }
    return { from: Math.floor((now() - maxQuietDays * dayMs) / dayMs) * dayMs, to: now() - days * dayMs }
  }

  /** The lead has replied, we wrote last, and nothing came for some days; not after a no. As in the index. */
  function wentQuiet({ from, to } = quietSpan()): string {
    return `(t.can_go_quiet = 1 and t.last_at between ${from} and ${to})`
  }

  return { conditions, quietSpan, wentQuiet }
}
