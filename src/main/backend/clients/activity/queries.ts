import { and, count, desc, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { AuditCall, AuditFilter } from '#shared/contract/clients/activity.ts'
import { type Requester, requesters } from '#shared/contract/clients/requesters.ts'
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

/** What calls are made for, in the operator's language, in which the search looks too. */
type RequesterTexts = Readonly<Record<Requester, string>>

/** Returns one page of the log, newest first, and the total number of calls that match the filter. */
export function auditPage(
  store: Store,
  filter: AuditFilter,
  texts: RequesterTexts,
  page: { readonly offset: number; readonly limit: number },
): Page<AuditCall> {
  const where = condition(filter, texts)
  const total = store.orm.select({ n: count() }).from(auditCall).where(where).get()?.n ?? 0
  return { rows: rowsOf(store, where, page), total }
}

/** Yields the calls that match the filter in chunks, newest first; calls logged meanwhile are left out. */
export function* auditChunks(
  store: Store,
  filter: AuditFilter,
  texts: RequesterTexts,
  chunkRows: number,
): Generator<readonly AuditCall[]> {
  const where = condition(filter, texts)
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

function condition(filter: AuditFilter, texts: RequesterTexts): SQL | undefined {
  return and(
    filter.workspaceId === null
      ? sql.raw(allClientsSql('audit_call.workspace_id'))
      : eq(auditCall.workspaceId, filter.workspaceId),
    filter.outcome === 'all' ? undefined : eq(auditCall.outcome, filter.outcome),
    filter.from === null ? undefined : gte(auditCall.at, asStored(filter.from)),
    filter.to === null ? undefined : lte(auditCall.at, asStored(filter.to)),
    ...words(filter.search).map((word) => mentionsSql(word, texts)),
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
function mentionsSql(word: string, texts: RequesterTexts): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const named = requesters.filter((requester) => texts[requester].toLowerCase().includes(word.toLowerCase()))
  // Without the number after it.
  const requester = sql`rtrim(${auditCall.requestedBy}, ' 0123456789')`
  return sql`(${auditCall.path} like ${pattern} escape '\\' or ${auditCall.requestedBy} like ${pattern} escape '\\'
    or ${inArray(requester, named)} or ${auditCall.method} like ${pattern} escape '\\'
    or cast(${auditCall.status} as text) = ${word})`
}
