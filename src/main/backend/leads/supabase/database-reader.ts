/** Reads a PostgreSQL database by its connection string: one read-only snapshot, row by row from a cursor. */
import type { Client } from 'pg'
import type { SupabaseColumn, SupabaseRelation, TableFilter } from '#shared/contract/leads/supabase.ts'
import { answerLimits } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'
import {
  connectDatabase,
  defaultConnectOptions,
  disconnect,
  withSilenceTimeout,
  withSupabaseErrors,
} from './database-connection.ts'
import { splitValues } from './filter-values.ts'
import type { ReadHooks, ReadResult, TableQuestion, TableReader, TextRow } from './reader.ts'

/** So many rows of the most columns a table can have stay below the maximum number of values. */
const cursorRows = 1000
/** Fewer long rows are fetched at once, so that their texts take up at most this part of the maximum answer. */
const partOfAnswer = 1 / 16

type Limits = { readonly maxBytes?: number; readonly silentMs?: number }

export function createDatabaseReader(connection: string, limits: Limits = {}): TableReader {
  const { maxBytes = answerLimits.supabase, silentMs } = limits
  let opening: Promise<Client> | null = null
  const client = () => (opening ??= connectDatabase(connection, { ...defaultConnectOptions, maxBytes }))

  async function relations(signal?: AbortSignal) {
    const db = await client()
    const { rows } = await withSupabaseErrors(
      withSilenceTimeout(db, db.query<RelationRow>(relationsSql), signal, silentMs),
    )
    const byName = Map.groupBy(rows, (row) => `${row.schema}\u0000${row.name}`)
    return { relations: [...byName.values()].map(asRelation), listed: true }
  }

  async function columns(schema: string, relation: string, signal?: AbortSignal): Promise<readonly SupabaseColumn[]> {
    const { relations: all } = await relations(signal)
    const found = all.find((each) => each.schema === schema && each.name === relation)
    if (!found) throw new AppError('SUPABASE_TABLE_NOT_FOUND', { table: relation })
    return found.columns
  }

  async function read(question: TableQuestion, { signal, onRows }: ReadHooks): Promise<ReadResult> {
    const all = await columns(question.schema, question.relation, signal)
    const names = question.columns ?? all.map((column) => column.name)
    const types = new Map(all.map((column) => [column.name, column.type]))
    const keys = all.filter((column) => column.primaryKey)
    const keyColumn = question.keyColumn ?? (keys.length === 1 ? (keys[0]?.name ?? null) : null)
    const selected = keyColumn === null ? names : [...names, keyColumn]
    for (const name of [...selected, ...question.filters.map((filter) => filter.column)]) {
      if (!types.has(name)) throw new AppError('SUPABASE_QUERY_REFUSED', { table: question.relation, message: name })
    }
    const incomplete = (found: number, of: number) =>
      new AppError('SUPABASE_INCOMPLETE', { table: question.relation, read: found, counted: of })
    const db = await client()
    const ask = <T>(work: Promise<T>): Promise<T> => withSupabaseErrors(withSilenceTimeout(db, work, signal, silentMs))
    const { default: Cursor } = await import('pg-cursor')
    const where = whereOf(question.filters)
    const from = `from ${ident(question.schema)}.${ident(question.relation)}${where.sql}`
    await ask(db.query('begin isolation level repeatable read read only'))
    try {
      const counted = Number(
        (await ask(db.query<{ n: string }>(`select count(*) as n ${from}`, where.values))).rows[0]?.n,
      )
      const select = selected.map((name) => asTextSql(name, types.get(name) ?? '')).join(', ')
      const cursor = db.query(
        new Cursor<(string | null)[]>(`select ${select} ${from}`, where.values, { rowMode: 'array' }),
      )
      let rows = 0
      let atOnce = 1
      for (;;) {
        signal.throwIfAborted()
        const found = await ask(cursor.read(atOnce))
        if (found.length === 0) break
        rows += found.length
        // In one snapshot there are no more rows than were counted: this table would never end.
        if (rows > counted) throw incomplete(rows, counted)
        const long = found.reduce((sum, cells) => sum + cells.reduce((more, cell) => more + (cell?.length ?? 0), 1), 0)
        atOnce = Math.max(1, Math.min(cursorRows, Math.floor((maxBytes * partOfAnswer * found.length) / long)))
        await onRows({
          rows: found.map((cells): TextRow => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))),
          // The key follows the requested columns.
          keys: keyColumn === null ? null : found.map((cells) => cells[names.length] ?? ''),
          total: counted,
        })
      }
      await ask(cursor.close())
      if (rows !== counted) throw incomplete(rows, counted)
      return { rows, counted, keyColumn }
    } finally {
      await ask(db.query('rollback')).catch(() => undefined)
    }
  }

  return {
    relations,
    columns,
    read,
    async close() {
      const db = await opening?.catch(() => null)
      if (db) await disconnect(db)
    },
  }
}

const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Returns SQL for the text PostgreSQL writes, so no number is rounded; arrays of text become lists, others JSON. */
function asTextSql(name: string, type: string): string {
  const column = ident(name)
  if (/^(?:text|character varying|citext)\[\]$/.test(type)) return `array_to_string(${column}, ', ') as ${column}`
  if (type.endsWith('[]')) return `to_jsonb(${column})::text as ${column}`
  return `${column}::text as ${column}`
}

const comparisons = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function whereOf(filters: readonly TableFilter[]): { readonly sql: string; readonly values: unknown[] } {
  const values: unknown[] = []
  const parts = filters.map(({ column, op, value }) => {
    const name = ident(column)
    switch (op) {
      case 'is_empty':
        return `${name} is null`
      case 'is_filled':
        return `${name} is not null`
      case 'contains':
        values.push(`%${value.replace(/[\\%_]/g, '\\$&')}%`)
        return `${name}::text ilike $${values.length}`
      case 'one_of':
        values.push(splitValues(value))
        return `${name}::text = any($${values.length}::text[])`
      default:
        values.push(value)
        return `${name} ${comparisons[op]} $${values.length}`
    }
  })
  return { sql: parts.length === 0 ? '' : ` where ${parts.join(' and ')}`, values }
}

type RelationRow = {
  readonly schema: string
  readonly name: string
  readonly kind: string
  readonly column: string
  readonly type: string
  readonly primaryKey: boolean
}

const relationsSql = `
  select n.nspname as schema, c.relname as name, c.relkind as kind, a.attname as column,
         format_type(a.atttypid, null) as type,
         coalesce(a.attnum = any(i.indkey), false) as "primaryKey"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
   where c.relkind in ('r', 'p', 'v', 'm', 'f')
     and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'auth', 'storage', 'vault', 'realtime',
                           'extensions', 'graphql', 'graphql_public', 'pgsodium', 'supabase_functions',
                           'supabase_migrations', 'cron', 'net')
     and has_schema_privilege(n.oid, 'usage')
     and has_column_privilege(c.oid, a.attnum, 'select')
   order by n.nspname <> 'public', n.nspname, c.relname, a.attnum`

function asRelation(rows: readonly RelationRow[]): SupabaseRelation {
  const first = rows[0] as RelationRow
  return {
    schema: first.schema,
    name: first.name,
    kind: first.kind === 'v' || first.kind === 'm' ? 'view' : 'table',
    columns: rows.map(({ column, type, primaryKey }) => ({ name: column, type, primaryKey })),
  }
}
