-- The results under the lead platform's own column names, for whoever reads them beside its tables.
-- Needs 0001; undone by 0002_views.down.sql. Row-level security of the table below holds for them.
begin;

-- One row for each business, or person found for it (source_table), over all campaigns it was in.
create or replace view public.outreach_leads with (security_invoker = true) as
  select workspace_id,
         source_table,
         source_id as id,
         source_campaign_id as campaign_id,
         max(organization_id) as organization_id,
         min(email_sent_at) as email_sent_at,
         min(email_opened_at) as email_opened_at,
         min(email_clicked_at) as email_clicked_at,
         min(email_replied_at) as email_replied_at,
         sum(reply_count)::integer as reply_count,
         (array_agg(email_status order by public.outreach_status_rank(email_status) desc, email_status))[1] as email_status,
         (array_agg(campaign_id order by email_sent_at, campaign_id))[1] as instantly_campaign_id,
         (array_agg(campaign_name order by email_sent_at, campaign_id))[1] as instantly_campaign_name,
         min(exported_at) as instantly_exported_at
    from public.outreach_engagement
   where source_id is not null
   group by workspace_id, source_table, source_id, source_campaign_id;

-- One row for each of the platform's campaigns that was exported.
create or replace view public.outreach_campaigns with (security_invoker = true) as
  select workspace_id,
         source_campaign_id as id,
         true as exported_to_instantly,
         min(exported_at) as instantly_export_date,
         count(distinct campaign_id)::integer as instantly_campaign_count
    from public.outreach_engagement
   where source_campaign_id is not null
   group by workspace_id, source_campaign_id;

revoke all on public.outreach_leads, public.outreach_campaigns from public;
grant select on public.outreach_leads, public.outreach_campaigns to outreach_reader, outreach_writer;
do $$
declare
  role_name text;
begin
  foreach role_name in array array['anon', 'authenticated'] loop
    if exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute format('revoke all on public.outreach_leads, public.outreach_campaigns from %I', role_name);
    end if;
  end loop;
  if exists (select from pg_catalog.pg_roles where rolname = 'service_role') then
    grant select on public.outreach_leads, public.outreach_campaigns to service_role;
  end if;
end $$;

notify pgrst, 'reload schema';
commit;
