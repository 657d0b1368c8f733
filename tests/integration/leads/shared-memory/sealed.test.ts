import { randomBytes, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLedgerClient, type LedgerClient } from '#backend/leads/shared-memory/ledger-client.ts'
import { ledgerSteps, setUpSql } from '#backend/leads/shared-memory/ledger-sql.ts'
import { type SharedKey, sharedKeyOf } from '#backend/leads/shared-memory/shared-key.ts'
import type { AppError } from '#shared/errors.ts'
import { startBackend } from '../../../support/backend.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../../../support/postgres.ts'

/** The database of a shared memory on its own: what it contains, and what nobody can read from it or write to it. */

let db: TestPostgres
let url: string
const opened: LedgerClient[] = []

beforeAll(async () => {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
  db = await startPostgres(bin)
  url = `postgresql://agency:agency-password@127.0.0.1:${db.port}/postgres`
})
afterAll(() => db.stop())
beforeEach(async () => {
  await db.sql('drop schema if exists sendoff_shared cascade')
  await db.sql(setUpSql())
  await db.sql('drop role if exists agency')
  await db.sql(`create role agency login password 'agency-password' in role sendoff_member`)
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ledger) => ledger.close()))
})

const newKey = () => sharedKeyOf(randomBytes(32))
function open(key: SharedKey): LedgerClient {
  const ledger = createLedgerClient(url, key)
  opened.push(ledger)
  return ledger
}
const some = (count: number) => Array.from({ length: count }, () => randomUUID())
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: AppError) => error.code,
  )

describe('somebody with only the login, and another client’s key', () => {
  const rows = 'select count(*)::int as n from'
  const attacks: readonly (readonly [string, string])[] = [
    ['reads who is held', `${rows} sendoff_shared.held where client = $client`],
    ['reads all who are held', `${rows} sendoff_shared.held where client <> (select sendoff_shared.me())`],
    ['reads what happened', `${rows} sendoff_shared.entry where client = $client`],
    ['reads what was given back', `${rows} sendoff_shared.released where client = $client`],
    ['reads the clients', `${rows} sendoff_shared.client where no = $client`],
    ['reads the computers', `${rows} sendoff_shared.computer where client = $client`],
    ['reads a part past its table', `${rows} sendoff_shared.held_0`],
    ['reads a month past its table', `${rows} sendoff_shared.entry_other`],
    ['holds somebody for them', `insert into sendoff_shared.held values ($client, gen_random_uuid(), 0, $computer)`],
    ['gives back for them', `insert into sendoff_shared.released values ($client, '$hash', 0)`],
    [
      'stops somebody for them',
      `insert into sendoff_shared.entry (client, computer, kind, hashes) values ($client, $computer, 'stop', '{$hash}')`,
    ],
    [
      'joins them',
      `insert into sendoff_shared.computer (client, id, name) values ($client, gen_random_uuid(), 'Stranger')`,
    ],
    ['poses as them by the name that is stored', `insert into sendoff_shared.client (id) values ('\\x$id')`],
    ['asks whom they have', `select cardinality(sendoff_shared.taken(0, '{$hash}')) as n`],
    ['gives back by the function', `select sendoff_shared.release($computer, '{$hash}') as n`],
    [
      'takes one of their computers for lost',
      `insert into sendoff_shared.retired values ($client, $computer, $computer)`,
    ],
    ['reads which were lost', `${rows} sendoff_shared.retired where client = $client`],
    ['changes who has somebody', `update sendoff_shared.held set computer = 0`],
    ['deletes', `delete from sendoff_shared.entry`],
    ['empties', `truncate sendoff_shared.held cascade`],
    ['switches the rules off for itself', `set local row_security = off; ${rows} sendoff_shared.held`],
    ['switches the rules off for all', `alter table sendoff_shared.held disable row level security`],
    ['makes a rule of its own', `create policy all_of_it on sendoff_shared.held using (true)`],
    [
      'becomes whoever it likes',
      `create or replace function sendoff_shared.me() returns int language sql as 'select $client'`,
    ],
    [
      'puts names of its own before PostgreSQL’s',
      `create temp table client (no int, id bytea); insert into client values ($client, '\\x$id');
       set local search_path = pg_temp, sendoff_shared, pg_catalog; ${rows} sendoff_shared.held`,
    ],
    ['uses the stored name as a key', `set local sendoff.key = '$id'; ${rows} sendoff_shared.held`],
    ['uses no key', `set local sendoff.key = ''; ${rows} sendoff_shared.held`],
    ['uses a key that is none', `set local sendoff.key = 'zz'; ${rows} sendoff_shared.held`],
    ['becomes the owner', `set local role postgres; ${rows} sendoff_shared.held`],
    ['lets a copy out', `copy sendoff_shared.held to program 'cat'`],
    ['gives itself rights', `grant all on all tables in schema sendoff_shared to agency`],
    ['adds a trigger', `create trigger spy after insert on sendoff_shared.held execute function pg_catalog.now()`],
    ['skips the triggers', `set local session_replication_role = replica; ${rows} sendoff_shared.held`],
  ]

  it('can read nothing and write nothing', async () => {
    const theirs = open(newKey())
    const { no: computer } = await theirs.join(randomUUID(), 'Theirs')
    const [hash = '', ...more] = some(50)
    await theirs.claim(computer, [hash, ...more])
    await theirs.release(computer, more.slice(0, 5))
    await theirs.say(computer, 'stop', some(3))
    const key = newKey()
    await open(key).join(randomUUID(), 'Stranger')
    const [client] = await db.sql(`select no, encode(id, 'hex') as id from sendoff_shared.client order by no limit 1`)
    const stateOf = () =>
      db.sql(`select (select count(*)::int from sendoff_shared.held where client = 1) as held,
        (select count(*)::int from sendoff_shared.released) as released,
        (select count(*)::int from sendoff_shared.entry) as entries,
        (select count(*)::int from sendoff_shared.computer where client = 1) as computers,
        (select sum(hashtext(h::text)) from sendoff_shared.held h) as whole`)
    const before = await stateOf()

    const stranger = new Client({ connectionString: url })
    await stranger.connect()
    const through: string[] = []
    for (const [what, sql] of attacks) {
      const filled = sql
        .replaceAll('$client', String(client?.['no']))
        .replaceAll('$computer', String(computer))
        .replaceAll('$hash', hash)
        .replaceAll('$id', String(client?.['id']))
      // As the role itself, and as Sendoff's member role.
      for (const role of ['agency', 'sendoff_member']) {
        await stranger.query(`begin; set local role ${role}; set local sendoff.key = '${key.access}'`)
        try {
          const answer = (await stranger.query(filled)) as unknown
          const last = (Array.isArray(answer) ? answer.at(-1) : answer) as {
            rows: { n?: number }[]
            rowCount: number | null
          }
          const found = last.rows[0]?.n ?? last.rowCount ?? 0
          // It may count only its own computer and client.
          if (found > 0) through.push(`${what}, as ${role}: ${found}`)
          await stranger.query('commit')
        } catch {
          await stranger.query('rollback')
        }
      }
    }
    await stranger.end()
    expect(attacks.length).toBeGreaterThanOrEqual(20)
    expect(through).toEqual([])
    expect(await stateOf()).toEqual(before)
    expect((await theirs.taken(0, [hash])).size).toBe(1)
  })
})

