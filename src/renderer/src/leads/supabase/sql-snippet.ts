/** SQL for Supabase's SQL editor that gives publishable keys read access to some columns of one table. */
export const sqlSnippet = `-- A view that can only be read. Name your own table and columns.
create view public.sendoff_leads with (security_invoker = true) as
  select id, email, first_name, last_name, company_name, website
    from public.leads;

-- Publishable keys may read the view and, of the table below it, these columns only.
grant select on public.sendoff_leads to anon;
grant select (id, email, first_name, last_name, company_name, website) on public.leads to anon;

-- Which rows: change "true" to a condition to open only some of them.
alter table public.leads enable row level security;
create policy "sendoff may read" on public.leads for select to anon using (true);
`
