/** The schema of shared memory in PostgreSQL: numbered steps with rollbacks. Shown to the operator before it is run. */

/** Users of the memory are members of this role: they may add and read rows of one client, and nothing else. */
export const memberRole = 'sendoff_member'

const first = `
create schema sendoff_shared;
do $$ begin
  if not exists (select from pg_catalog.pg_roles where rolname = '${memberRole}') then create role ${memberRole} nologin; end if;
  if current_user <> '${memberRole}' then execute format('grant ${memberRole} to %I', current_user); end if;
end $$;

-- One row for each client. Its id is a hash of a key that only its own computers can derive.
create table sendoff_shared.client (
  no int generated always as identity primary key,
  id bytea not null unique check (length(id) = 32),
  at timestamptz not null default now()
);

-- The client of this session; null without its key.
create function sendoff_shared.me() returns int language sql stable set search_path = pg_catalog as $$
  select no from sendoff_shared.client
   where id = sha256(decode(nullif(current_setting('sendoff.key', true), ''), 'hex'))
$$;

create table sendoff_shared.computer (
  no int generated always as identity primary key,
  client int not null references sendoff_shared.client,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  at timestamptz not null default now(),
  unique (client, id)
);

-- Which computer has an address. Rows are only added: a released address is claimed again with the next turn.
create table sendoff_shared.held (
  client int not null,
  hash uuid not null,
  turn int not null,
  computer int not null,
  primary key (client, hash, turn)
) partition by hash (hash);

create table sendoff_shared.released (
  client int not null,
  hash uuid not null,
  turn int not null,
  primary key (client, hash, turn)
);

-- Computers that another one took over from. If they come back, they can claim nothing more.
create table sendoff_shared.retired (
  client int not null,
  computer int not null,
  by int not null,
  at timestamptz not null default now(),
  primary key (client, computer)
);

-- What happened, in order: contacted, released, stop (an opt-out), stop undone ('go_on').
create sequence sendoff_shared.entry_no;
create table sendoff_shared.entry (
  client int not null,
  no bigint not null default nextval('sendoff_shared.entry_no'),
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  computer int not null,
  kind text not null check (kind in ('contacted', 'released', 'stop', 'go_on')),
  hashes uuid[] not null check (cardinality(hashes) between 1 and 50000)
) partition by range (at);
-- Hashes cannot be compressed.
alter table sendoff_shared.entry alter column hashes set storage external;
create index entry_order on sendoff_shared.entry (client, tx, no);
create table sendoff_shared.entry_other partition of sendoff_shared.entry default;

do $$ begin
  for part in 0..7 loop
    execute format('create table sendoff_shared.held_%s partition of sendoff_shared.held for values with (modulus 8, remainder %s)',
      part, part);
  end loop;
end $$;

-- Creates the partitions of this month and the next. Any member may call it; it takes no arguments.
create function sendoff_shared.open_months() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  month timestamptz := date_trunc('month', now() at time zone 'utc') at time zone 'utc';
  next timestamptz;
begin
  for i in 1..2 loop
    next := ((month at time zone 'utc') + interval '1 month') at time zone 'utc';
    if to_regclass('sendoff_shared.entry_' || to_char(month at time zone 'utc', 'YYYY_MM')) is null then
      perform pg_advisory_xact_lock(hashtext('sendoff_shared.open_months'));
      begin
        execute format('create table if not exists sendoff_shared.%I partition of sendoff_shared.entry for values from (%L) to (%L)',
          'entry_' || to_char(month at time zone 'utc', 'YYYY_MM'), month, next);
      exception when check_violation then null;
      end;
    end if;
    month := next;
  end loop;
end $$;

-- Claims addresses, sorted and without duplicates, for a computer. Returns those that another computer has.
create function sendoff_shared.claim(computer_no int, asked uuid[]) returns uuid[]
language plpgsql set search_path = pg_catalog as $$
declare
  mine int := sendoff_shared.me();
  made uuid[];
  rest uuid[];
begin
  if exists (select from sendoff_shared.retired r where r.client = mine and r.computer = computer_no) then
    raise exception 'computer % was taken over', computer_no using errcode = 'SD001';
  end if;
  -- Released addresses are claimed with the next turn. Usually there are none.
  if exists (select from sendoff_shared.released r where r.client = mine) then
    with put as (
      insert into sendoff_shared.held (client, hash, turn, computer)
        select mine, h, coalesce((select max(r.turn) + 1 from sendoff_shared.released r where r.client = mine and r.hash = h), 0),
          computer_no from unnest(asked) h
        on conflict do nothing returning hash)
    select array_agg(hash) into made from put;
  else
    with put as (
      insert into sendoff_shared.held (client, hash, turn, computer) select mine, h, 0, computer_no from unnest(asked) h
        on conflict do nothing returning hash)
    select array_agg(hash) into made from put;
  end if;
  if made is not null then
    insert into sendoff_shared.entry (client, computer, kind, hashes) values (mine, computer_no, 'contacted', made);
    if cardinality(made) = cardinality(asked) then return '{}'; end if;
  end if;
  select array_agg(h) into rest from (select unnest(asked) h except select unnest(made)) left_over;
  -- A new statement sees what others wrote since this function began.
  return coalesce((
    select array_agg(h) from unnest(rest) h
     where computer_no is distinct from (
       select x.computer from sendoff_shared.held x where x.client = mine and x.hash = h order by x.turn desc limit 1)
  ), '{}');
end $$;

-- Returns the addresses that another computer has, without claiming any.
create function sendoff_shared.taken(computer_no int, asked uuid[]) returns uuid[]
language plpgsql stable set search_path = pg_catalog as $$
declare
  mine int := sendoff_shared.me();
begin
  return coalesce((
    select array_agg(h) from unnest(asked) h
     where (
       select x.computer <> computer_no and not exists (
           select from sendoff_shared.released r where r.client = mine and r.hash = h and r.turn = x.turn)
         from sendoff_shared.held x where x.client = mine and x.hash = h order by x.turn desc limit 1)
  ), '{}');
end $$;

-- Releases those of these addresses that this computer has. Returns their number.
create function sendoff_shared.release(computer_no int, asked uuid[]) returns int
language plpgsql set search_path = pg_catalog as $$
declare
  mine int := sendoff_shared.me();
  made uuid[];
begin
  with put as (
    insert into sendoff_shared.released (client, hash, turn)
      select mine, h, x.turn from unnest(asked) h cross join lateral (
        select y.turn, y.computer from sendoff_shared.held y
         where y.client = mine and y.hash = h order by y.turn desc limit 1) x
       where x.computer = computer_no
      on conflict do nothing returning hash)
  select array_agg(hash) into made from put;
  if made is null then return 0; end if;
  insert into sendoff_shared.entry (client, computer, kind, hashes) values (mine, computer_no, 'released', made);
  return cardinality(made);
end $$;

alter table sendoff_shared.client enable row level security;
alter table sendoff_shared.client force row level security;
create policy own on sendoff_shared.client
  using (id = sha256(decode(nullif(current_setting('sendoff.key', true), ''), 'hex')));
do $$ declare name text; begin
  foreach name in array array['computer', 'held', 'released', 'retired', 'entry'] loop
    execute format('alter table sendoff_shared.%I enable row level security', name);
    execute format('alter table sendoff_shared.%I force row level security', name);
    execute format('create policy own on sendoff_shared.%I using (client = (select sendoff_shared.me()))', name);
  end loop;
end $$;

create table sendoff_shared.version (version int primary key, at timestamptz not null default now());
insert into sendoff_shared.version (version) values (1);

revoke all on schema sendoff_shared from public;
revoke all on all functions in schema sendoff_shared from public;
grant usage on schema sendoff_shared to ${memberRole};
grant select on sendoff_shared.version to ${memberRole};
grant select, insert on sendoff_shared.client, sendoff_shared.computer, sendoff_shared.held, sendoff_shared.released,
  sendoff_shared.retired, sendoff_shared.entry to ${memberRole};
grant usage on sequence sendoff_shared.entry_no to ${memberRole};
grant execute on all functions in schema sendoff_shared to ${memberRole};
select sendoff_shared.open_months();
`

/** The role stays, without rights, so that its members need not be added again. */
const firstStepDownSql = 'drop schema sendoff_shared cascade;'

type Step = { readonly version: number; readonly up: string; readonly down: string }

export const ledgerSteps: readonly Step[] = [{ version: 1, up: first.trim(), down: firstStepDownSql }]

/** Returns the steps that a database of this version still needs. */
export const stepsAfter = (version: number): readonly Step[] => ledgerSteps.filter((step) => step.version > version)

/** Returns all steps for running them by hand, each one atomic. */
export const setUpSql = (): string => ledgerSteps.map(({ up }) => `begin;\n${up}\ncommit;`).join('\n\n')
