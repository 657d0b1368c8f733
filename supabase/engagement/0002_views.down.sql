-- Takes back 0002_views.up.sql. No row is lost: views hold none.
begin;
drop view if exists public.outreach_leads;
drop view if exists public.outreach_campaigns;
notify pgrst, 'reload schema';
commit;
