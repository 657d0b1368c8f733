/** Queries of lists and leads. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  LeadChoice,
  LeadDetail,
  LeadFilter,
  LeadList,
  LeadPage,
  LeadRow,
  ListedLead,
  lists,
} from '#shared/contract/leads/lists.ts'
import type { ParsedOf } from '#shared/contract/route.ts'
import { cellValue } from '#shared/domain/leads/import/cell-value.ts'
import { emptyGateCounts, type Gate, gateCodes, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { columnMatcher, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { addedLeadsSql } from '../gates/left-after-undo.ts'
import { isSortedColumn, matchesTextSql, toLikePattern } from '../list-index/index-jobs.ts'
import type { LeadQuery, ListIndex } from '../list-index/list-index.ts'
import { orderOfValues, readColumn, valuesAt } from './column-values.ts'
import { exportedAt } from './exported-leads.ts'
import { furtherRowsOf } from './further-rows.ts'
import { engagementOf } from './lead-engagement.ts'
import { originalCells } from './original-rows.ts'

/** Throws NOT_FOUND or WORKSPACE_ARCHIVED: nothing new is added to an archived workspace. */
export function assertWorkspaceOpen(store: Store, workspaceId: WorkspaceId): void {
  const row = store.raw.prepare('select archived_at, demo from workspace where id = ?').get(workspaceId) as
    | { archived_at: string | null; demo: string | null }
    | undefined
  if (!row || row.demo === 'removing') throw new AppError('NOT_FOUND', { what: 'workspace' })
  if (row.archived_at !== null) throw new AppError('WORKSPACE_ARCHIVED')
}

/** Returns the client of a list. Throws NOT_FOUND. */
export const workspaceOfList = (store: Store, listId: ListId): WorkspaceId => {
  const row = store.raw
    .prepare<[number], { id: WorkspaceId }>('select workspace_id as id from lead_list where id = ?')
    .get(listId)
  if (!row) throw new AppError('NOT_FOUND', { what: 'list', id: listId })
  return row.id
}

/** Returns lists of this workspace that already contain this very file. */
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

type ListRecord = Omit<LeadList, 'archived' | 'gates' | 'sources' | 'lastFile'> & { readonly archivedAt: string | null }

const listColumns = `l.id, l.workspace_id as workspaceId, l.name, l.created_at as createdAt,
  l.archived_at as archivedAt, l.row_count - (select coalesce(sum(removed), 0) from list_gate_count g where g.list_id = l.id) as rowCount,
  (select count(*) from export_run e where e.list_id = l.id) as exportCount,
  (select coalesce(sum(${addedLeadsSql('e')}), 0) from export_run e where e.list_id = l.id) as exported`

/** Used by every screen with lists, whenever something changes. */
const listStatements = memoizeByKey((raw: Store['raw']) => ({
  all: raw.prepare<[WorkspaceId, 0 | 1], ListRecord>(
    `select ${listColumns} from lead_list l
     where l.workspace_id = ? and l.state = 'ready' and (l.archived_at is not null) = ?
     order by l.id desc`,
  ),
  one: raw.prepare<[ListId], ListRecord>(`select ${listColumns} from lead_list l where l.id = ? and l.state = 'ready'`),
  counts: raw.prepare<[ListId], { gate: number; count: number }>(
    'select gate, count - removed as count from list_gate_count where list_id = ?',
  ),
  sources: raw.prepare<[ListId], LeadList['sources'][number]>(
    `select file_name as fileName, imported_at as importedAt, row_count as rowCount
     from list_import where list_id = ? and state = 'ready' order by id`,
  ),
  lastFile: raw.prepare<[ListId], NonNullable<LeadList['lastFile']>>(
    `select a.id as actionId, i.file_name as fileName from list_action a join list_import i on i.id = a.import_id
     where a.list_id = ? and a.kind = 'import' and a.state = 'done' and a.undone_at is null order by a.id desc limit 1`,
  ),
}))

function toLeadList({ raw }: Store, record: ListRecord): LeadList {
  const statements = listStatements(raw)
  const gates = emptyGateCounts()
  for (const { gate, count } of statements.counts.all(record.id)) gates[gateOfCode(gate)] = count
  const sources = statements.sources.all(record.id)
  const lastFile = statements.lastFile.get(record.id)
  const { archivedAt, ...rest } = record
  return { ...rest, archived: archivedAt !== null, gates, sources, lastFile: lastFile ?? null }
}

