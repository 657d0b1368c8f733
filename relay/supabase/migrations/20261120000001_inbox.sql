-- The relay's inbox in PostgreSQL. A relay with DATABASE_URL applies this file by itself; for Supabase it is the first
-- migration. Numbers of a workspace's events run from 1 without a gap: `append` takes them from the workspace's row,
-- which stays locked until the commit. Whoever sees event n therefore sees all before it, and what fails leaves no hole.

create schema if not exists sendoff_relay;
revoke all on schema sendoff_relay from public;

create table if not exists sendoff_relay.meta (
  key text primary key,
  value bytea not null
);

create table if not exists sendoff_relay.workspace (
  id bigint generated always as identity primary key,
  name text not null unique,
  stream uuid not null default gen_random_uuid(),
  token_hash bytea not null unique,
  created_ms bigint not null,
  newest bigint not null default 0,
  acknowledged bigint not null default 0,
  forgotten_through bigint not null default 0,
  forgotten_unacknowledged bigint not null default 0,
  stored_events bigint not null default 0,
  stored_bytes bigint not null default 0,
  last_received_ms bigint
);

create table if not exists sendoff_relay.hook (
  path_hash bytea primary key,
  secret_hash bytea not null,
  workspace_id bigint not null references sendoff_relay.workspace (id) on delete cascade,
  until_ms bigint
);
create index if not exists hook_workspace on sendoff_relay.hook (workspace_id);

create table if not exists sendoff_relay.event (
  workspace_id bigint not null references sendoff_relay.workspace (id) on delete cascade,
  seq bigint not null,
  received_ms bigint not null,
  headers text not null,
  source text,
  body bytea not null,
  primary key (workspace_id, seq)
);
-- The row that hands out numbers is written with every batch: room for it to stay on its page.
alter table sendoff_relay.workspace set (fillfactor = 50);

-- Nobody reads these tables but their owner and those the owner lets in by name.
alter table sendoff_relay.meta enable row level security;
alter table sendoff_relay.workspace enable row level security;
alter table sendoff_relay.hook enable row level security;
alter table sendoff_relay.event enable row level security;

-- Stores events of one workspace under the next numbers. Gives the last number, null where the workspace is gone.
create or replace function sendoff_relay.append(
  p_workspace bigint, p_received bigint[], p_headers text[], p_source text[], p_body bytea[]
) returns bigint language plpgsql set search_path = '' as $$
declare
  added constant integer := cardinality(p_body);
  last bigint;
begin
  -- Answered means on disk, whatever the server is set to otherwise.
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  update sendoff_relay.workspace
    set newest = newest + added,
        stored_events = stored_events + added,
        stored_bytes = stored_bytes + (select sum(octet_length(b)) from unnest(p_body) as b),
        last_received_ms = greatest(coalesce(last_received_ms, 0), (select max(r) from unnest(p_received) as r))
    where id = p_workspace
    returning newest into last;
  if not found then
    return null;
  end if;
  insert into sendoff_relay.event (workspace_id, seq, received_ms, headers, source, body)
    select p_workspace, last - added + t.n, t.received, t.headers, t.source, t.body
    from unnest(p_received, p_headers, p_source, p_body) with ordinality as t (received, headers, source, body, n);
  return last;
end
$$;

-- Deletes from the oldest on: events up to `p_through` received before `p_before`, at most `p_limit`.
create or replace function sendoff_relay.forget(
  p_workspace bigint, p_through bigint, p_before bigint, p_limit integer
) returns table (events bigint, bytes bigint, unacknowledged bigint) language plpgsql set search_path = '' as $$
declare
  own sendoff_relay.workspace%rowtype;
  stop_at bigint;
begin
  events := 0; bytes := 0; unacknowledged := 0;
  select * into own from sendoff_relay.workspace where id = p_workspace for update;
  if found then
    -- The first that has to stay; what is deleted is always a beginning, without holes.
    select min(e.seq) into stop_at from (
      select seq, received_ms from sendoff_relay.event
      where workspace_id = p_workspace order by seq limit p_limit
    ) as e where e.received_ms >= p_before or e.seq > p_through;
    stop_at := coalesce(stop_at, least(own.forgotten_through + p_limit, p_through, own.newest) + 1);
    with gone as (
      delete from sendoff_relay.event where workspace_id = p_workspace and seq < stop_at
      returning seq, octet_length(body) as size
    )
    select count(*), coalesce(sum(size), 0), count(*) filter (where seq > own.acknowledged)
      into events, bytes, unacknowledged from gone;
    update sendoff_relay.workspace
      set forgotten_through = forgotten_through + events,
          forgotten_unacknowledged = own.forgotten_unacknowledged + unacknowledged,
          stored_events = stored_events - events,
          stored_bytes = stored_bytes - bytes
      where id = p_workspace and events > 0;
  end if;
  return next;
end
$$;

revoke all on all functions in schema sendoff_relay from public;