describe('connecting to a database', () => {
  const access = { name: 'Kessler', passphrase: 'ten green bottles on a wall' }

  it('reports what it contains, and leaves no trace', async () => {
    const app = startBackend({ instantlyUrl: null })
    const found = await app.call('sharedMemory.look', { connection: url, ...access })
    expect(found).toMatchObject({ ready: true, computers: 0 })
    expect(await db.sql('select 1 from sendoff_shared.client')).toEqual([])
    await db.sql('drop schema sendoff_shared cascade')
    expect(await app.call('sharedMemory.look', { connection: url, ...access })).toMatchObject({ ready: false })
    await app.stop()
  })

  it.each([
    ['alter table sendoff_shared.held disable row level security'],
    ['create policy wide_open on sendoff_shared.entry using (true)'],
    ['grant delete on sendoff_shared.held to sendoff_member'],
    ['alter role sendoff_member bypassrls'],
  ])('refuses a database that does not keep clients apart: %s', async (flaw) => {
    await db.sql(flaw)
    const app = startBackend({ instantlyUrl: null })
    const { id: workspaceId } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })
    const join = app.call('sharedMemory.join', { workspaceId, connection: url, ...access, computerName: 'One' })
    expect(await codeOf(join)).toBe('SHARED_MEMORY_NOT_SEALED')
    expect(await app.call('sharedMemory.list', {})).toEqual([])
    await app.stop()
    await db.sql('alter role sendoff_member nobypassrls')
  })

  it('says what is wrong with a login, and with a missing database', async () => {
    const at = (connection: string) => codeOf(createLedgerClient(connection, newKey()).computers())
    expect(await at(url.replace('agency-password', 'other-password'))).toBe('SHARED_MEMORY_REFUSED')
    await db.sql(`drop role if exists nobody; create role nobody login password 'nobody-password'`)
    expect(await at(url.replace('agency:agency-password', 'nobody:nobody-password'))).toBe('SHARED_MEMORY_REFUSED')
    expect(await at(url.replace(String(db.port), '1'))).toBe('SHARED_MEMORY_UNREACHABLE')
  })
})