/** Returns the lists of a workspace, newest first: those in use, or the archived ones. */
export function allLists(store: Store, workspaceId: WorkspaceId, archived: boolean): readonly LeadList[] {
  const records = listStatements(store.raw).all.all(workspaceId, archived ? 1 : 0)
  return records.map((record) => toLeadList(store, record))
}

/** Returns a list; throws NOT_FOUND, also for one that is only half imported. */
export function getList(store: Store, listId: ListId): LeadList {
  const record = requireFound(listStatements(store.raw).one.get(listId), 'list')
  return toLeadList(store, record)
}

export function renameList(store: Store, listId: ListId, name: string): LeadList {
  store.raw.prepare("update lead_list set name = ? where id = ? and state = 'ready'").run(name, listId)
  return getList(store, listId)
}

/** Archives a list or restores it; the time it was first archived is kept. */
export function archiveList(store: Store, listId: ListId, archivedAt: string | null): LeadList {
  store.raw
    .prepare(
      `update lead_list set archived_at = case when :archivedAt is null then null else coalesce(archived_at, :archivedAt) end
       where id = :listId and state = 'ready'`,
    )
    .run({ archivedAt, listId })
  return getList(store, listId)
}

/** If building an index takes longer than this, it is not coming, and the list is read instead. */
const INDEX_MS = 120_000

type LeadsInput = ParsedOf<(typeof lists)['lists.leads']>

const listedColumns = `(select file_name from list_import where id = import_id) as fileName`
const rowColumns = `id, position, row_number as rowNumber, gate, email, first_name as firstName, last_name as lastName,
  company_name as companyName, job_title as jobTitle`

type LeadRecord = Omit<LeadRow, 'gate'> & { readonly gate: number }
const withGateName = <T extends { readonly gate: number }>(row: T): Omit<T, 'gate'> & { readonly gate: Gate } => ({
  ...row,
  gate: gateOfCode(row.gate),
})

type ListState = { readonly id: ListId; readonly rowCount: number; readonly revision: number; readonly removed: number }

/** Returns what paging needs of a list; throws NOT_FOUND. */
export function listStateOf(store: Store, listId: ListId): ListState {
  const list = store.raw
    .prepare(
      `select id, row_count as rowCount, revision,
         (select coalesce(sum(removed), 0) from list_gate_count where list_id = l.id) as removed
       from lead_list l where id = ? and state = 'ready'`,
    )
    .get(listId) as ListState | undefined
  if (!list) throw new AppError('NOT_FOUND', { what: 'list' })
  return list
}

/** How long an answer waits for the index thread before it reports that there is more to come. */
const PATIENCE_MS = 400
/** The same for sorting by engagement; screens are notified once that has been read. */
const ENGAGED_PATIENCE_MS = 25
/** Number of rows from the beginning that are read while the index is being built. */
const READ_MEANWHILE = 3000

/** Returns one page of a list. Rows of an import in progress are beyond `row_count`, and therefore never seen. */
export async function pageOfLeads(store: Store, index: ListIndex, input: LeadsInput): Promise<LeadPage> {
  const until = performance.now() + (input.sort === 'engagement' ? ENGAGED_PATIENCE_MS : PATIENCE_MS)
  for (;;) {
    const page = positionsOfPage(store, index, input)
    const isFull = page.sorted && (page.complete || page.positions.length === input.page.limit)
    const left = until - performance.now()
    if (isFull || left <= 0) return toLeadPage(store, input, page)
    await index.soon(left)
  }
}

type PagePositions = Omit<LeadPage, 'rows'> & { readonly positions: readonly number[] }

const hasRowFilter = ({ importId, tagId, where }: LeadFilter) => importId !== null || tagId !== null || where.length > 0

