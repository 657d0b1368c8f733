/** A typical operator's project: tables with row level security, the lead platform's schema, three keys. */
import { postgresBin, startPostgres, type TestPostgres } from '../../../support/postgres.ts'

export const keys = {
  publishable: 'sb_publishable_test_0123456789abcdef',
  secret: 'sb_secret_test_0123456789abcdef',
  /** A key of the older kind; its middle part contains `service_role`. */
  legacy: `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"service_role"}').toString('base64url')}.c2lnbmF0dXJl`,
}
export const keyRoles = {
  [keys.publishable]: 'anon',
  [keys.secret]: 'service_role',
  [keys.legacy]: 'service_role',
} as const

/** Starts PostgreSQL with a project's roles and tables. */
export async function startProjectDatabase(): Promise<TestPostgres> {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
  const db = await startPostgres(bin)
  await db.sql(`
    create role anon nologin; create role authenticated nologin; create role service_role nologin bypassrls;
    create role reader login password 'p@ss/word%1';
    grant service_role to reader; grant usage on schema public to anon, authenticated, service_role, reader;
    create table leads (
      id bigint primary key, email text, company text, score numeric, born date, seen timestamptz, ok boolean,
      tags text[], sizes int[], extra jsonb, "odd, name" text
    );
    create table secrets (id int primary key, email text);
    create table shared_leads (id uuid primary key default gen_random_uuid(), email text, public boolean);
    create table no_key (email text, company text);
    alter table shared_leads enable row level security;
    create policy open_ones on shared_leads for select to anon using (public);
    grant select on leads, shared_leads, no_key to anon;
    grant select on all tables in schema public to service_role, reader;
    create schema crm; create table crm.people (id int primary key, email text);
    grant usage on schema crm to reader, service_role; grant select on crm.people to reader, service_role;
  `)
  return db
}

/** Adds the lead platform's tables with one finished and one running campaign. */
export async function addPlatform(db: TestPostgres): Promise<{ readonly finished: string; readonly running: string }> {
  await db.sql(`
    create type campaign_status as enum ('draft', 'running', 'paused', 'completed', 'failed');
    create table gmaps_campaigns (
      id uuid primary key default gen_random_uuid(), name text, status campaign_status, total_businesses_found int,
      total_emails_found int, created_at timestamptz default now()
    );
    create table gmaps_businesses (
      id uuid primary key default gen_random_uuid(), campaign_id uuid references gmaps_campaigns, place_id text,
      name text, address text, city text, state text, postal_code text, country text, phone text, website text,
      email text, email_source text, category text, rating numeric, reviews_count int, facebook_url text,
      linkedin_url text, icebreaker text, subject_line text, raw_data jsonb
    );
    create table gmaps_facebook_enrichments (
      id uuid primary key default gen_random_uuid(), business_id uuid references gmaps_businesses,
      campaign_id uuid references gmaps_campaigns, facebook_url text, primary_email text, emails text[],
      email_verified boolean
    );
    create table gmaps_linkedin_enrichments (
      id uuid primary key default gen_random_uuid(), business_id uuid references gmaps_businesses,
      campaign_id uuid references gmaps_campaigns, linkedin_url text, person_name text, person_title text,
      primary_email text, email_verified boolean, email_status text, is_safe boolean
    );
    grant select on all tables in schema public to service_role, reader;
  `)
  const [finished] = await db.sql(
    `insert into gmaps_campaigns (name, status, total_businesses_found, total_emails_found)
     values ('Dentists Leeds', 'completed', 4, 3) returning id`,
  )
  const [running] = await db.sql(
    `insert into gmaps_campaigns (name, status) values ('Plumbers York', 'running') returning id`,
  )
  const campaign = finished?.['id'] as string
  const business = async (name: string, email: string | null, source: string) => {
    const [row] = await db.sql(
      `insert into gmaps_businesses (campaign_id, place_id, name, city, postal_code, email, email_source, category, rating, reviews_count)
       values ($1, $2, $3, 'Leeds', 'LS1 4DY', $4, $5, 'Dentist', 4.70, 132) returning id`,
      [campaign, `place-${name}`, name, email, source],
    )
    return row?.['id'] as string
  }
  await business('Own Address Dental', 'hello@own.example', 'google_maps')
  const viaFacebook = await business('Facebook Smiles', null, 'not_found')
  const viaLinkedin = await business('Linked Teeth', 'office@linked.example', 'google_maps')
  await business('Silent Dental', null, 'not_found')
  await db.sql(
    `insert into gmaps_facebook_enrichments (business_id, campaign_id, facebook_url, primary_email, email_verified)
     values ($1, $2, 'https://facebook.com/smiles', 'smiles@page.example', true)`,
    [viaFacebook, campaign],
  )
  await db.sql(
    `insert into gmaps_linkedin_enrichments (business_id, campaign_id, linkedin_url, person_name, person_title, primary_email, email_verified, email_status, is_safe)
     values ($1, $2, 'https://linkedin.com/in/guess', 'Guess Work', 'Owner', 'guess@linked.example', false, 'risky', false),
            ($1, $2, 'https://linkedin.com/in/ada', 'Ada Byron', 'Practice owner', 'ada@linked.example', true, 'deliverable', true)`,
    [viaLinkedin, campaign],
  )
  return { finished: campaign, running: running?.['id'] as string }
}
