/** Reads a Supabase project through its Data API (PostgREST), with a publishable or secret key. */
import { PostgrestClient, type PostgrestError } from '@supabase/postgrest-js'
import { z } from 'zod'
import type { SupabaseColumn, SupabaseRelation, TableFilter } from '#shared/contract/leads/supabase.ts'
import { AppError } from '#shared/errors.ts'
import { splitValues } from './filter-values.ts'
import { createProjectRequest, type ProjectAccess, projectHeaders, tryParse } from './project-request.ts'
import {
  cellText,
  type ReadHooks,
  type ReadResult,
  type TableQuestion,
  type TableReader,
  type TextRow,
} from './reader.ts'

/** The page size requested; a project may silently return fewer rows, so only an empty page ends the reading. */
const pageRows = 1000

type Rows = readonly Readonly<Record<string, unknown>>[]
/** A client for any schema. */
type Relations = Pick<PostgrestClient, 'from'>
type Answer = { data: unknown; error: PostgrestError | null; count: number | null; status: number }

export function createProjectReader(access: ProjectAccess): TableReader {
  const headers = projectHeaders(access)
  const restUrl = `${access.origin}/rest/v1`
  // postgrest-js turns what fetch throws into a text, so the original error is kept here.
  let failure: AppError | null = null
  const ask = createProjectRequest(access, (error) => {
    failure = error
  })
  const client = (schema: string) =>
    new PostgrestClient(restUrl, { headers, fetch: ask, retry: false, ...(schema === 'public' ? {} : { schema }) })

  function requireRows(answer: Answer, relation: string): Rows {
    if (answer.error) throw (answer.status === 0 && failure) || asError(answer, relation, new URL(access.origin).host)
    const rows = rowList.safeParse(answer.data)
    if (!rows.success) throw new AppError('SUPABASE_QUERY_REFUSED', { table: relation, message: 'not a table' })
    return rows.data
  }

  async function relations(signal?: AbortSignal) {
    const response = await ask(`${restUrl}/`, {
      headers: { ...headers, accept: 'application/openapi+json' },
      ...(signal ? { signal } : {}),
    })
    const found = response.ok ? description.safeParse(tryParse(await response.text())) : null
    // Projects may hide their list of tables; the key is still valid for the tables.
    if (!found?.success) {
      if (response.status === 401) throw await refusedKey(client('public'))
      return { relations: [], listed: false }
    }
    return { relations: Object.entries(found.data.definitions).map(asRelation), listed: true }
  }

  async function columns(schema: string, relation: string, signal?: AbortSignal) {
    const known = (await relations(signal)).relations.find((each) => each.name === relation && schema === 'public')
    if (known) return known.columns
    const first = client(schema).from(pathOf(relation)).select('*').limit(1)
    const rows = requireRows(await (signal ? first.abortSignal(signal) : first), relation)
    return Object.keys(rows[0] ?? {}).map((name): SupabaseColumn => ({ name, type: '', primaryKey: name === 'id' }))
  }

  async function count(question: TableQuestion, signal: AbortSignal): Promise<number | null> {
    const head = client(question.schema)
      .from(pathOf(question.relation))
      .select('*', { count: 'exact', head: true })
      .abortSignal(signal)
    const answer = await addFilters(head, question.filters)
    // Counting a big table may exceed the project's time limit for a key, in which case there is no count.
    return answer.error || !isCount(answer.count) ? null : answer.count
  }

  async function read(question: TableQuestion, { signal, onRows }: ReadHooks): Promise<ReadResult> {
    const keyColumn = question.keyColumn ?? (await findKey(question, signal))
    const before = await count(question, signal)
    const pages: Ask = async (narrowed) =>
      requireRows(await narrowed(pageOf(client(question.schema), question, keyColumn, signal)), question.relation)
    // Paging by key would never return these rows.
    if ((await pages((rows) => rows.is(columnName(keyColumn), null).limit(1))).length > 0) throw notUnique(keyColumn)
    const shown = question.columns ? new Set(question.columns) : null
    let rows = 0
    let keys: readonly string[] = []
    const borders = new Set<string | undefined>()
    let most = before === null ? Number.POSITIVE_INFINITY : before + roomFor(before)
    for (;;) {
      const border = keys.at(-1)
      // Pages that repeat would never end.
      if (borders.has(border)) throw notUnique(keyColumn)
      borders.add(border)
      const found = await (border === undefined ? pages((page) => page) : rowsAfter(pages, keyColumn, border))
      if (found.length === 0) break
      keys = keysOf(found, keyColumn, new Set(keys))
      rows += found.length
      if (rows > most) {
        const now = (await count(question, signal)) ?? rows
        if (rows > now + roomFor(now)) throw notUnique(keyColumn)
        most = now + roomFor(now)
      }
      await onRows({ rows: found.map((row) => asText(row, shown)), keys, total: before })
      signal.throwIfAborted()
    }
    if (before !== null) await assertComplete(question, { rows, before }, () => count(question, signal))
    else if (!(await isThere(pages, keyColumn, keys.at(-1)))) {
      throw new AppError('SUPABASE_INCOMPLETE', { table: question.relation, read: rows })
    }
    return { rows, counted: before, keyColumn }
  }

  async function findKey(question: TableQuestion, signal: AbortSignal): Promise<string> {
    const all = await columns(question.schema, question.relation, signal)
    const own = all.filter((column) => column.primaryKey)
    const key = own.length === 1 ? own[0] : all.find((column) => column.name === 'id')
    if (key) return key.name
    throw new AppError('SUPABASE_KEY_COLUMN_NEEDED', { table: question.relation })
  }

  return { relations, columns, read, close: async () => undefined }
}

