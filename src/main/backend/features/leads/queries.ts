/** SQL of lists and leads. */
import type { LeadDetail, LeadList, LeadRow, lists } from '#shared/contract/lists.ts'
import type { Page } from '#shared/contract/page.ts'
import type { ParsedOf } from '#shared/contract/route.ts'
import { emptyGateCounts, type Gate, gateOfCode } from '#shared/domain/gates.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'

/** Throws NOT_FOUND or WORKSPACE_ARCHIVED: nothing new comes into a workspace that was put away. */
export function assertWorkspaceOpen(store: Store, workspaceId: WorkspaceId): void {
  const row = store.raw.prepare('select archived_at from workspace where id = ?').get(workspaceId) as
    | { archived_at: string | null }
    | undefined
  if (!row) throw new AppError('NOT_FOUND', { what: 'workspace' })
  if (row.archived_at !== null) throw new AppError('WORKSPACE_ARCHIVED')
}

/** Lists of this workspace that hold this very file already. */
export function importsOfFile(
  store: Store,
  workspaceId: WorkspaceId,
  sha256: string,
): readonly { readonly listId: ListId; readonly name: string; readonly at: string }[] {
  return store.raw
    .prepare(
      `select i.list_id as listId, l.name, i.imported_at as at
       from list_import i join lead_list l on l.id = i.list_id
       where i.workspace_id = ? and i.sha256 = ? and i.state = 'ready' and l.state = 'ready'
       order by i.id desc limit 20`,
    )
    .all(workspaceId, sha256) as { listId: ListId; name: string; at: string }[]
}

type ListRecord = {
  id: ListId
  workspaceId: WorkspaceId
  name: string
  createdAt: string
  archivedAt: string | null
  rowCount: number
  exportCount: number
}

const listColumns = `l.id, l.workspace_id as workspaceId, l.name, l.created_at as createdAt,
  l.archived_at as archivedAt, l.row_count as rowCount,
  (select count(*) from export_run e where e.list_id = l.id) as exportCount`

function completeList(store: Store, record: ListRecord): LeadList {
  const gates = emptyGateCounts()
  const counts = store.raw.prepare('select gate, count from list_gate_count where list_id = ?').all(record.id) as {
    gate: number
    count: number
  }[]
  for (const { gate, count } of counts) gates[gateOfCode(gate)] = count
  const sources = store.raw
    .prepare(
      `select file_name as fileName, imported_at as importedAt, row_count as rowCount
       from list_import where list_id = ? and state = 'ready' order by id`,
    )
    .all(record.id) as { fileName: string; importedAt: string; rowCount: number }[]
  const { archivedAt, ...rest } = record
  return { ...rest, archived: archivedAt !== null, gates, sources }
}

/** Lists of a workspace, the newest first: those in use, or those put away. */
export function allLists(store: Store, workspaceId: WorkspaceId, archived: boolean): readonly LeadList[] {
  const records = store.raw
    .prepare(
      `select ${listColumns} from lead_list l
       where l.workspace_id = ? and l.state = 'ready' and (l.archived_at is not null) = ?
       order by l.id desc`,
    )
    .all(workspaceId, archived ? 1 : 0) as ListRecord[]
  return records.map((record) => completeList(store, record))
}

/** One list; throws NOT_FOUND, also for one that is only half imported. */
export function getList(store: Store, listId: ListId): LeadList {
  const record = store.raw
    .prepare(`select ${listColumns} from lead_list l where l.id = ? and l.state = 'ready'`)
    .get(listId) as ListRecord | undefined
  if (!record) throw new AppError('NOT_FOUND', { what: 'list' })
  return completeList(store, record)
}

export function renameList(store: Store, listId: ListId, name: string): LeadList {
  store.raw.prepare("update lead_list set name = ? where id = ? and state = 'ready'").run(name, listId)
  return getList(store, listId)
}

/** Puts a list away or brings it back; the first time it was put away is kept. */
export function archiveList(store: Store, listId: ListId, archivedAt: string | null): LeadList {
  store.raw
    .prepare(
      `update lead_list set archived_at = case when :archivedAt is null then null else coalesce(archived_at, :archivedAt) end
       where id = :listId and state = 'ready'`,
    )
    .run({ archivedAt, listId })
  return getList(store, listId)
}

type LeadsInput = ParsedOf<(typeof lists)['lists.leads']>

const rowColumns = `id, position, row_number as rowNumber, gate, email, first_name as firstName, last_name as lastName,
  company_name as companyName, job_title as jobTitle`

