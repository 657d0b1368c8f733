/** 100,000 rows of a database through both doors into an opened draft, beside a bare SELECT of the same rows. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { SupabaseAccess } from '#shared/contract/leads/supabase.ts'
import { postgresBin, startPostgres } from '../../tests/support/postgres.ts'
import { startPostgrest } from '../../tests/support/postgrest/server.ts'
import { startProduct } from './lib/product.ts'
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

/** Every row into memory and nothing else. */
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

/** Seconds from the press to an opened draft with every row in it. */
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
  await api.close()
  const bare = median(all.map((each) => each.bare))
  const line = (figure: string, seconds: number) =>
    report({ bench, figure, value: seconds, unit: 's', target: 'none', peer: { bare_select_s: bare } })
  line('database_pull_s', median(all.map((each) => each.database)))
  line('project_pull_s', median(all.map((each) => each.project)))
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
  await db.stop()
}
