/**
 * The inbox in PostgreSQL, for several relays behind one address. The schema and the numbering rule are in
 * supabase/migrations; LISTEN/NOTIFY only wakes waiting polls, so lost notifications do no harm.
 */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { Client, type ClientConfig, Pool, types } from 'pg'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import type { Logger } from '#shared/log.ts'
import { schemaFile } from '../schema-file.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { listenForStored } from './postgres-listen.ts'
import { createProvisioning } from './postgres-provisioning.ts'
import { type PositionRow, positionOf } from './rows.ts'
import type { Forgotten, NewEvent, RelayStore, StoredEvent, Summary } from './types.ts'

/** An arbitrary number of ours: relays that start at the same time create the schema one after the other. */
const schemaLock = 4_705_120
const retentionLock = 4_705_121
const positionColumns = 'stream, newest, acknowledged, forgotten_through, forgotten_unacknowledged'

export async function openPostgresStore(url: string, log: Logger): Promise<RelayStore> {
  const config: ClientConfig = {
    connectionString: url,
    // An `sslmode` in the address takes precedence.
    ...(isLocalDatabase(url) ? {} : { ssl: true }),
    application_name: 'sendoff-relay',
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    keepAlive: true,
    // Our numbers stay far below 2^53.
    types: {
      getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
    },
  }
  const pool = new Pool({ ...config, max: 8 })
  // A broken idle connection is replaced at the next query.
  pool.on('error', (error) => log.warn('a database connection broke', { reason: error.message }))
  // A connection that breaks while in use must not end the process either: it is enough that its query fails.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const salt = await prepareDatabase(pool).catch(async (error: unknown) => {
    await pool.end()
    throw withHint(error)
  })
  const listener = listenForStored(config, log)
  const commits = new Map<number, GroupCommit<NewEvent, boolean>>()
  const commitsOf = (workspaceId: number) => {
    const known = commits.get(workspaceId)
    if (known) return known
    const made = createGroupCommit<NewEvent, boolean>(async (batch) => {
      const stored = await append(pool, workspaceId, batch)
      if (stored) listener.announce(workspaceId)
      return stored
    }, 500)
    commits.set(workspaceId, made)
    return made
  }

  return {
    kind: 'postgres',
    salt,
    ...createReadMethods(pool),
    ...createProvisioning(pool),
    append: (workspaceId, event) => commitsOf(workspaceId).add(event),
    alone: (work) => withAdvisoryLock(pool, work),
    onStored: listener.onStored,
    async close() {
      for (const one of commits.values()) await one.idle()
      await listener.close()
      await pool.end()
    },
  }
}

/** Adds advice to errors caused by TLS. */
function withHint(error: unknown): unknown {
  if (!(error instanceof Error) || !/\bSSL\b|certificate/i.test(error.message)) return error
  const todo = 'Use TLS there, or add ?sslmode=no-verify (certificate unchecked) or ?sslmode=disable to DATABASE_URL.'
  return new Error(`${error.message.replace(/\.$/, '')}. ${todo}`, { cause: error })
}

/** Whether the database is on this machine: a socket, or a loopback address. */
function isLocalDatabase(url: string): boolean {
  const { host } = new Client({ connectionString: url })
  return host.startsWith('/') || isThisComputer(host)
}

