/**
 * The SQL that prepares a database: up, down and up again on filled tables, and who can bypass its row-level security.
 */
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { addPlatform, keyRoles, keys, startProjectDatabase } from '../../leads/supabase/support.ts'
import { prepare, sqlFile, unprepare } from './support.ts'

let db: TestPostgres
beforeAll(async () => {
  db = await startProjectDatabase()
  await addPlatform(db)
})
afterAll(() => db.stop())

/** Returns the whole structure of the database, except the record of which columns were added. */
const shape = () =>
  db.sql(`
    select 'column' as of, table_name || '.' || column_name || ' ' || data_type as what from information_schema.columns
     where table_schema = 'public'
    union all select 'function', proname from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'policy', tablename || ' ' || policyname from pg_policies
    union all select 'grant', grantee || ' ' || table_name || ' ' || privilege_type from information_schema.role_table_grants
       where table_schema = 'public' and grantee <> 'postgres'
    union all select 'role', rolname from pg_roles where rolname like 'outreach%'
    union all select 'index', indexname from pg_indexes where schemaname = 'public' order by 1, 2`)

describe('migrations', () => {
  it('run up, down and up again on filled tables: down restores the earlier state, up the new one', async () => {
    // A column that the platform itself has, with its content.
    await db.sql(`alter table gmaps_businesses add reply_count integer;
                  update gmaps_businesses set reply_count = 3 where name = 'Own Address Dental'`)
    const businesses = () => db.sql('select id, name, email, reply_count from gmaps_businesses order by id')
    const [bare, before] = [await shape(), await businesses()]
    await prepare(db, 'own')
    await prepare(db, 'platform')
    const made = await shape()
    await db.sql(
      `insert into outreach_engagement (workspace_id, campaign_id, lead_key, email) values ('w', 'c', 'a@x.example', 'a@x.example')`,
    )
    await db.sql(`select outreach_write_platform(jsonb_build_object('gmaps_businesses',
      (select jsonb_agg(jsonb_build_object('id', id, 'campaign_id', campaign_id, 'email_status', 'sent')) from gmaps_businesses)))`)
    for (const step of ['0003_platform', '0002_views', '0001_table']) await db.sql(sqlFile(`${step}.down`))
    expect(await shape()).toEqual(bare)
    expect(await businesses()).toEqual(before)
    await prepare(db, 'own')
    await prepare(db, 'platform')
    expect(await shape()).toEqual(made)
    expect(await db.sql('select * from outreach_engagement')).toEqual([])
    await unprepare(db)
    expect(await shape()).toEqual(bare)
    await db.sql('alter table gmaps_businesses drop reply_count')
  })

  it('run again change nothing, and bring back what was dropped by hand', async () => {
    await prepare(db, 'own')
    await prepare(db, 'platform')
    await db.sql(
      `insert into outreach_engagement (workspace_id, campaign_id, lead_key, email) values ('w', 'c', 'a@x.example', 'a@x.example')`,
    )
    const rows = () => db.sql('select * from outreach_engagement')
    const [made, filled] = [await shape(), await rows()]
    await prepare(db, 'own')
    await prepare(db, 'platform')
    expect([await shape(), await rows()]).toEqual([made, filled])
    await db.sql('drop table outreach_engagement cascade; drop function outreach_write_platform(jsonb)')
    await prepare(db, 'own')
    await prepare(db, 'platform')
    expect(await shape()).toEqual(made)
    await unprepare(db)
    await unprepare(db)
  })

  it('run without Supabase’s roles, as on a plain PostgreSQL', async () => {
    await db.sql('create database plain')
    const plain = new Client({ connectionString: db.url.replace(/postgres$/, 'plain') })
    await plain.connect()
    try {
      for (const step of ['0001_table.up', '0002_views.up', '0002_views.down', '0001_table.down'])
        await plain.query(sqlFile(step))
    } finally {
      await plain.end()
      await db.sql('drop database plain')
    }
  })
})