function positionsOfPage(store: Store, index: ListIndex, input: LeadsInput): PagePositions {
  if (input.sort === 'engagement') return positionsByEngagement(store, index, input)
  const list = listStateOf(store, input.listId)
  const { offset, limit } = input.page
  const { gate, importId, tagId, where, sort, descending } = input
  const wanted: LeadQuery = { gate, search: input.search.trim(), importId, tagId, where, sort, descending }
  const whole = { complete: true, sorted: true, making: index.making(list.id) }
  if (wanted.search === '' && gate === 'all' && sort === 'position' && list.removed === 0 && !hasRowFilter(wanted)) {
    // Positions have no gaps, so a page anywhere in a million rows takes one index lookup.
    const first = descending ? list.rowCount - offset : offset + 1
    const count = Math.max(0, Math.min(limit, list.rowCount - offset))
    const positions = Array.from({ length: count }, (_, at) => (descending ? first - at : first + at))
    return { ...whole, positions, total: list.rowCount }
  }
  const found = index.find(list, wanted, offset + limit)
  if (found) {
    const { complete, sorted } = found
    const positions = [...found.positions.subarray(offset, offset + limit)]
    return { positions, total: found.positions.length, complete, sorted, making: index.making(list.id) }
  }
  const making = index.making(list.id)
  // Reading all of a big list would block everything else, so its index is built first.
  if (index.isBig(list)) return { ...positionsMeanwhile(store, list, wanted, input.page), making }
  if (hasRowFilter(wanted) || !(sort === 'position' || isSortedColumn(sort))) {
    const all = readPositions(store, list, wanted)
    return { ...whole, positions: all.slice(offset, offset + limit), total: all.length }
  }
  return { ...whole, ...readPage(store, list, wanted, input.page), making }
}

/**
 * Returns a page sorted by last activity, the most recent or the oldest first; leads without activity follow in either
 * case, in the list's own order.
 */
function positionsByEngagement(store: Store, index: ListIndex, input: LeadsInput): PagePositions {
  const list = listStateOf(store, input.listId)
  const { gate, importId, tagId, where, descending } = input
  const { offset, limit } = input.page
  const engaged = index.engaged(list.id)
  const wanted = { gate, search: input.search.trim(), importId, tagId, where, sort: 'position', descending: false }
  const all = engaged && allPositions(store, index, list, wanted)
  if (!all) {
    const own = positionsOfPage(store, index, { ...input, sort: 'position', descending: false })
    return { ...own, complete: false, sorted: false }
  }
  const order = sortEngagedFirst(engaged, all, list.rowCount, descending)
  const positions = [...order.subarray(offset, offset + limit)]
  return { positions, total: order.length, complete: true, sorted: true, making: index.making(list.id) }
}

/** The order by engagement last requested, as successive pages need the same one. */
const orderCache = new WeakMap<Uint32Array, { all: Uint32Array; descending: boolean; order: Uint32Array }>()

/** Returns the engaged leads among all of a list, in their order or reversed, followed by the others. */
function sortEngagedFirst(engaged: Uint32Array, all: Uint32Array, rowCount: number, descending: boolean): Uint32Array {
  const kept = orderCache.get(engaged)
  if (kept?.all === all && kept.descending === descending) return kept.order
  const among = new Uint8Array(rowCount + 1)
  for (let at = 0; at < all.length; at += 1) among[all[at] as number] = 1
  const order = new Uint32Array(all.length)
  let next = 0
  for (let at = 0; at < engaged.length; at += 1) {
    const position = engaged[descending ? at : engaged.length - 1 - at] as number
    if (among[position] !== 1) continue
    among[position] = 0
    order[next] = position
    next += 1
  }
  for (let at = 0; at < all.length; at += 1) {
    const position = all[at] as number
    if (among[position] !== 1) continue
    order[next] = position
    next += 1
  }
  orderCache.set(engaged, { all, descending, order })
  return order
}

/** Returns every matching position, in the list's own order; null while they are being searched. */
function allPositions(store: Store, index: ListIndex, list: ListState, wanted: LeadQuery): Uint32Array | null {
  const found = index.find(list, wanted, list.rowCount)
  if (found) return found.complete ? found.positions : null
  if (wanted.gate !== 'all' || wanted.search !== '' || list.removed > 0 || hasRowFilter(wanted)) {
    return index.isBig(list) ? null : Uint32Array.from(readPositions(store, list, wanted))
  }
  const all = new Uint32Array(list.rowCount)
  for (let at = 0; at < all.length; at += 1) all[at] = at + 1
  return all
}

