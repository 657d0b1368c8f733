/**
 * SQL conditions for the campaigns a client filter selects. Binds @workspaceId and @partId. Three texts, because one
 * with `or` would not use the index: prepare one statement for each reach, and run the one `reachOf` names.
 */
import type { Database } from 'better-sqlite3'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { allClientsSql } from '../workspaces/demo-workspaces.ts'

const reaches = ['all', 'workspace', 'part'] as const
export type Reach = (typeof reaches)[number]

export const reachOf = ({ workspaceId, partId }: ClientFilter): Reach =>
  partId !== null ? 'part' : workspaceId !== null ? 'workspace' : 'all'

const shownWorkspacesSql = `select id from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready')`
/** Condition for a part, restricted to @workspaceId if it is not null; `of` includes its dot. */
export const ofPartSql = (of: string): string =>
  `${of}part_id = @partId and (@workspaceId is null or ${of}workspace_id = @workspaceId)`

/** Condition on table `campaign` under the alias `of`. */
export function campaignsSql(reach: Reach, of: string): string {
  if (reach === 'part') return ofPartSql(`${of}.`)
  if (reach === 'workspace') return `${of}.workspace_id = @workspaceId`
  return `${of}.workspace_id in (${shownWorkspacesSql}) and ${allClientsSql(`${of}.workspace_id`)}`
}

/** Condition on table `campaign`: whether a campaign is switched on at Instantly. */
export const switchedOnSql = (of: string): string =>
  `${of}.gone_at is null and ${of}.status in (${campaignStatus.running}, ${campaignStatus.subsequences})`

/** Condition on rows whose `column` is Instantly's id of their campaign; to be combined with one on their workspace. */
export const remoteIdsOfPartSql = (column: string): string =>
  `${column} in (select remote_id from campaign where ${ofPartSql('')})`

/** Restricts a query to the campaigns of a part, and not at all for another reach. */
export const andOfPartSql = (reach: Reach, column: string): string =>
  reach === 'part' ? `and ${remoteIdsOfPartSql(column)}` : ''

/** Prepares one statement for each reach at its first use. `more`: further bound parameters. */
export function createReachStatements<Row>(raw: Database, sql: (reach: Reach) => string) {
  const made = new Map<Reach, ReturnType<typeof prepare>>()
  const prepare = (reach: Reach) => raw.prepare<[object], Row>(sql(reach))
  return (asked: ClientFilter, more: object = {}): Row[] => {
    const reach = reachOf(asked)
    const statement = made.get(reach) ?? prepare(reach)
    made.set(reach, statement)
    return statement.all({ ...asked, ...more })
  }
}
