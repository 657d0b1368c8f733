-- Results of Sendoff's campaigns: one row for each lead of each Instantly campaign.
-- Run as the owner of the schema, again if something of it was deleted; undone by 0001_table.down.sql.
begin;

create table if not exists public.outreach_engagement (
  workspace_id text not null,
  campaign_id text not null,
  lead_key text not null,
  organization_id text,
  campaign_name text,
  email text not null,
  source_table text,
  source_id text,
  source_campaign_id text,
  exported_at timestamptz,
  email_sent_at timestamptz,
  email_opened_at timestamptz,
  email_clicked_at timestamptz,
  email_replied_at timestamptz,
  email_bounced_at timestamptz,
  unsubscribed_at timestamptz,
  interested_at timestamptz,
  meeting_at timestamptz,
  closed_at timestamptz,
  email_count integer,
  open_count integer,
  click_count integer,
  reply_count integer,
  email_status text,
  engagement_score smallint,
  reply_text text,
  updated_at timestamptz not null default now(),
  constraint outreach_engagement_pkey primary key (workspace_id, campaign_id, lead_key),
  constraint outreach_engagement_status check
    (email_status in ('sent', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed')),
  constraint outreach_engagement_score check (engagement_score between 0 and 4),
  constraint outreach_engagement_counts check
    (email_count >= 0 and open_count >= 0 and click_count >= 0 and reply_count >= 0)
);
comment on table public.outreach_engagement is 'What became of each lead in each campaign. Written by Sendoff.';

create index if not exists outreach_engagement_source on public.outreach_engagement (source_table, source_id)
  where source_id is not null;
create index if not exists outreach_engagement_sent on public.outreach_engagement (workspace_id, email_sent_at);
create index if not exists outreach_engagement_replied on public.outreach_engagement (workspace_id, email_replied_at)
  where email_replied_at is not null;

-- How far a status is: it only ever rises.
create or replace function public.outreach_status_rank(status text) returns integer
  language sql immutable parallel safe set search_path = ''
  as $$ select coalesce(array_position(array['sent', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed'], status), 0) $$;

-- First times stay the first, counts and status do not go back, whoever writes and in whatever order.
create or replace function public.outreach_keep_first() returns trigger language plpgsql set search_path = '' as $$
begin
  new.exported_at := least(old.exported_at, new.exported_at);
  new.email_sent_at := least(old.email_sent_at, new.email_sent_at);
  new.email_opened_at := least(old.email_opened_at, new.email_opened_at);
  new.email_clicked_at := least(old.email_clicked_at, new.email_clicked_at);
  new.email_replied_at := least(old.email_replied_at, new.email_replied_at);
  new.email_bounced_at := least(old.email_bounced_at, new.email_bounced_at);
  new.unsubscribed_at := least(old.unsubscribed_at, new.unsubscribed_at);
  new.interested_at := least(old.interested_at, new.interested_at);
  new.meeting_at := least(old.meeting_at, new.meeting_at);
  new.closed_at := least(old.closed_at, new.closed_at);
  new.email_count := greatest(old.email_count, new.email_count);
  new.open_count := greatest(old.open_count, new.open_count);
  new.click_count := greatest(old.click_count, new.click_count);
  new.reply_count := greatest(old.reply_count, new.reply_count);
  new.engagement_score := greatest(old.engagement_score, new.engagement_score);
  if public.outreach_status_rank(new.email_status) < public.outreach_status_rank(old.email_status) then
    new.email_status := old.email_status;
  end if;
  new.reply_text := coalesce(new.reply_text, old.reply_text);
  new.organization_id := coalesce(new.organization_id, old.organization_id);
  new.source_table := coalesce(new.source_table, old.source_table);
  new.source_id := coalesce(new.source_id, old.source_id);
  new.source_campaign_id := coalesce(new.source_campaign_id, old.source_campaign_id);
  new.updated_at := now();
  return new;
end $$;
drop trigger if exists outreach_keep_first on public.outreach_engagement;
create trigger outreach_keep_first before update on public.outreach_engagement
  for each row execute function public.outreach_keep_first();

-- Who else may see, or write, the rows of which workspace.
create table if not exists public.outreach_access (
  role_name name not null,
  workspace_id text not null,
  may_write boolean not null default false,
  constraint outreach_access_pkey primary key (role_name, workspace_id)
);

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'outreach_reader') then
    create role outreach_reader nologin;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'outreach_writer') then
    create role outreach_writer nologin;
  end if;
end $$;

alter table public.outreach_engagement enable row level security;
alter table public.outreach_access enable row level security;

revoke all on public.outreach_engagement, public.outreach_access from public;
revoke all on function public.outreach_keep_first(), public.outreach_status_rank(text) from public;
grant execute on function public.outreach_status_rank(text) to outreach_reader, outreach_writer;
grant usage on schema public to outreach_reader, outreach_writer;
grant select on public.outreach_engagement, public.outreach_access to outreach_reader, outreach_writer;
grant insert, update on public.outreach_engagement to outreach_writer;

drop policy if exists outreach_own_access on public.outreach_access;
create policy outreach_own_access on public.outreach_access for select to outreach_reader, outreach_writer
  using (role_name = current_user);
drop policy if exists outreach_read on public.outreach_engagement;
create policy outreach_read on public.outreach_engagement for select to outreach_reader, outreach_writer
  using (workspace_id in (select a.workspace_id from public.outreach_access a where a.role_name = current_user));
drop policy if exists outreach_add on public.outreach_engagement;
create policy outreach_add on public.outreach_engagement for insert to outreach_writer
  with check (workspace_id in
    (select a.workspace_id from public.outreach_access a where a.role_name = current_user and a.may_write));
drop policy if exists outreach_change on public.outreach_engagement;
create policy outreach_change on public.outreach_engagement for update to outreach_writer
  using (workspace_id in
    (select a.workspace_id from public.outreach_access a where a.role_name = current_user and a.may_write))
  with check (workspace_id in
    (select a.workspace_id from public.outreach_access a where a.role_name = current_user and a.may_write));

-- A write of one row that is rolled back: proves that the role that asks may write, and leaves nothing.
create or replace function public.outreach_check(workspace text) returns boolean language plpgsql set search_path = '' as $$
declare
  added integer;
  changed integer;
begin
  insert into public.outreach_engagement (workspace_id, campaign_id, lead_key, email)
    values (workspace, ' check', ' check', ' check');
  get diagnostics added = row_count;
  update public.outreach_engagement set email_status = 'sent'
    where workspace_id = workspace and campaign_id = ' check' and lead_key = ' check';
  get diagnostics changed = row_count;
  raise exception using errcode = 'SND01', message = (added = 1 and changed = 1)::text;
exception when sqlstate 'SND01' then
  return sqlerrm::boolean;
end $$;
revoke all on function public.outreach_check(text) from public;
grant execute on function public.outreach_check(text) to outreach_writer;

-- Supabase's own roles: its defaults open new tables to everybody, this one is closed to all but the server's key.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['anon', 'authenticated'] loop
    if exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute format('revoke all on public.outreach_engagement, public.outreach_access from %I', role_name);
      execute format(
        'revoke all on function public.outreach_check(text), public.outreach_keep_first(), public.outreach_status_rank(text) from %I',
        role_name);
    end if;
  end loop;
  if exists (select from pg_catalog.pg_roles where rolname = 'service_role') then
    grant select, insert, update, delete on public.outreach_engagement, public.outreach_access to service_role;
    grant execute on function public.outreach_check(text), public.outreach_status_rank(text) to service_role;
  end if;
end $$;

notify pgrst, 'reload schema';
commit;