/**
 * Single rows may be deleted while all are being read. If more than one in a hundred is missing, the table was
 * emptied or access was revoked.
 */
async function assertComplete(
  { relation }: TableQuestion,
  { rows, before }: { readonly rows: number; readonly before: number },
  count: () => Promise<number | null>,
): Promise<void> {
  if (rows >= before) return
  const now = await count()
  const fewest = before - Math.floor(before / 100)
  if (now !== null && now >= fewest && rows >= now) return
  const counted = Math.max(before, now ?? 0)
  throw new AppError('SUPABASE_INCOMPLETE', { table: relation, read: rows, counted })
}

const isCount = (count: number | null): boolean => count !== null && Number.isSafeInteger(count) && count >= 0

/** Returns the number of rows that may have been added since the count; if more arrive, they are counted again. */
const roomFor = (counted: number): number => pageRows + Math.ceil(counted / 10)

/** Builds the query for a page of the requested rows, ordered by the key. */
function pageOf(client: Relations, question: TableQuestion, keyColumn: string, signal: AbortSignal) {
  const { relation, columns, filters } = question
  const rows = client
    .from(pathOf(relation))
    .select(columns ? [...new Set([...columns, keyColumn])].map(quoted).join(',') : '*')
  return addFilters(rows, filters).order(columnName(keyColumn), { ascending: true }).limit(pageRows).abortSignal(signal)
}

type Ask = (narrowed: (page: ReturnType<typeof pageOf>) => PromiseLike<Answer>) => Promise<Rows>

/**
 * Returns the rows after the last key of a page. The row with that key is requested again with them: if other rows had
 * the same key, they would be on neither page.
 */
async function rowsAfter(ask: Ask, keyColumn: string, border: string): Promise<Rows> {
  const column = columnName(keyColumn)
  const found = await ask((rows) => rows.gte(column, border))
  const after = found.filter((row) => cellText(row[keyColumn]) !== border)
  if (found.length - after.length > 1) throw notUnique(keyColumn)
  if (after.length > 0) return after
  // Either the end, or the project returns only one row at a time, in which case the page only contained the row of the
  // last key.
  const further = await ask((rows) => rows.gt(column, border))
  const alone = further.length === 0 || (await ask((rows) => rows.eq(column, border).range(1, 1))).length === 0
  if (!alone) throw notUnique(keyColumn)
  return further
}

/** Returns whether the last row read still exists: a table that was emptied looks like one that ended. */
async function isThere(ask: Ask, keyColumn: string, last: string | undefined): Promise<boolean> {
  return last === undefined || (await ask((rows) => rows.eq(columnName(keyColumn), last).limit(1))).length > 0
}

/** Returns the keys of a page, in order; throws if a row could be lost or duplicated between two pages. */
function keysOf(rows: Rows, keyColumn: string, before: ReadonlySet<string>): readonly string[] {
  const keys = rows.map((row) => cellText(row[keyColumn]))
  const unsure = keys.includes('') || new Set(keys).size < keys.length || keys.some((key) => before.has(key))
  if (unsure) throw notUnique(keyColumn)
  return keys
}

const notUnique = (keyColumn: string) =>
  new AppError('SUPABASE_KEY_COLUMN_NEEDED', { column: keyColumn, reason: 'not_unique' })

