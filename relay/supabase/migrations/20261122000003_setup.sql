-- What the app's own setup needs: which version the tables are of, and a client added by hashes alone.

-- Raised with what function and app may ask of the tables.
create or replace function public.sendoff_relay_version()
returns integer language sql immutable set search_path = '' as $$ select 1 $$;

-- Adds a client, under the first free name; nothing where its token is known already. Gives the name. Hashes as hex.
create or replace function sendoff_relay.add_workspace(
  p_name text, p_token_hash text, p_path_hash text, p_secret_hash text
) returns text language plpgsql set search_path = '' as $$
declare
  own sendoff_relay.workspace%rowtype;
  free text := p_name;
  count integer := 1;
begin
  select * into own from sendoff_relay.workspace where token_hash = decode(p_token_hash, 'hex');
  if found then
    return own.name;
  end if;
  while exists (select 1 from sendoff_relay.workspace where name = free) loop
    count := count + 1;
    free := p_name || ' ' || count;
  end loop;
  insert into sendoff_relay.workspace (name, token_hash, created_ms)
    values (free, decode(p_token_hash, 'hex'), floor(extract(epoch from clock_timestamp()) * 1000))
    returning * into own;
  insert into sendoff_relay.hook (path_hash, secret_hash, workspace_id)
    values (decode(p_path_hash, 'hex'), decode(p_secret_hash, 'hex'), own.id);
  return free;
end
$$;

revoke all on function sendoff_relay.add_workspace(text, text, text, text) from public, anon, authenticated;
revoke all on function public.sendoff_relay_version() from public, anon, authenticated;
grant execute on function public.sendoff_relay_version() to service_role;