/** Creates what is missing in the database; returns the store's salt. */
async function prepareDatabase(pool: Pool): Promise<Buffer> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [schemaLock])
    const { rows: there } = await client.query<{ table: string | null }>(
      `select to_regclass('sendoff_relay.event')::text as "table"`,
    )
    if (!there[0]?.table) await client.query(fs.readFileSync(schemaFile, 'utf8'))
    await client.query(`insert into sendoff_relay.meta (key, value) values ('salt', $1) on conflict do nothing`, [
      randomBytes(32),
    ])
    const { rows } = await client.query<{ value: Buffer }>(`select value from sendoff_relay.meta where key = 'salt'`)
    await client.query('commit')
    return rows[0]?.value ?? Buffer.alloc(0)
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function append(pool: Pool, workspaceId: number, batch: readonly NewEvent[]): Promise<boolean> {
  // Not a named statement: behind a transaction pooler the next connection may already have it, or not have it.
  const { rows } = await pool.query<{ last: number | null }>(
    'select sendoff_relay.append($1, $2::bigint[], $3::text[], $4::text[], $5::bytea[]) as last',
    [
      workspaceId,
      batch.map(({ receivedAt }) => receivedAt),
      batch.map(({ headers }) => headers),
      batch.map(({ source }) => source),
      batch.map(({ body }) => body),
    ],
  )
  return typeof rows[0]?.last === 'number'
}

/** Sizes are computed from the rows' metadata; bodies beyond the limit are not read. */
const pageQuery = `
  with own as materialized (select ${positionColumns} from sendoff_relay.workspace where id = $1)
  select own.*, page.* from own left join lateral (
    select seq, received_ms as "receivedAt", headers, source, body from (
      select *, sum(octet_length(body)) over (order by seq) - octet_length(body) as before from (
        select * from sendoff_relay.event where workspace_id = $1 and seq > $2 order by seq limit $3
      ) as head
    ) as sized where before = 0 or before + octet_length(body) <= $4
    order by seq
  ) as page on true`

type PageRow = PositionRow & { [key in keyof StoredEvent]: StoredEvent[key] | null }

function createReadMethods(
  pool: Pool,
): Pick<RelayStore, 'page' | 'acknowledge' | 'summaries' | 'forget' | 'tidy' | 'check'> {
  return {
    async page(workspaceId, { after, limit, maxBytes }) {
      const { rows } = await pool.query<PageRow>(pageQuery, [workspaceId, after, limit, maxBytes])
      const first = rows[0]
      if (!first) return null
      const events = rows.filter(({ seq }) => seq !== null) as (PositionRow & StoredEvent)[]
      const newest = first.newest
      return { position: positionOf(first), events, more: (events.at(-1)?.seq ?? newest) < newest }
    },
    async acknowledge(workspaceId, through) {
      const { rows } = await pool.query<PositionRow>(
        `update sendoff_relay.workspace
         set acknowledged = case when $2 <= newest then greatest(acknowledged, $2) else acknowledged end where id = $1
         returning ${positionColumns}`,
        [workspaceId, through],
      )
      return rows[0] ? positionOf(rows[0]) : null
    },
    async summaries() {
      const { rows } = await pool.query<PositionRow & Omit<Summary, 'position'>>(
        `select id, name, ${positionColumns}, stored_events as "storedEvents", stored_bytes as "storedBytes",
           last_received_ms as "lastReceivedAt",
           (select received_ms from sendoff_relay.event where workspace_id = w.id and seq = w.forgotten_through + 1)
             as "oldestAt",
           (select received_ms from sendoff_relay.event where workspace_id = w.id
              and seq = greatest(w.acknowledged, w.forgotten_through) + 1) as "oldestUnacknowledgedAt"
         from sendoff_relay.workspace as w order by name`,
      )
      return rows.map((row) => ({ ...row, position: positionOf(row) }))
    },
    async forget(workspaceId, { through, before, limit }) {
      const { rows } = await pool.query<Forgotten>('select * from sendoff_relay.forget($1, $2, $3, $4)', [
        workspaceId,
        through,
        before,
        limit,
      ])
      return rows[0] ?? { events: 0, bytes: 0, unacknowledged: 0 }
    },
    async tidy(now) {
      await pool.query('delete from sendoff_relay.hook where until_ms <= $1', [now])
    },
    async check() {
      await pool.query('select 1')
    },
  }
}

/** Uses a transaction-level lock, which also works behind a pooler and is released with a lost connection. */
async function withAdvisoryLock(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [
      retentionLock,
    ])
    if (rows[0]?.ours) await work()
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}
