export const sqliteSchemaVersion = 1

/** A workspace's events are numbered from 1 without gaps; `newest` is updated in the transaction that stores them. */
export const sqliteSchema = `
create table meta (key text primary key, value blob not null) strict, without rowid;

create table workspace (
  -- autoincrement: the number of a removed workspace is never given again
  id integer primary key autoincrement,
  name text not null unique,
  stream text not null,
  token_hash blob not null unique,
  created_ms integer not null,
  newest integer not null default 0,
  acknowledged integer not null default 0,
  forgotten_through integer not null default 0,
  forgotten_unacknowledged integer not null default 0,
  stored_events integer not null default 0,
  stored_bytes integer not null default 0,
  last_received_ms integer
) strict;

create table hook (
  path_hash blob primary key,
  secret_hash blob not null,
  workspace_id integer not null references workspace (id) on delete cascade,
  until_ms integer
) strict, without rowid;

create index hook_workspace on hook (workspace_id);

create table event (
  workspace_id integer not null references workspace (id) on delete cascade,
  seq integer not null,
  received_ms integer not null,
  headers text not null,
  source text,
  body blob not null,
  primary key (workspace_id, seq)
) strict;
`
