/**
 * A small stand-in for the Data API of a Supabase project (PostgREST 14 behind its gateway), over a real PostgreSQL.
 * What it promises to do as the original does is written down and tested in tests/unit/support/postgrest.test.ts:
 * - a key decides the role (`anon`, `service_role`), row level security decides the rows;
 * - secret keys answer 401 to a browser's User-Agent; unknown keys answer 401;
 * - at most `maxRows` rows a request, whatever was asked for, without a word; `Content-Range` tells the range, and the
 *   count only where `Prefer: count=exact` asks;
 * - POST inserts; with `Prefer: resolution=merge-duplicates` (or `ignore-duplicates`) it upserts by `on_conflict`, else by
 *   the primary key; a clash without it is a 409. All objects of a list need the same keys (PGRST102);
 * - `return=minimal` (the default) answers no body, `return=representation` the rows, cut at `maxRows`;
 * - PATCH changes the rows its filters find: those row-level security hides are none, without an error;
 * - `rpc/<function>` calls a function by the names of its arguments, PGRST202 where there is none;
 * - errors as `{ code, message, details, hint }` with PostgREST's or PostgreSQL's code;
 * - JSON as PostgreSQL prints it, so with every digit.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { Pool, type PoolClient } from 'pg'
import { BadQuery, parseFilter, parseOrder, parseSelect } from './parse-query.ts'

export type PostgrestOptions = {
  /** Connection string of a role that may switch to the others. */
  readonly databaseUrl: string
  readonly keys: Readonly<Record<string, 'anon' | 'service_role'>>
  readonly maxRows?: number
  /** Whether every key may read the list of tables. */
  readonly listsTables?: boolean
  /** Answers in place of the server, to inject faults. */
  readonly before?: (request: Request) => Promise<Response | null> | Response | null
}

export type TestPostgrest = {
  readonly url: string
  readonly requests: { readonly method: string; readonly path: string; readonly headers: Headers }[]
  close(): Promise<void>
}

type Env = { Variables: { role: 'anon' | 'service_role' } }

const fault = (status: number, code: string, message: string) =>
  Response.json({ code, message, details: null, hint: null }, { status })

export async function startPostgrest(options: PostgrestOptions): Promise<TestPostgrest> {
  const pool = new Pool({ connectionString: options.databaseUrl, max: 4 })
  const requests: { method: string; path: string; headers: Headers }[] = []
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    requests.push({ method: c.req.method, path: c.req.path + new URL(c.req.url).search, headers: c.req.raw.headers })
    const early = await options.before?.(c.req.raw)
    if (early) return early
    const key = c.req.header('apikey') ?? ''
    const role = options.keys[key]
    if (!role) return c.json({ message: 'Invalid API key', hint: 'Double check your Supabase key.' }, 401)
    if (key.startsWith('sb_secret_') && /mozilla/i.test(c.req.header('user-agent') ?? '')) {
      return c.json({ message: 'Forbidden use of secret API key in browser' }, 401)
    }
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (bearer !== undefined && bearer !== key) return fault(401, 'PGRST301', 'JWT could not be decoded')
    c.set('role', role)
    await next()
    return undefined
  })

  app.get('/rest/v1/', async (c) => {
    if (options.listsTables === false) return fault(403, '42501', 'permission denied')
    return c.json({ swagger: '2.0', definitions: await describe(pool, c.get('role')) })
  })

  app.on(['GET', 'HEAD'], '/rest/v1/:relation', async (c) => {
    const url = new URL(c.req.url)
    const schema = c.req.header('accept-profile') ?? 'public'
    try {
      return await answer(pool, {
        role: c.get('role'),
        schema,
        relation: c.req.param('relation'),
        query: url.searchParams,
        exact: /count=exact/.test(c.req.header('prefer') ?? ''),
        head: c.req.method === 'HEAD',
        maxRows: options.maxRows ?? 1000,
      })
    } catch (error) {
      return asFault(error, c.get('role'), c.req.param('relation'))
    }
  })

  app.post('/rest/v1/rpc/:name', async (c) => {
    try {
      return await callFunction(pool, c.get('role'), c.req.param('name'), await objectOf(c.req.raw))
    } catch (error) {
      return asFault(error, c.get('role'), c.req.param('name'))
    }
  })

  app.on(['POST', 'PATCH'], '/rest/v1/:relation', async (c) => {
    const prefer = c.req.header('prefer') ?? ''
    const relation = c.req.param('relation')
    try {
      return await write(pool, {
        role: c.get('role'),
        schema: c.req.header('content-profile') ?? 'public',
        relation,
        query: new URL(c.req.url).searchParams,
        change: c.req.method === 'PATCH',
        body: await c.req.text(),
        merge: /resolution=(merge|ignore)-duplicates/.exec(prefer)?.[1] ?? null,
        represent: /return=representation/.test(prefer),
        maxRows: options.maxRows ?? 1000,
      })
    } catch (error) {
      return asFault(error, c.get('role'), relation)
    }
  })

  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  // Longer than any test: a connection closed just as a client reuses it would look like a fault no test asked for.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}

