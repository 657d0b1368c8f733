/**
 * Whose campaigns a filter means, as SQL. Binds @workspaceId and @partId. Three texts rather than one with `or`, which
 * would cost the index: prepare one for each reach, and ask the one `reachOf` names.
 */
import type { Database } from 'better-sqlite3'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import { allClientsSql } from '../workspaces/demo-workspaces.ts'

const reaches = ['all', 'workspace', 'part'] as const
export type Reach = (typeof reaches)[number]

export const reachOf = ({ workspaceId, partId }: ClientFilter): Reach =>
  partId !== null ? 'part' : workspaceId !== null ? 'workspace' : 'all'

const shownWorkspaces = `select id from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready')`
/** Of a part, of the workspace named if one is; `of` with its dot. */
export const ofPart = (of: string): string =>
  `${of}part_id = @partId and (@workspaceId is null or ${of}workspace_id = @workspaceId)`

/** A condition on `campaign`, called `of` in the statement. */
export function campaignsSql(reach: Reach, of: string): string {
  if (reach === 'part') return ofPart(`${of}.`)
  if (reach === 'workspace') return `${of}.workspace_id = @workspaceId`
  return `${of}.workspace_id in (${shownWorkspaces}) and ${allClientsSql(`${of}.workspace_id`)}`
}

/** A condition on rows that have Instantly's id of their campaign in `column`, beside a condition on their workspace. */
export const remoteIdsOfPartSql = (column: string): string =>
  `${column} in (select remote_id from campaign where ${ofPart('')})`

/** One statement for each reach, made with its first use. `more`: what else it binds. */
export function byReach<Row>(raw: Database, sql: (reach: Reach) => string) {
  const made = new Map<Reach, ReturnType<typeof prepare>>()
  const prepare = (reach: Reach) => raw.prepare<[object], Row>(sql(reach))
  return (asked: ClientFilter, more: object = {}): Row[] => {
    const reach = reachOf(asked)
    const statement = made.get(reach) ?? prepare(reach)
    made.set(reach, statement)
    return statement.all({ ...asked, ...more })
  }
}
