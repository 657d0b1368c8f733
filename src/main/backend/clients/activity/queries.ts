import { and, count, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import type { AuditCall, AuditFilter } from '#shared/contract/clients/activity.ts'
import type { Page } from '#shared/contract/core/page.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { auditCall } from '../../core/db/schema/clients/activity.ts'
import { workspace } from '../../core/db/schema/clients/workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { allClientsSql } from '../workspaces/demo-workspaces.ts'

const columns = {
  id: auditCall.id,
  at: auditCall.at,
  workspaceId: auditCall.workspaceId,
  workspaceName: workspace.name,
  requestedBy: auditCall.requestedBy,
  method: auditCall.method,
  path: auditCall.path,
  status: auditCall.status,
  durationMs: auditCall.durationMs,
  tries: auditCall.tries,
  outcome: auditCall.outcome,
}

/** Returns one page of the log, newest first, and the total number of calls that match the filter. */
export function auditPage(
  store: Store,
  filter: AuditFilter,
  page: { readonly offset: number; readonly limit: number },
): Page<AuditCall> {
  const where = condition(filter)
  const total = store.orm.select({ n: count() }).from(auditCall).where(where).get()?.n ?? 0
  return { rows: rowsOf(store, where, page), total }
}

/** Yields the calls that match the filter in chunks, newest first; calls logged meanwhile are left out. */
export function* auditChunks(store: Store, filter: AuditFilter, chunkRows: number): Generator<readonly AuditCall[]> {
  const where = condition(filter)
  let before = Number.MAX_SAFE_INTEGER
  for (;;) {
    const older = and(where, sql`${auditCall.id} < ${before}`)
    const rows = rowsOf(store, older, { offset: 0, limit: chunkRows })
    const last = rows.at(-1)
    if (!last) return
    before = last.id
    yield rows
  }
}

function rowsOf(store: Store, where: SQL | undefined, page: { readonly offset: number; readonly limit: number }) {
  const rows = store.orm
    .select(columns)
    .from(auditCall)
    .leftJoin(workspace, eq(workspace.id, auditCall.workspaceId))
    .where(where)
    .orderBy(desc(auditCall.id))
    .limit(page.limit)
    .offset(page.offset)
    .all()
  return rows.map((row): AuditCall => ({ ...row, workspaceId: row.workspaceId as WorkspaceId | null }))
}

function condition(filter: AuditFilter): SQL | undefined {
  return and(
    filter.workspaceId === null
      ? sql.raw(allClientsSql('audit_call.workspace_id'))
      : eq(auditCall.workspaceId, filter.workspaceId),
    filter.outcome === 'all' ? undefined : eq(auditCall.outcome, filter.outcome),
    filter.from === null ? undefined : gte(auditCall.at, asStored(filter.from)),
    filter.to === null ? undefined : lte(auditCall.at, asStored(filter.to)),
    ...words(filter.search).map(mentionsSql),
  )
}

/** Times are stored with milliseconds; without them they would not compare as text. */
const asStored = (time: string) => new Date(time).toISOString()

const words = (search: string) =>
  search
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)

/** Matches calls that contain the word anywhere, so `429 leads` finds every call with both words. */
function mentionsSql(word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql`(${auditCall.path} like ${pattern} escape '\\' or ${auditCall.requestedBy} like ${pattern} escape '\\'
    or ${auditCall.method} like ${pattern} escape '\\' or cast(${auditCall.status} as text) = ${word})`
}
