-- Takes back 0003_platform.up.sql: only the columns it added go, with what was written into them.
begin;
drop function if exists public.outreach_write_platform(jsonb);
drop function if exists public.outreach_check_platform();
do $$
declare
  added record;
begin
  if to_regclass('public.outreach_added_column') is null then
    return;
  end if;
  for added in select table_name, column_name from public.outreach_added_column loop
    execute format('alter table if exists public.%I drop column if exists %I', added.table_name, added.column_name);
  end loop;
end $$;
drop table if exists public.outreach_added_column;
notify pgrst, 'reload schema';
commit;
