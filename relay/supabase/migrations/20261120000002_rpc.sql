-- Supabase only: what the Edge Function asks the inbox, by RPC. Every call names a workspace by the hash of a secret; the
-- tables themselves are in a schema that the API does not serve, with row level security and no policy.

grant usage on schema sendoff_relay to service_role;
grant select on all tables in schema sendoff_relay to service_role;

create or replace function sendoff_relay.position_of(own sendoff_relay.workspace) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'stream', own.stream, 'newest', own.newest, 'acknowledged', own.acknowledged,
    'forgottenThrough', own.forgotten_through, 'forgottenUnacknowledged', own.forgotten_unacknowledged
  )
$$;

-- Whether path and secret are right: asked before a body is read.
create or replace function public.sendoff_relay_may_deliver(p_path_hash text, p_secret_hash text)
returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from sendoff_relay.hook
    where path_hash = decode(p_path_hash, 'hex') and secret_hash = decode(p_secret_hash, 'hex')
      and (until_ms is null or until_ms > floor(extract(epoch from clock_timestamp()) * 1000))
  )
$$;

-- Stores one request; false where path or secret is wrong. Hashes as hex, the body as base64.
create or replace function public.sendoff_relay_deliver(
  p_path_hash text, p_secret_hash text, p_headers text, p_body text
) returns boolean language plpgsql security definer set search_path = '' as $$
declare
  now_ms constant bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  own bigint;
begin
  select workspace_id into own from sendoff_relay.hook
    where path_hash = decode(p_path_hash, 'hex') and secret_hash = decode(p_secret_hash, 'hex')
      and (until_ms is null or until_ms > now_ms);
  return own is not null and sendoff_relay.append(
    own, array[now_ms], array[p_headers], array[null::text], array[decode(p_body, 'base64')]
  ) is not null;
end
$$;

-- A page after a number, bodies as base64; null where the token is wrong.
create or replace function public.sendoff_relay_poll(
  p_token_hash text, p_after bigint, p_limit integer, p_max_bytes bigint
) returns jsonb language sql stable security definer set search_path = '' as $$
  with own as materialized (
    select * from sendoff_relay.workspace where token_hash = decode(p_token_hash, 'hex')
  ), head as (
    select event.* from sendoff_relay.event, own
    where event.workspace_id = own.id and event.seq > p_after order by event.seq limit p_limit
  ), sized as (
    select head.*, sum(octet_length(body)) over (order by seq) - octet_length(body) as before from head
  ), page as materialized (
    select * from sized where before = 0 or before + octet_length(body) <= p_max_bytes
  )
  select jsonb_build_object(
    'position', sendoff_relay.position_of(own),
    'more', coalesce((select max(seq) from page), own.newest) < own.newest,
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'seq', seq, 'receivedMs', received_ms, 'headers', headers::jsonb, 'source', source,
        'body', translate(encode(body, 'base64'), E'\n', '')
      ) order by seq) from page
    ), '[]')
  ) from own
$$;

-- Moves the mark forward, by a number beyond the newest not at all; null where the token is wrong.
create or replace function public.sendoff_relay_acknowledge(p_token_hash text, p_through bigint)
returns jsonb language sql security definer set search_path = '' as $$
  update sendoff_relay.workspace
  set acknowledged = case when p_through <= newest then greatest(acknowledged, p_through) else acknowledged end
  where token_hash = decode(p_token_hash, 'hex') returning sendoff_relay.position_of(workspace)
$$;

create or replace function public.sendoff_relay_status(p_token_hash text)
returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'name', own.name, 'position', sendoff_relay.position_of(own),
    'stored', jsonb_build_object('events', own.stored_events, 'bytes', own.stored_bytes),
    'lastReceivedMs', own.last_received_ms
  ) from sendoff_relay.workspace as own where own.token_hash = decode(p_token_hash, 'hex')
$$;

-- Retention, for pg_cron or by hand: acknowledged events after some days, all others after many.
create or replace function sendoff_relay.clean_up(p_acknowledged_days integer, p_unacknowledged_days integer)
returns bigint language plpgsql set search_path = '' as $$
declare
  now_ms constant bigint := floor(extract(epoch from clock_timestamp()) * 1000);
  day_ms constant bigint := 86400000;
  own sendoff_relay.workspace%rowtype;
  gone bigint;
  total bigint := 0;
begin
  for own in select * from sendoff_relay.workspace loop
    loop
      select f.events into gone
        from sendoff_relay.forget(own.id, own.acknowledged, now_ms - p_acknowledged_days * day_ms, 1000) as f;
      total := total + gone;
      exit when gone = 0;
    end loop;
    loop
      select f.events into gone
        from sendoff_relay.forget(own.id, own.newest, now_ms - p_unacknowledged_days * day_ms, 1000) as f;
      total := total + gone;
      exit when gone = 0;
    end loop;
  end loop;
  return total;
end
$$;

revoke all on all functions in schema sendoff_relay from public, anon, authenticated;
revoke all on function public.sendoff_relay_may_deliver(text, text) from public, anon, authenticated;
revoke all on function public.sendoff_relay_deliver(text, text, text, text) from public, anon, authenticated;
revoke all on function public.sendoff_relay_poll(text, bigint, integer, bigint) from public, anon, authenticated;
revoke all on function public.sendoff_relay_acknowledge(text, bigint) from public, anon, authenticated;
revoke all on function public.sendoff_relay_status(text) from public, anon, authenticated;
grant execute on function public.sendoff_relay_may_deliver(text, text) to service_role;
grant execute on function public.sendoff_relay_deliver(text, text, text, text) to service_role;
grant execute on function public.sendoff_relay_poll(text, bigint, integer, bigint) to service_role;
grant execute on function public.sendoff_relay_acknowledge(text, bigint) to service_role;
grant execute on function public.sendoff_relay_status(text) to service_role;
