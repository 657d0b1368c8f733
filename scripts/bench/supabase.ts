/**
 * Benchmarks 100,000 rows of a database into an opened draft, by connection string and through the Data API (pages of
 * 1,000), against a bare SELECT of the same rows; and results of as many leads written back (batches of 500, including
 * reading the store), against COPY with one UPDATE and against upserts by supabase-js, one for each row (1,000 of them,
 * scaled) and in ready-made batches.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PostgrestClient } from '@supabase/postgrest-js'
import { Client } from 'pg'
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import type { SupabaseAccess } from '#shared/contract/leads/supabase.ts'
import type { SupabaseSourceId, WorkspaceId } from '#shared/ids.ts'
import { postgresBin, startPostgres } from '../../tests/support/postgres.ts'
import { startPostgrest } from '../../tests/support/postgrest/server.ts'
import { type Product, startProduct } from './lib/product.ts'
import { median, quick, report } from './lib/report.ts'

const bench = 'supabase'
const rounds = 3
const rows = quick ? 10_000 : 100_000
const key = 'sb_secret_bench_0123456789abcdef'

const bin = postgresBin()
if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
const db = await startPostgres(bin)
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-supabase-'))

async function seed(): Promise<void> {
  await db.sql(`
    create role service_role nologin bypassrls;
    create table leads (id int primary key, email text, first_name text, last_name text, company_name text,
      job_title text, phone text, website text, city text, icebreaker text);
    insert into leads select n, 'lead' || n || '@bench.example', 'Mara', 'Lind ' || n, 'Company ' || n, 'Owner',
      '+49 30 ' || n, 'https://c' || n || '.example', 'Köln', repeat('Nice work, really. ', 5) from generate_series(1, ${rows}) n;
    grant select on leads to service_role; analyze leads;
  `)
}

/** Reads every row into memory and does nothing else. */
async function bareSelect(): Promise<number> {
  const client = new Client({ connectionString: db.url })
  await client.connect()
  const startedAt = performance.now()
  const answer = await client.query('select * from leads')
  const seconds = (performance.now() - startedAt) / 1000
  if (answer.rows.length !== rows) throw new Error(`bare select: ${answer.rows.length} of ${rows} rows`)
  await client.end()
  return seconds
}

/** Returns the seconds from the press to an opened draft with every row in it. */
async function pullBy(access: SupabaseAccess): Promise<number> {
  const folder = fs.mkdtempSync(path.join(dir, 'store-'))
  const product = startProduct(folder, null)
  const workspace = await product.call('workspaces.create', { name: 'Bench', colour: 1 })
  const source = await product.call('supabase.add', { workspaceId: workspace.id, name: 'Bench', access })
  const spec = { kind: 'table', relation: 'leads' } as const
  const startedAt = performance.now()
  const pulled = await product.call('supabase.pull', { sourceId: source.id, spec, pullId: 'bench' })
  const seconds = (performance.now() - startedAt) / 1000
  await product.stop()
  if (pulled.draft?.rowCount !== rows) throw new Error(`${pulled.draft?.rowCount} of ${rows} rows arrived`)
  return seconds
}

const sqlFile = (name: string) =>
  fs.readFileSync(path.join(import.meta.dirname, '../../supabase/engagement', `${name}.up.sql`), 'utf8')
const migrationsDir = path.join(import.meta.dirname, '../../resources/migrations')

/** Creates a client whose list of leads from a source was exported; each lead was contacted and every tenth replied. */
function fillStore(folder: string, workspaceId: WorkspaceId, sourceId: SupabaseSourceId): void {
  const store = openStore(folder, migrationsDir)
  const { raw } = store
  const cells = (n: number) => JSON.stringify([String(n), `lead${n}@bench.example`])
  raw.transaction(() => {
    raw.exec(`insert into lead_list (id, workspace_id, name, created_at, state) values (1, ${workspaceId}, 'Bench', '', 'ready');
      insert into list_import (id, workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
          settings, row_count, imported_at, state)
        values (1, ${workspaceId}, 1, 'bench', '', 1, '', ',', '["id","email"]', '[]', '{}', ${rows}, '', 'ready');
      insert into supabase_import (import_id, workspace_id, source_id, relation, campaign_id, key_column)
        values (1, ${workspaceId}, ${sourceId}, 'leads', null, 'id');
      insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
          activation, row_count, ready_count, created_at)
        values (${workspaceId}, 1, 'k', '{}', 'done', 'c-1', 'Bench', 'done', 'not_wanted', ${rows}, ${rows}, '2026-11-01T08:00:00.000Z');`)
    const lead = raw.prepare(
      `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original)
         values (?, 1, 1, ?, ?, 0, ?, '{}', ?)`,
    )
    for (let n = 1; n <= rows; n += 1) lead.run(workspaceId, n, n, `lead${n}@bench.example`, cells(n))
  })()
  const { ingest } = createEventIngest({ store, changed: () => undefined })
  const told = (n: number, type: string, minute: number) => ({
    raw: JSON.stringify({
      timestamp: new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString(),
      event_type: type,
      campaign_id: 'c-1',
      campaign_name: 'Bench',
      lead_email: `lead${n}@bench.example`,
      email_id: `${type}-${n}`,
    }),
    receivedAt: Date.UTC(2026, 10, 3),
    sourceId: null,
  })
  for (let from = 1; from <= rows; from += 500) {
    const some = Array.from({ length: Math.min(500, rows - from + 1) }, (_, at) => from + at)
    ingest(workspaceId, 'relay', [
      ...some.map((n) => told(n, 'email_sent', 0)),
      ...some.filter((n) => n % 10 === 0).map((n) => told(n, 'reply_received', 5)),
    ])
  }
  raw.close()
}