describe('the ledger', () => {
  it('is created, removed and created again, even when filled', async () => {
    const fill = async () => {
      const ledger = open(newKey())
      const { no: computer } = await ledger.join(randomUUID(), 'One')
      await ledger.claim(computer, some(2_000))
      await ledger.say(computer, 'stop', some(10))
      await ledger.prove()
      await ledger.close()
    }
    await fill()
    const owner = createLedgerClient(db.url, newKey())
    opened.push(owner)
    // Repeating it changes nothing.
    await owner.setUp()
    expect(await db.sql('select count(*)::int as n from sendoff_shared.held')).toEqual([{ n: 2_000 }])
    for (const { down } of ledgerSteps.toReversed()) await db.sql(down)
    expect(await owner.version()).toBe(0)
    await owner.setUp()
    expect(await owner.version()).toBe(ledgerSteps.length)
    await fill()
  })

  it('is created once if several computers create it at the same moment', async () => {
    const owners = Array.from({ length: 4 }, () => createLedgerClient(db.url, newKey()))
    opened.push(...owners)
    for (let round = 0; round < 3; round++) {
      for (const { down } of ledgerSteps.toReversed()) await db.sql(down)
      expect(await Promise.all(owners.map((owner) => codeOf(owner.setUp())))).toEqual([null, null, null, null])
      expect(await Promise.all(owners.map((owner) => owner.version()))).toEqual(owners.map(() => ledgerSteps.length))
    }
  })

  it('stores events in the partition of their month', async () => {
    const ledger = open(newKey())
    const { no: computer } = await ledger.join(randomUUID(), 'One')
    await ledger.say(computer, 'stop', some(1))
    const [row] = await db.sql(
      `select tableoid::regclass::text = 'sendoff_shared.entry_' || to_char(now() at time zone 'utc', 'YYYY_MM') as fits
         from sendoff_shared.entry`,
    )
    expect(row).toEqual({ fits: true })
  })

  it('gives each address to one of eight that request it at once, and again once released', async () => {
    const key = newKey()
    const random = createRandom(7)
    const people = some(3_000)
    const eight = await Promise.all(
      Array.from({ length: 8 }, async (_, no) => {
        const ledger = open(key)
        return { ledger, computer: (await ledger.join(randomUUID(), `Computer ${no}`)).no }
      }),
    )
    const claimed = await Promise.all(
      eight.map(async ({ ledger, computer }) => {
        const asked = people.filter(() => random() < 0.6)
        const missed = await ledger.claim(computer, asked)
        // Repeated: after a lost answer the same request is sent again.
        expect(await ledger.claim(computer, asked)).toEqual(missed)
        return asked.filter((hash) => !missed.has(hash))
      }),
    )
    const held = claimed.flat()
    expect(new Set(held).size).toBe(held.length)
    // The last one may have got fewer.
    const at = claimed.findIndex((got) => got.length >= 20)
    const [first, second] = [eight[at], eight[(at + 1) % 8]]
    const mine = claimed[at]?.slice(0, 20) ?? []
    expect((await second?.ledger.claim(second.computer, mine))?.size).toBe(20)
    // A computer cannot release another's claims.
    expect(await second?.ledger.release(second.computer, mine)).toBe(0)
    expect(await first?.ledger.release(first.computer, mine)).toBe(20)
    expect((await second?.ledger.claim(second.computer, mine))?.size).toBe(0)
    expect((await first?.ledger.claim(first.computer, mine))?.size).toBe(20)
  })

  it('misses no stop that was announced before another and committed after it', async () => {
    const key = newKey()
    const ledger = open(key)
    const { no: computer } = await ledger.join(randomUUID(), 'One')
    const [early = '', late = ''] = some(2)
    const slow = new Client({ connectionString: url })
    await slow.connect()
    await slow.query(`begin; set local sendoff.key = '${key.access}'`)
    await slow.query(
      `insert into sendoff_shared.entry (client, computer, kind, hashes) values (sendoff_shared.me(), $1, 'stop', $2)`,
      [computer, [early]],
    )
    await ledger.say(computer, 'stop', [late])
    const first = await ledger.stopsAfter(null)
    expect(first.entries.flatMap(({ hashes }) => hashes)).toEqual([late])
    await slow.query('commit')
    await slow.end()
    const second = await ledger.stopsAfter(first.cursor)
    expect(second.entries.flatMap(({ hashes }) => hashes)).toContain(early)
    expect((await ledger.stopsAfter(second.cursor)).entries).toEqual([])
  })

  it('contains nothing that identifies a person', async () => {
    const key = newKey()
    const ledger = open(key)
    const { no: computer } = await ledger.join(randomUUID(), 'One')
    await ledger.claim(computer, [key.hash('mara@lind.example')])
    await ledger.say(computer, 'stop', [key.hash('lind.example')])
    const all = await db.sql(`select (select string_agg(h::text, ' ') from sendoff_shared.held h)
      || (select string_agg(e::text, ' ') from sendoff_shared.entry e) as text`)
    expect(String(all[0]?.['text'])).not.toMatch(/mara|lind/)
    // Another client has another hash for the same person, so they cannot be compared.
    expect(newKey().hash('mara@lind.example')).not.toBe(key.hash('mara@lind.example'))
    expect(key.hash('Mara@Lind.example')).toBe(key.hash('mara@lind.example'))
  })
})