/** Returns what is shown of a big list while its index is being built: its own order, if that is quickly available. */
function positionsMeanwhile(
  store: Store,
  list: ListState,
  wanted: LeadQuery,
  page: LeadsInput['page'],
): Omit<PagePositions, 'making'> {
  const isEarly = page.offset + page.limit <= READ_MEANWHILE
  if (wanted.search !== '' || hasRowFilter(wanted) || !(isEarly || wanted.gate === 'held')) {
    return { positions: [], total: 0, complete: false, sorted: false }
  }
  const sorted = wanted.sort === 'position'
  const own = sorted ? wanted : { ...wanted, sort: 'position', descending: false }
  return { ...readPage(store, list, own, page), complete: sorted, sorted }
}

/** Characters that the table shows of a cell of the file, which may have millions; the lead shows all of them. */
const SHOWN_CHARS = 2_000

/** Cuts values of columns of the file. Fields and variables stay complete, because they can be edited in the table. */
function createCellCutter(columns: LeadsInput['columns']) {
  const isWhole = columns.map((key) => /^(?:field|variable)$/.test(parseColumnKey(key)?.kind ?? ''))
  return (value: string, at: number): string =>
    isWhole[at] === true || value.length <= SHOWN_CHARS ? value : `${value.slice(0, SHOWN_CHARS).toWellFormed()}…`
}

/** Returns the leads at some positions, with what the table shows of them. */
function toLeadPage(store: Store, { listId, columns }: LeadsInput, { positions, ...page }: PagePositions): LeadPage {
  const rows = leadsAt(store, listId, positions)
  const values = valuesAt(store.raw, listId, positions, columns)
  const shown = createCellCutter(columns)
  const tags = tagsAt(store, listId, positions)
  const exported = exportedAt(store.raw, listId, positions)
  const did = engagementOf(
    store.raw,
    listId,
    rows.flatMap(({ email }) => email ?? []),
  )
  return {
    ...page,
    rows: rows.map(
      (row): ListedLead => ({
        ...row,
        tags: tags.get(row.position) ?? [],
        engagement: did.get(row.email ?? '') ?? null,
        exported: exported.has(row.position),
        values: (values.get(row.position) ?? columns.map(() => '')).map(shown),
      }),
    ),
  }
}

function tagsAt(store: Store, listId: ListId, positions: readonly number[]): ReadonlyMap<number, number[]> {
  const rows = store.raw
    .prepare(
      `select position, tag_id as tagId from lead_tag
       where list_id = ? and removed_by = 0 and position in (select value from json_each(?)) order by tag_id`,
    )
    .all(listId, JSON.stringify(positions)) as { position: number; tagId: number }[]
  const tags = new Map<number, number[]>()
  for (const { position, tagId } of rows) tags.set(position, [...(tags.get(position) ?? []), tagId])
  return tags
}

/** Returns positions found and sorted by reading every lead, for lists small enough. */
function readPositions(store: Store, list: ListState, wanted: LeadQuery): readonly number[] {
  const { sort, descending } = wanted
  const isOther = sort !== 'position' && !isSortedColumn(sort)
  const order = isOther ? 'position' : orderBy(sort, descending)
  const found = store.raw
    .prepare(`select position from lead where ${leadConditionSql(wanted)} order by ${order}`)
    .pluck()
    .all(bindingsOf(list, wanted)) as number[]
  const conditions = wanted.where.map((filter) => ({
    fits: columnMatcher(filter),
    values: readColumn(store.raw, { listId: list.id, rowCount: list.rowCount }, filter.column),
  }))
  const fitting = found.filter((position) => conditions.every(({ fits, values }) => fits(values[position - 1] ?? '')))
  if (!isOther) return fitting
  const kept = new Set(fitting)
  const { positions, empty } = orderOfValues(readColumn(store.raw, { listId: list.id, rowCount: list.rowCount }, sort))
  const filled = positions.subarray(0, positions.length - empty)
  const inOrder = descending ? [...filled.toReversed(), ...positions.subarray(filled.length)] : [...positions]
  return inOrder.filter((position) => kept.has(position))
}