const sortColumns: Readonly<Record<LeadsInput['sort'], string>> = {
  position: 'position',
  email: 'email',
  last_name: 'last_name collate nocase',
  company_name: 'company_name collate nocase',
}

const gateCondition = { ready: ' and gate = 0', held: ' and gate <> 0', all: '' } as const

type LeadRecord = Omit<LeadRow, 'gate'> & { readonly gate: number }
const named = <T extends { readonly gate: number }>(row: T): Omit<T, 'gate'> & { readonly gate: Gate } => ({
  ...row,
  gate: gateOfCode(row.gate),
})

/** One page of a list. Rows of an import under way are beyond `row_count`, and so never seen. */
export function pageOfLeads(store: Store, input: LeadsInput): Page<LeadRow> {
  const list = getList(store, input.listId)
  const search = input.search.trim()
  const { offset, limit } = input.page
  const direction = input.descending ? 'desc' : 'asc'
  if (search === '' && input.gate === 'all' && input.sort === 'position') {
    // Positions have no holes, so a page anywhere in a million rows is one look into the index.
    const first = input.descending ? list.rowCount - offset - limit + 1 : offset + 1
    const rows = store.raw
      .prepare(
        `select ${rowColumns} from lead where list_id = ? and position between ? and ? order by position ${direction}`,
      )
      .all(list.id, Math.max(1, first), Math.min(list.rowCount, first + limit - 1)) as LeadRecord[]
    return { rows: rows.map(named), total: list.rowCount }
  }
  const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const matches =
    search === ''
      ? ''
      : ` and (${['email', 'first_name', 'last_name', 'company_name', 'job_title'].map((column) => `${column} like :like escape '\\'`).join(' or ')})`
  const where = `list_id = :listId and position <= :rowCount${gateCondition[input.gate]}${matches}`
  const values = { listId: list.id, rowCount: list.rowCount, ...(search === '' ? {} : { like }) }
  const order =
    input.sort === 'position'
      ? `position ${direction}`
      : // Empty cells come last either way: nobody sorts to see them.
        `${sortColumns[input.sort].split(' ')[0]} is null, ${sortColumns[input.sort]} ${direction}, position`
  const rows = store.raw
    .prepare(`select ${rowColumns} from lead where ${where} order by ${order} limit :limit offset :offset`)
    .all({ ...values, limit, offset }) as LeadRecord[]
  const total = search === '' ? countByGate(list, input.gate) : countWhere(store, where, values)
  return { rows: rows.map(named), total }
}

function countByGate(list: LeadList, gate: LeadsInput['gate']): number {
  if (gate === 'all') return list.rowCount
  return gate === 'ready' ? list.gates.ready : list.rowCount - list.gates.ready
}

function countWhere(store: Store, where: string, values: object): number {
  return (store.raw.prepare(`select count(*) as n from lead where ${where}`).get(values) as { n: number }).n
}

type DetailRecord = LeadRecord & {
  readonly payload: string
  readonly original: string
  readonly otherEmails: string | null
  readonly fileName: string
  readonly sha256: string
  readonly importedAt: string
  readonly header: string
}

/** Everything about one lead but where it was sent. */
export function getLead(store: Store, leadId: LeadId): Omit<LeadDetail, 'exports'> {
  const record = store.raw
    .prepare(
      `select ${rowColumns
        .split(',')
        .map((column) => `d.${column.trim()}`)
        .join(', ')}, d.payload, d.original, d.other_emails as otherEmails,
         i.file_name as fileName, i.sha256, i.imported_at as importedAt, i.header
       from lead d join list_import i on i.id = d.import_id
       where d.id = ? and i.state = 'ready'`,
    )
    .get(leadId) as DetailRecord | undefined
  if (!record) throw new AppError('NOT_FOUND', { what: 'lead' })
  const { payload, original, otherEmails, fileName, sha256, importedAt, header, ...row } = record
  const headers = JSON.parse(header) as string[]
  const cells = JSON.parse(original) as string[]
  return {
    ...named(row),
    ...readPayload(payload),
    otherEmails: otherEmails === null ? [] : (JSON.parse(otherEmails) as string[]),
    original: cells.map((cell, position) => ({ header: headers[position] ?? '', cell })),
    source: { fileName, sha256, rowNumber: row.rowNumber, importedAt },
  }
}

/** Splits a stored lead into Instantly's own fields and the operator's variables. */
export function readPayload(payload: string): Pick<LeadDetail, 'fields' | 'variables'> {
  const { custom_variables: variables = {}, ...fields } = JSON.parse(payload) as Record<string, string> & {
    custom_variables?: Record<string, string | number | boolean>
  }
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string')),
    variables,
  }
}