type Question = {
  readonly role: string
  readonly schema: string
  readonly relation: string
  readonly query: URLSearchParams
  readonly exact: boolean
  readonly head: boolean
  readonly maxRows: number
}

const reserved = new Set(['select', 'order', 'limit', 'offset', 'on_conflict', 'columns'])

async function answer(pool: Pool, question: Question): Promise<Response> {
  const { role, schema, relation, query, exact, head, maxRows } = question
  const values: unknown[] = []
  const filters = [...query]
    .filter(([name]) => !reserved.has(name))
    .map(([name, text]) => {
      if (name === 'and' || name === 'or') throw new BadQuery(`"failed to parse logic tree (${text})"`)
      return parseFilter(name, text, values)
    })
  const where = filters.length === 0 ? '' : ` where ${filters.join(' and ')}`
  const table = `"${schema.replaceAll('"', '""')}"."${relation.replaceAll('"', '""')}"`
  const items = parseSelect(query.get('select') ?? '*')
  const columns = items?.map(({ sql, name }) => `${sql} as "${name.replaceAll('"', '""')}"`).join(', ') ?? '*'
  const limit = Math.min(Number(query.get('limit') ?? maxRows), maxRows)
  const offset = Number(query.get('offset') ?? 0)
  const client = await pool.connect()
  try {
    await client.query('begin read only')
    await client.query(`set local role ${role}`)
    const inner = `select ${columns} from ${table}${where}${parseOrder(query.get('order'))} limit ${limit} offset ${offset}`
    const rows = await client.query<{ body: string; n: string }>(
      `select coalesce(json_agg(t), '[]')::text as body, count(*) as n from (${inner}) t`,
      values,
    )
    const total = exact
      ? (await client.query<{ n: string }>(`select count(*) as n from ${table}${where}`, values)).rows[0]?.n
      : '*'
    await client.query('commit')
    const found = Number(rows.rows[0]?.n)
    const range = found === 0 ? '*' : `${offset}-${offset + found - 1}`
    const part = exact && found < Number(total)
    return new Response(head ? null : rows.rows[0]?.body, {
      status: part ? 206 : 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-range': `${range}/${total}` },
    })
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function objectOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

/** Runs work in a transaction as the role, committed if the work succeeds. */
async function asRole<T>(pool: Pool, role: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; set local role ${role}`)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function callFunction(pool: Pool, role: string, name: string, given: Record<string, unknown>) {
  const names = Object.keys(given)
  const known = await pool.query<{ types: string[] }>(
    `select (select coalesce(array_agg(format_type(t, null) order by at), '{}')
               from unnest(p.proargtypes) with ordinality a(t, at)) as types
       from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = $1
        and coalesce(p.proargnames[1:p.pronargs], '{}')::text[] @> $2::text[] and p.pronargs = $3`,
    [name, names, names.length],
  )
  const types = known.rows[0]?.types
  if (!types) return fault(404, 'PGRST202', `Could not find the function public.${name} in the schema cache`)
  const list = names.map((each, at) => `"${each}" => $${at + 1}::${types[at]}`).join(', ')
  const values = names.map((each, at) => (/json/.test(types[at] ?? '') ? JSON.stringify(given[each]) : given[each]))
  return asRole(pool, role, async (client) => {
    const { rows } = await client.query<{ body: string }>(
      `select to_json(public."${name.replaceAll('"', '""')}"(${list}))::text as body`,
      values,
    )
    return new Response(rows[0]?.body ?? 'null', { headers: { 'content-type': 'application/json; charset=utf-8' } })
  })
}

type Write = {
  readonly role: string
  readonly schema: string
  readonly relation: string
  readonly query: URLSearchParams
  readonly change: boolean
  readonly body: string
  readonly merge: string | null
  readonly represent: boolean
  readonly maxRows: number
}