function asText(row: Readonly<Record<string, unknown>>, shown: ReadonlySet<string> | null): TextRow {
  const cells = Object.entries(row).filter(([name]) => shown === null || shown.has(name))
  return Object.fromEntries(cells.map(([name, value]) => [name, cellText(value)]))
}

type Filterable = { filter(column: string, op: string, value: unknown): unknown }

/** Adds filters in PostgREST's syntax. */
function addFilters<Query extends object>(query: Query, filters: readonly TableFilter[]): Query {
  let asked = query as unknown as Filterable
  for (const { column, op, value } of filters) asked = addFilter(asked, columnName(column), op, value) as Filterable
  return asked as unknown as Query
}

function addFilter(asked: Filterable, column: string, op: TableFilter['op'], value: string): unknown {
  switch (op) {
    case 'contains':
      // In `ilike` a star matches any text and cannot be escaped.
      if (value.includes('*')) return asked.filter(column, 'imatch', value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      return asked.filter(column, 'ilike', `*${value.replace(/[\\%_]/g, '\\$&')}*`)
    case 'one_of':
      return asked.filter(column, 'in', `(${splitValues(value).map(quoted).join(',')})`)
    case 'is_empty':
      return asked.filter(column, 'is', 'null')
    case 'is_filled':
      return asked.filter(column, 'not.is', 'null')
    default:
      return asked.filter(column, op, value)
  }
}

/** Returns a table's name as one path segment, whatever it contains. A URL cannot express a name of only dots. */
function pathOf(relation: string): string {
  const unsayable = relation === '.' || relation === '..' || !relation.isWellFormed()
  if (unsayable) throw new AppError('SUPABASE_TABLE_NOT_FOUND', { table: relation })
  return encodeURIComponent(relation)
}

/** Quotes a name or value for PostgREST. */
const quoted = (name: string): string => `"${name.replace(/[\\"]/g, '\\$&')}"`

/** Returns a column for use in a query, quoted only if its name would otherwise be read as something else. */
const columnName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) && !ownWords.has(name) ? name : quoted(name))

/** Reserved words of a URL that are not columns. */
const ownWords: ReadonlySet<string> = new Set([
  'select',
  'order',
  'limit',
  'offset',
  'columns',
  'on_conflict',
  'and',
  'or',
  'not',
])

const rowList = z.array(z.record(z.string(), z.unknown()))

const refusal = z.object({ code: z.string().nullish().catch(null), message: z.string().nullish().catch(null) })

/** Converts the codes of PostgREST and PostgreSQL to errors shown to the operator. */
function asError({ error, status }: Answer, relation: string, host: string): AppError {
  const { code, message } = refusal.safeParse(error).data ?? {}
  // Not an answer of the database, but of a proxy in front of it, or of a site that is not a project.
  if (!code && (status >= 500 || status === 404 || status === 403))
    return new AppError('SUPABASE_UNREACHABLE', { host })
  if (code === 'PGRST205' || code === '42P01' || code === 'PGRST106' || status === 404) {
    return new AppError('SUPABASE_TABLE_NOT_FOUND', { table: relation })
  }
  // To a publishable key this is a 401 as well, although nothing is wrong with the key.
  if (status === 403 || code === '42501') return new AppError('SUPABASE_REFUSED', { table: relation, reason: 'rights' })
  if (status === 401 || code === 'PGRST301' || code === 'PGRST302') return new AppError('SUPABASE_REFUSED')
  return new AppError('SUPABASE_QUERY_REFUSED', {
    table: relation,
    ...(message ? { message: message.slice(0, 300) } : {}),
  })
}

/** A 401 for the list of tables alone says nothing about the key; a 401 for any table does. */
async function refusedKey(client: Relations): Promise<AppError> {
  const answer = await client.from('sendoff_no_such_table').select('*').limit(1)
  return answer.status === 401 ? new AppError('SUPABASE_REFUSED') : new AppError('SUPABASE_TABLE_NOT_FOUND')
}

/** PostgREST's own description of its API (OpenAPI 2). */
const description = z.object({
  definitions: z.record(
    z.string(),
    z.object({
      properties: z
        .record(z.string(), z.object({ format: z.string().optional(), description: z.string().optional() }))
        .default({}),
    }),
  ),
})

function asRelation([name, { properties }]: [
  string,
  z.output<typeof description>['definitions'][string],
]): SupabaseRelation {
  return {
    schema: 'public',
    name,
    kind: 'unknown',
    columns: Object.entries(properties).map(([column, { format, description: comment }]) => ({
      name: column,
      type: format ?? '',
      primaryKey: comment?.includes('<pk/>') ?? false,
    })),
  }
}