/** Returns positions of the chosen leads still in the list, ascending. For a big list, waits for its index. */
export async function chosenPositions(
  store: Store,
  index: ListIndex,
  list: ListState,
  choice: LeadChoice,
): Promise<Uint32Array> {
  if ('leadIds' in choice) {
    const places = store.raw
      .prepare(
        `select position from lead where list_id = :listId and position <= :rowCount and removed = 0
           and id in (select value from json_each(:ids)) order by position`,
      )
      .pluck()
      .all({ listId: list.id, rowCount: list.rowCount, ids: JSON.stringify(choice.leadIds) }) as number[]
    return Uint32Array.from(places)
  }
  const wanted: LeadQuery = { ...choice.all, search: choice.all.search.trim(), sort: 'position', descending: false }
  const until = performance.now() + INDEX_MS
  while (index.isBig(list) && performance.now() < until) {
    if (index.prepare(listStateOf(store, list.id))) {
      // For a million rows each of the two blocks the thread for a while.
      await nextTurn()
      // Changes made while waiting have to be included.
      const found = index.find(listStateOf(store, list.id), wanted)
      if (found?.complete) return found.positions
    }
    await index.soon(PATIENCE_MS)
  }
  return Uint32Array.from(readPositions(store, list, wanted))
}

/** Returns the leads at these positions, in this order. */
function leadsAt(
  store: Store,
  listId: ListId,
  positions: readonly number[],
): readonly Omit<ListedLead, 'tags' | 'engagement' | 'exported' | 'values'>[] {
  const rows = store.raw
    .prepare(
      `select ${rowColumns}, ${listedColumns} from lead where list_id = ? and position in (select value from json_each(?))`,
    )
    .all(listId, JSON.stringify(positions)) as (LeadRecord & { readonly fileName: string })[]
  const byPosition = new Map(rows.map((row) => [row.position, withGateName(row)]))
  return positions.flatMap((position) => byPosition.get(position) ?? [])
}

const gateCondition = (gate: LeadQuery['gate']) =>
  gate === 'all' ? '' : gate === 'held' ? ' and gate <> 0' : ` and gate = ${gateCodes[gate]}`

const leadConditionSql = ({ gate, search, importId, tagId }: Omit<LeadQuery, 'sort' | 'descending'>): string =>
  [
    `list_id = :listId and position <= :rowCount and removed = 0${gateCondition(gate)}`,
    ...(search === '' ? [] : [matchesTextSql]),
    ...(importId === null ? [] : ['import_id = :importId']),
    ...(tagId === null
      ? []
      : ['position in (select position from lead_tag where tag_id = :tagId and list_id = :listId and removed_by = 0)']),
  ].join(' and ')

const bindingsOf = (list: ListState, { search, importId, tagId }: LeadQuery) => ({
  listId: list.id,
  rowCount: list.rowCount,
  ...(search === '' ? {} : { like: toLikePattern(search) }),
  ...(importId === null ? {} : { importId }),
  ...(tagId === null ? {} : { tagId }),
})

function orderBy(sort: string, descending: boolean): string {
  const direction = descending ? 'desc' : 'asc'
  if (sort === 'position') return `position ${direction}`
  // Empty cells come last in either direction, because nobody sorts to see them.
  return `${sort} is null, ${sort} collate nocase ${direction}, case when ${sort} is null then position else ${descending ? '-position' : 'position'} end`
}

/** Returns the number of matching leads; without a search, from the counts stored with the list. */
function countLeads(
  store: Store,
  listId: ListId,
  { gate, search }: LeadQuery,
  { where, values }: { readonly where: string; readonly values: object },
): number {
  if (search !== '') return store.raw.prepare(`select count(*) from lead where ${where}`).pluck().get(values) as number
  const { gates, rowCount } = getList(store, listId)
  if (gate === 'all') return rowCount
  return gate === 'held' ? rowCount - gates.ready : gates[gate]
}

/** Returns a page found by reading the list: fast for small ones, and used while a big one's index is built. */
function readPage(
  store: Store,
  list: ListState,
  wanted: LeadQuery,
  page: LeadsInput['page'],
): Pick<PagePositions, 'positions' | 'total'> {
  const where = leadConditionSql(wanted)
  const values = bindingsOf(list, wanted)
  const positions = store.raw
    .prepare(
      `select position from lead where ${where} order by ${orderBy(wanted.sort, wanted.descending)} limit :limit offset :offset`,
    )
    .pluck()
    .all({ ...values, ...page }) as number[]
  return { positions, total: countLeads(store, list.id, wanted, { where, values }) }
}

type DetailRecord = LeadRecord & {
  readonly importId: number
  readonly listId: ListId
  readonly workspaceId: WorkspaceId
  readonly payload: string
  readonly original: string
  readonly otherEmails: string | null
  readonly fileName: string
  readonly sha256: string
  readonly importedAt: string
  readonly header: string
  readonly mapping: string
}

