/**
 * A small stand-in for the Data API of a Supabase project (PostgREST 14 behind its gateway), over a real PostgreSQL.
 * What it promises to do as the original does is written down and tested in tests/unit/support/postgrest.test.ts:
 * - a key decides the role (`anon`, `service_role`), row level security decides the rows;
 * - secret keys answer 401 to a browser's User-Agent; unknown keys answer 401;
 * - at most `maxRows` rows a request, whatever was asked for, without a word; `Content-Range` tells the range, and the
 *   count only where `Prefer: count=exact` asks;
 * - errors as `{ code, message, details, hint }` with PostgREST's or PostgreSQL's code;
 * - JSON as PostgreSQL prints it, so with every digit.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { Pool } from 'pg'
import { BadQuery, parseFilter, parseOrder, parseSelect } from './parse-query.ts'

export type PostgrestOptions = {
  /** Connection string of a role that may become the others. */
  readonly databaseUrl: string
  readonly keys: Readonly<Record<string, 'anon' | 'service_role'>>
  readonly maxRows?: number
  /** Whether the list of tables is told to every key. */
  readonly listsTables?: boolean
  /** Answers instead of the server, for faults. */
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

  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
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

const reserved = new Set(['select', 'order', 'limit', 'offset'])

async function answer(pool: Pool, question: Question): Promise<Response> {
  const { role, schema, relation, query, exact, head, maxRows } = question
  const values: unknown[] = []
  const filters = [...query]
    .filter(([name]) => !reserved.has(name))
    .map(([name, text]) => parseFilter(name, text, values))
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

function asFault(error: unknown, role: string, relation: string): Response {
  if (error instanceof BadQuery) return fault(400, 'PGRST100', error.message)
  const { code = 'XX000', message = '' } = error as { code?: string; message?: string }
  if (code === '42P01')
    return fault(404, 'PGRST205', `Could not find the table 'public.${relation}' in the schema cache`)
  // Who is nobody may log in first; who is somebody may not.
  if (code === '42501') return fault(role === 'anon' ? 401 : 403, code, message)
  return fault(code === '57014' ? 500 : 400, code, message)
}

/** The part of PostgREST's OpenAPI answer that names tables and columns. */
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