describe('row-level security', () => {
  let api: TestPostgrest
  beforeAll(async () => {
    await prepare(db, 'own')
    await prepare(db, 'platform')
    await db.sql(`
      create role reader_a login password 'a'; create role writer_a login password 'a'; create role nobody login password 'a';
      grant outreach_reader to reader_a; grant outreach_writer to writer_a;
      insert into outreach_access values ('reader_a', 'a', false), ('writer_a', 'a', true), ('writer_a', 'b', false);
      insert into outreach_engagement (workspace_id, campaign_id, lead_key, email, reply_text, source_table, source_id,
          source_campaign_id, email_status)
        select w, 'c', l || '@' || w || '.example', l || '@' || w || '.example', 'secret of ' || w, 't', l || w, 'k' || w, 'sent'
          from unnest(array['a', 'b', 'z']) w, unnest(array['one', 'two']) l;
    `)
    api = await startPostgrest({ databaseUrl: db.url, keys: keyRoles })
  })
  afterAll(async () => {
    await api.close()
    await db.sql('drop owned by reader_a, writer_a, nobody; drop role reader_a, writer_a, nobody')
    await unprepare(db)
  })

  /** Runs some SQL as a role: returns the rows as text, or the code of the refusal. */
  async function as(role: string, sql: string): Promise<string> {
    const client = new Client({ connectionString: `postgresql://${role}:a@127.0.0.1:${db.port}/postgres` })
    const said: string[] = []
    client.on('notice', (notice) => said.push(String(notice.message)))
    await client.connect()
    try {
      const answer: unknown = await client.query(sql)
      const all = (Array.isArray(answer) ? answer : [answer]) as { rows: unknown[] }[]
      return JSON.stringify([all.flatMap(({ rows }) => rows), said])
    } catch (error) {
      return `${String((error as { code?: string }).code)} ${(error as Error).message} ${said.join(' ')}`
    } finally {
      await client.end()
    }
  }
  const all = () => db.sql('select * from outreach_engagement order by workspace_id, lead_key')
  const access = () => db.sql('select * from outreach_access order by role_name, workspace_id')

  it("lets a reader see its client's rows, in table and views, and a writer write them", async () => {
    expect(JSON.parse(await as('reader_a', 'select lead_key from outreach_engagement order by 1'))[0]).toEqual([
      { lead_key: 'one@a.example' },
      { lead_key: 'two@a.example' },
    ])
    expect(await as('reader_a', 'select id from outreach_campaigns')).toContain('ka')
    expect(
      await as(
        'writer_a',
        `update outreach_engagement set email_status = 'opened' where workspace_id = 'a' returning lead_key`,
      ),
    ).toContain('one@a.example')
    expect(await as('writer_a', `select outreach_check('a') as ok`)).toContain('"ok":true')
  })

  const upsert = (workspace: string) =>
    `insert into outreach_engagement (workspace_id, campaign_id, lead_key, email) values ('${workspace}', 'c', 'one@${workspace}.example', 'x')
     on conflict (workspace_id, campaign_id, lead_key) do update set email = 'taken' returning reply_text`
  it.each([
    ['reader_a', 'reads another client', `select * from outreach_engagement where workspace_id = 'b'`],
    ['reader_a', 'reads it through the first view', `select * from outreach_leads where workspace_id <> 'a'`],
    ['reader_a', 'reads it through the second view', `select * from outreach_campaigns where workspace_id <> 'a'`],
    ['reader_a', 'switches row-level security off', `set row_security = off; select * from outreach_engagement`],
    [
      'reader_a',
      'lets a function look at every row first',
      `create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as
         $$ begin raise notice '%', $1; return true; end $$;
       select 1 as n from outreach_engagement where workspace_id <> 'a' and pg_temp.leak(reply_text)`,
    ],
    [
      'reader_a',
      'reads it from an error',
      `select 1 as n from outreach_engagement where workspace_id = 'b' and cast(reply_text as int) = 1`,
    ],
    ['reader_a', 'becomes the group', `set role outreach_reader; select * from outreach_engagement`],
    ['reader_a', 'becomes a writer', `set role outreach_writer; ${upsert('b')}`],
    ['reader_a', 'gives itself access', `insert into outreach_access values ('reader_a', 'b', true)`],
    ['reader_a', 'widens its access', `update outreach_access set workspace_id = 'b' where role_name = 'reader_a'`],
    ['reader_a', 'reads who else has access', `select * from outreach_access where role_name <> 'reader_a'`],
    ['reader_a', 'writes', `update outreach_engagement set email = 'taken'`],
    ['reader_a', 'empties the table', 'truncate outreach_engagement'],
    [
      'reader_a',
      'copies the table out',
      "copy (select * from outreach_engagement where workspace_id <> 'a') to stdout",
    ],
    ['reader_a', 'makes a policy of its own', 'create policy mine on outreach_engagement for select using (true)'],
    [
      'reader_a',
      'looks into the planner’s samples',
      `select most_common_vals, histogram_bounds from pg_stats where tablename = 'outreach_engagement'`,
    ],
    ['writer_a', 'upserts over another client', upsert('b')],
    ['writer_a', 'upserts over a client it knows nothing of', upsert('z')],
    [
      'writer_a',
      'moves its rows to another client',
      `update outreach_engagement set workspace_id = 'b' where workspace_id = 'a'`,
    ],
    ['writer_a', 'deletes', 'delete from outreach_engagement'],
    [
      'writer_a',
      'takes another client’s rows by a join',
      `update outreach_engagement t set email = 'taken' from outreach_engagement o where o.workspace_id = 'b' and t.workspace_id = 'b'`,
    ],
    ['writer_a', 'proves a write for another client', `select outreach_check('z')`],
    ['nobody', 'reads', 'select * from outreach_engagement'],
    ['nobody', 'calls the function of the platform’s columns', `select outreach_write_platform('{}')`],
  ])('%s %s: none of it is allowed', async (role, _, sql) => {
    const [rows, members] = [await all(), await access()]
    const got = await as(role, sql)
    expect(got).not.toMatch(/secret of [bz]|@[bz]\.example|"k[bz]"|writer_a|"t[bz]"/)
    expect(await all()).toEqual(rows)
    expect(await access()).toEqual(members)
  })

  it.each(['GET', 'POST', 'PATCH'])('gives a publishable key no access: %s', async (method) => {
    const before = await all()
    const body = { workspace_id: 'a', campaign_id: 'c', lead_key: 'one@a.example', email: 'taken' }
    for (const path of [
      'outreach_engagement?workspace_id=eq.a',
      'outreach_leads',
      'rpc/outreach_check',
      'rpc/outreach_write_platform',
    ]) {
      if (path.startsWith('rpc') && method !== 'POST') continue
      const given = path.endsWith('check') ? { workspace: 'a' } : path.endsWith('platform') ? { batch: {} } : body
      const response = await fetch(`${api.url}/rest/v1/${path}`, {
        method,
        headers: {
          apikey: keys.publishable,
          'content-type': 'application/json',
          prefer: 'resolution=merge-duplicates,return=representation',
        },
        ...(method === 'GET' ? {} : { body: JSON.stringify(given) }),
      })
      expect([path, response.ok]).toEqual([path, false])
    }
    expect(await all()).toEqual(before)
  })
})