/** Returns everything about one lead except where it was sent. */
export function getLead(
  store: Store,
  leadId: LeadId,
): Omit<LeadDetail, 'exports' | 'otherClients' | 'check'> & { readonly workspaceId: WorkspaceId } {
  const record = store.raw
    .prepare(
      `select ${rowColumns
        .split(',')
        .map((column) => `d.${column.trim()}`)
        .join(
          ', ',
        )}, d.payload, d.original, d.other_emails as otherEmails, d.import_id as importId, d.list_id as listId,
         d.workspace_id as workspaceId, i.file_name as fileName, i.sha256, i.imported_at as importedAt, i.header, i.mapping
       from lead d join list_import i on i.id = d.import_id
       where d.id = ? and i.state = 'ready'`,
    )
    .get(leadId) as DetailRecord | undefined
  if (!record) throw new AppError('NOT_FOUND', { what: 'lead' })
  const { payload, original, otherEmails, importId, listId, fileName, sha256, importedAt, header, mapping, ...row } =
    record
  const headers = JSON.parse(header) as string[]
  const cells =
    original === '' ? (originalCells(store, importId, row.rowNumber) ?? []) : (JSON.parse(original) as string[])
  return {
    ...withGateName(row),
    ...readPayload(payload),
    otherEmails: otherEmails === null ? [] : (JSON.parse(otherEmails) as string[]),
    original: cells.map((cell, position) => ({ header: headers[position] ?? '', cell })),
    furtherRows: furtherRowsOf(store, { id: leadId, listId, importId, email: row.email }),
    source: { fileName, sha256, rowNumber: row.rowNumber, importedAt },
    updates: updatesOf(store, leadId),
    consent: consentOf(JSON.parse(mapping) as Mapping, cells),
    linked: findLinkedLead(store, { importId, listId, ...row }),
  }
}

/** Returns the newer files whose values the lead has. */
const updatesOf = (store: Store, leadId: LeadId) =>
  store.raw
    .prepare(
      `select i.file_name as fileName, c.row_number as rowNumber, i.imported_at as importedAt
       from (select * from lead_change where lead_id = :id and new_lead_id is null
             union all select * from lead_change where new_lead_id = :id) c
       join list_action a on a.id = c.action_id and a.kind = 'import' join list_import i on i.id = a.import_id
       where i.state = 'ready' order by a.id desc limit 20`,
    )
    .all({ id: leadId }) as LeadDetail['updates']
function consentOf(mapping: Mapping, cells: readonly string[]): LeadDetail['consent'] {
  const cellOf = (kind: Mapping[number]['kind']) => {
    const at = mapping.findIndex((target) => target.kind === kind)
    return at < 0 ? '' : cellValue(cells[at], false)
  }
  const found = { given: cellOf('consent'), source: cellOf('consent_source'), date: cellOf('consent_date') }
  return found.given || found.source || found.date ? found : null
}

type Linked = {
  readonly importId: number
  readonly listId: number
  readonly rowNumber: number
  readonly position: number
}

/** Two leads of one row are adjacent: the business first, then the person. */
function findLinkedLead(store: Store, { importId, listId, rowNumber, position }: Linked): LeadDetail['linked'] {
  const other = store.raw
    .prepare(
      `select id, email, position from lead
       where list_id = ? and position in (?, ?) and import_id = ? and row_number = ? limit 1`,
    )
    .get(listId, position - 1, position + 1, importId, rowNumber) as
    | { id: LeadId; email: string | null; position: number }
    | undefined
  if (!other) return null
  return { id: other.id, email: other.email, role: other.position < position ? 'business' : 'person' }
}

/** Splits a stored lead into Instantly's own fields and the operator's variables. */
export const readPayload = (payload: string): Pick<LeadDetail, 'fields' | 'variables'> =>
  readFields(JSON.parse(payload) as Record<string, unknown>)

/** Does the same for a parsed payload. */
export function readFields(payload: Readonly<Record<string, unknown>>): Pick<LeadDetail, 'fields' | 'variables'> {
  const { custom_variables: variables = {}, ...fields } = payload as Record<string, string> & {
    custom_variables?: Record<string, string | number | boolean>
  }
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string')),
    variables,
  }
}
