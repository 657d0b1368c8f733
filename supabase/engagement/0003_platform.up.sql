-- Results in the lead platform's own columns. Needs none of the others; undone by 0003_platform.down.sql.
-- Adds the columns that are missing, remembers which, and a function that fills them.
begin;

create table if not exists public.outreach_added_column (
  table_name text not null,
  column_name text not null,
  constraint outreach_added_column_pkey primary key (table_name, column_name)
);
alter table public.outreach_added_column enable row level security;
revoke all on public.outreach_added_column from public;

do $$
declare
  wanted record;
begin
  for wanted in
    select t.name as of_table, c.name as of_column, c.type
      from (values ('gmaps_businesses', false), ('gmaps_linkedin_enrichments', false), ('gmaps_campaigns', true)) t(name, campaigns)
      join (values ('email_sent_at', 'timestamptz', false), ('email_opened_at', 'timestamptz', false),
                   ('email_clicked_at', 'timestamptz', false), ('email_replied_at', 'timestamptz', false),
                   ('reply_count', 'integer', false), ('email_status', 'text', false),
                   ('instantly_campaign_id', 'text', false), ('instantly_campaign_name', 'text', false),
                   ('instantly_exported_at', 'timestamptz', false),
                   ('exported_to_instantly', 'boolean', true), ('instantly_export_date', 'timestamptz', true),
                   ('instantly_campaign_count', 'integer', true)) c(name, type, campaigns) using (campaigns)
     where to_regclass('public.' || t.name) is not null
       and not exists (select from pg_catalog.pg_attribute a
                        where a.attrelid = to_regclass('public.' || t.name) and a.attname = c.name and not a.attisdropped)
  loop
    execute format('alter table public.%I add column %I %s', wanted.of_table, wanted.of_column, wanted.type);
    insert into public.outreach_added_column values (wanted.of_table, wanted.of_column) on conflict do nothing;
  end loop;
end $$;

-- Writes a batch by the platform's own ids, within its campaign. Answers of each row whether it was written: what
-- row-level security hides is not, and says so here. First times stay, nothing goes back; a word of the platform's own
-- in email_status (what its verification said) is never written over.
create or replace function public.outreach_write_platform(batch jsonb) returns jsonb language plpgsql set search_path = '' as $$
declare
  part text;
  written jsonb;
  answer jsonb := '[]';
  words constant text := $words$'sent', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed'$words$;
begin
  foreach part in array array['gmaps_businesses', 'gmaps_linkedin_enrichments'] loop
    continue when not batch ? part or to_regclass('public.' || part) is null;
    execute format($sql$
      with given as (select * from jsonb_populate_recordset(null::public.%1$I, $1)),
      written as (
        update public.%1$I t set
          email_sent_at = least(t.email_sent_at, g.email_sent_at),
          email_opened_at = least(t.email_opened_at, g.email_opened_at),
          email_clicked_at = least(t.email_clicked_at, g.email_clicked_at),
          email_replied_at = least(t.email_replied_at, g.email_replied_at),
          reply_count = greatest(t.reply_count, g.reply_count),
          email_status = case
            when t.email_status is null then g.email_status
            when t.email_status::text not in (%2$s) then t.email_status
            when array_position(array[%2$s], g.email_status::text) > array_position(array[%2$s], t.email_status::text)
              then g.email_status
            else t.email_status end,
          instantly_campaign_id = coalesce(t.instantly_campaign_id, g.instantly_campaign_id),
          instantly_campaign_name = coalesce(t.instantly_campaign_name, g.instantly_campaign_name),
          instantly_exported_at = least(t.instantly_exported_at, g.instantly_exported_at)
        from given g where t.id = g.id and t.campaign_id = g.campaign_id
        returning t.id)
      select coalesce(jsonb_agg(jsonb_build_object('table', %1$L, 'id', id::text)), '[]') from written
      $sql$, part, words) into written using batch -> part;
    answer := answer || written;
  end loop;
  if batch ? 'gmaps_campaigns' and to_regclass('public.gmaps_campaigns') is not null then
    with given as (select * from jsonb_populate_recordset(null::public.gmaps_campaigns, batch -> 'gmaps_campaigns')),
    changed as (
      update public.gmaps_campaigns t set
        exported_to_instantly = true,
        instantly_export_date = least(t.instantly_export_date, g.instantly_export_date),
        instantly_campaign_count = greatest(t.instantly_campaign_count, g.instantly_campaign_count)
      from given g where t.id = g.id
      returning t.id)
    select coalesce(jsonb_agg(jsonb_build_object('table', 'gmaps_campaigns', 'id', id::text)), '[]') from changed
      into written;
    answer := answer || written;
  end if;
  return answer;
end $$;

-- The newest business, written as it is and rolled back: proves that the role that asks may write.
create or replace function public.outreach_check_platform() returns boolean language plpgsql set search_path = '' as $$
declare
  row_id text;
  changed integer;
begin
  select id::text into row_id from public.gmaps_businesses limit 1;
  if row_id is null then
    return true;
  end if;
  update public.gmaps_businesses set reply_count = reply_count, email_sent_at = email_sent_at where id::text = row_id;
  get diagnostics changed = row_count;
  raise exception using errcode = 'SND01', message = (changed = 1)::text;
exception when sqlstate 'SND01' then
  return sqlerrm::boolean;
end $$;

revoke all on function public.outreach_write_platform(jsonb), public.outreach_check_platform() from public;
do $$
declare
  role_name text;
begin
  foreach role_name in array array['anon', 'authenticated'] loop
    if exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute format('revoke all on public.outreach_added_column from %I', role_name);
      execute format(
        'revoke all on function public.outreach_write_platform(jsonb), public.outreach_check_platform() from %I', role_name);
    end if;
  end loop;
  if exists (select from pg_catalog.pg_roles where rolname = 'service_role') then
    grant execute on function public.outreach_write_platform(jsonb), public.outreach_check_platform() to service_role;
  end if;
end $$;

notify pgrst, 'reload schema';
commit;
