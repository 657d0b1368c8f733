-- Takes back 0001_table.up.sql, with every row that was written. Your own tables stay as they are.
begin;
drop table if exists public.outreach_engagement;
drop table if exists public.outreach_access;
drop function if exists public.outreach_check(text);
drop function if exists public.outreach_keep_first();
drop function if exists public.outreach_status_rank(text);
-- The two roles stay where somebody is a member of them, or another database uses them.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['outreach_reader', 'outreach_writer'] loop
    begin
      if not exists (select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.roleid
                      where r.rolname = role_name) then
        execute format('revoke all on schema public from %I', role_name);
        execute format('drop role %I', role_name);
      end if;
    exception when dependent_objects_still_exist or insufficient_privilege or undefined_object then null;
    end;
  end loop;
end $$;
notify pgrst, 'reload schema';
commit;