async function write(pool: Pool, asked: Write): Promise<Response> {
  const parsed: unknown = JSON.parse(asked.body)
  const rows = (Array.isArray(parsed) ? parsed : [parsed]) as Record<string, unknown>[]
  const names = Object.keys(rows[0] ?? {})
  const sameKeys = rows.every((row) => Object.keys(row).toSorted().join() === names.toSorted().join())
  if (!sameKeys) return fault(400, 'PGRST102', 'All object keys must match')
  if (rows.length === 0) return new Response(asked.represent ? '[]' : null, { status: asked.change ? 200 : 201 })
  const ident = (name: string) => `"${name.replaceAll('"', '""')}"`
  const table = `${ident(asked.schema)}.${ident(asked.relation)}`
  const list = names.map(ident).join(', ')
  const values: unknown[] = [asked.body]
  const from = `json_populate_recordset(null::${table}, $1::json)`
  let sql: string
  if (asked.change) {
    const filters = [...asked.query]
      .filter(([name]) => !reserved.has(name))
      .map(([name, text]) => parseFilter(name, text, values))
    const sets = names.map((name) => `${ident(name)} = g.${ident(name)}`).join(', ')
    values[0] = JSON.stringify(rows)
    const where = filters.map((each) => each.replace(/^"/, 't."')).join(' and ') || 'true'
    sql = `update ${table} t set ${sets} from ${from} g where ${where}`
  } else {
    values[0] = JSON.stringify(rows)
    const onConflict = asked.query.get('on_conflict')?.split(',') ?? (await keyOf(pool, table))
    const rest = names.filter((name) => !onConflict.includes(name))
    const sets = rest.map((name) => `${ident(name)} = excluded.${ident(name)}`).join(', ')
    const clash = asked.merge === 'merge' && sets !== '' ? `do update set ${sets}` : 'do nothing'
    const merge = asked.merge === null ? '' : ` on conflict (${onConflict.map(ident).join(', ')}) ${clash}`
    sql = `insert into ${table} (${list}) select ${list} from ${from}${merge}`
  }
  const items = parseSelect(asked.query.get('select') ?? '*')
  const prefix = asked.change ? 't.' : ''
  const shown = items?.map(({ sql: each, name }) => `${prefix}${each} as ${ident(name)}`).join(', ') ?? `${prefix}*`
  return asRole(pool, asked.role, async (client) => {
    if (!asked.represent) {
      await client.query(sql, values)
      return new Response(null, { status: asked.change ? 204 : 201 })
    }
    const answered = await client.query<{ body: string }>(
      `with w as (${sql} returning ${shown})
       select coalesce(json_agg(l), '[]')::text as body from (select * from w limit ${asked.maxRows}) l`,
      values,
    )
    return new Response(answered.rows[0]?.body, {
      status: asked.change ? 200 : 201,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
  })
}

async function keyOf(pool: Pool, table: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indisprimary and i.indrelid = $1::regclass`,
    [table],
  )
  return rows.map(({ name }) => name)
}

function asFault(error: unknown, role: string, relation: string): Response {
  if (error instanceof BadQuery) return fault(400, 'PGRST100', error.message)
  const { code = 'XX000', message = '' } = error as { code?: string; message?: string }
  if (code === '42P01')
    return fault(404, 'PGRST205', `Could not find the table 'public.${relation}' in the schema cache`)
  // An anonymous caller may log in first (401); an authenticated one lacks the permission (403).
  if (code === '42501') return fault(role === 'anon' ? 401 : 403, code, message)
  if (code === '23505' || code === '23503') return fault(409, code, message)
  return fault(code === '57014' ? 500 : 400, code, message)
}

/** Returns the part of PostgREST's OpenAPI answer that names tables and columns. */
async function describe(pool: Pool, role: string) {
  const { rows } = await pool.query<{ table: string; column: string; type: string; pk: boolean }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
            coalesce(a.attnum = any(i.indkey), false) as pk
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_index i on i.indrelid = c.oid and i.indisprimary
      where n.nspname = 'public' and c.relkind in ('r', 'v', 'm') and has_table_privilege($1, c.oid, 'select')
      order by c.relname, a.attnum`,
    [role],
  )
  const byTable = Map.groupBy(rows, (row) => row.table)
  return Object.fromEntries(
    [...byTable].map(([table, columns]) => [
      table,
      {
        type: 'object',
        properties: Object.fromEntries(
          columns.map(({ column, type, pk }) => [
            column,
            { format: type, ...(pk ? { description: 'Note:\nThis is a Primary Key.<pk/>' } : {}) },
          ]),
        ),
      },
    ]),
  )
}