/** Returns the seconds from the switch until every result is in the database, including reading the store. */
async function writeBackBy(access: SupabaseAccess): Promise<number> {
  await db.sql('truncate outreach_engagement')
  const folder = fs.mkdtempSync(path.join(dir, 'store-'))
  const product = startProduct(folder, null)
  const { id: workspaceId } = await product.call('workspaces.create', { name: 'Bench', colour: 1 })
  const { id: sourceId } = await product.call('supabase.add', { workspaceId, name: 'Bench', access })
  fillStore(folder, workspaceId, sourceId)
  const choices = { place: 'own', organizationId: null, replyText: false } as const
  const { id } = await product.call('writeBack.setUp', { sourceId, access, ...choices })
  const startedAt = performance.now()
  await product.call('writeBack.switch', { id, on: true })
  await written(product, sourceId)
  const seconds = (performance.now() - startedAt) / 1000
  await product.stop()
  return seconds
}

async function written(product: Product, sourceId: SupabaseSourceId): Promise<void> {
  for (;;) {
    const now = await product.call('writeBack.of', { sourceId })
    if (now?.problem) throw new Error(now.problem.code)
    if (now?.writtenAt && now.counts.done === rows) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Writes the same rows by COPY into a temporary table, then one UPDATE of the existing ones. */
async function copyAndUpdate(): Promise<number> {
  await db.sql(`copy (select * from outreach_engagement) to '/tmp/sendoff-bench-rows-${process.pid}.csv'`)
  const startedAt = performance.now()
  await db.sql(`create temporary table told (like outreach_engagement)`)
  await db.sql(`copy told from '/tmp/sendoff-bench-rows-${process.pid}.csv'`)
  await db.sql(`update outreach_engagement t set email_status = g.email_status, email_sent_at = g.email_sent_at,
      email_replied_at = g.email_replied_at, reply_count = g.reply_count, email_count = g.email_count
    from told g where (t.workspace_id, t.campaign_id, t.lead_key) = (g.workspace_id, g.campaign_id, g.lead_key)`)
  const seconds = (performance.now() - startedAt) / 1000
  await db.sql('drop table told')
  fs.rmSync(`/tmp/sendoff-bench-rows-${process.pid}.csv`, { force: true })
  return seconds
}

/**
 * Writes the same rows with supabase-js, as its documentation shows: one upsert for each row, or in batches as big as
 * ours.
 */
async function upsertsBy(url: string, size: number, most: number): Promise<number> {
  const all = await db.sql('select * from outreach_engagement limit $1', [most])
  await db.sql('truncate outreach_engagement')
  const client = new PostgrestClient(`${url}/rest/v1`, { headers: { apikey: key } })
  const startedAt = performance.now()
  for (let at = 0; at < all.length; at += size) {
    const { error } = await client
      .from('outreach_engagement')
      .upsert(all.slice(at, at + size), { onConflict: 'workspace_id,campaign_id,lead_key' })
    if (error) throw new Error(error.message)
  }
  return ((performance.now() - startedAt) / 1000) * (rows / all.length)
}

try {
  await seed()
  const api = await startPostgrest({ databaseUrl: db.url, keys: { [key]: 'service_role' }, maxRows: 1000 })
  const all: { bare: number; database: number; project: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    all.push({
      bare: await bareSelect(),
      database: await pullBy({ kind: 'database', connection: db.url }),
      project: await pullBy({ kind: 'project', address: api.url, key }),
    })
  }
  for (const step of ['0001_table', '0002_views']) await db.sql(sqlFile(step))
  const back: { project: number; copy: number; database: number; batches: number; single: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const project = await writeBackBy({ kind: 'project', address: api.url, key })
    const database = await writeBackBy({ kind: 'database', connection: db.url })
    const copy = await copyAndUpdate()
    const batches = await upsertsBy(api.url, 500, rows)
    const single = await upsertsBy(api.url, 1, 1000)
    back.push({ project, database, copy, batches, single })
  }
  await api.close()
  const bare = median(all.map((each) => each.bare))
  const line = (figure: string, seconds: number) =>
    report({ bench, figure, value: seconds, unit: 's', target: 'none', peer: { bare_select_s: bare } })
  line('database_pull_s', median(all.map((each) => each.database)))
  line('project_pull_s', median(all.map((each) => each.project)))
  const seconds = (of: keyof (typeof back)[number]) => median(back.map((each) => each[of]))
  const perSecond = (of: keyof (typeof back)[number]) => rows / seconds(of)
  const peer = { copy_update_per_s: perSecond('copy'), supabase_js_per_s: perSecond('single') }
  const rate = (figure: string, of: 'project' | 'database') =>
    report({ bench, figure, value: perSecond(of), unit: 'rows/s', target: 'none', peer })
  rate('write_back_database_per_s', 'database')
  rate('write_back_project_per_s', 'project')
  const times = (figure: string, of: 'single' | 'batches', target: string) =>
    report({ bench, figure, value: seconds(of) / seconds('database'), unit: 'times', target, peer })
  times('times_supabase_js', 'single', '>= 5')
  times('times_supabase_js_batches', 'batches', 'none')
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
  await db.stop()
}
