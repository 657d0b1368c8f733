/** Speaks with the ledger in PostgreSQL: every piece of work is a transaction that says for which client it is. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import type { SharedProof } from '#shared/contract/leads/shared-memory.ts'
import { AppError } from '#shared/errors.ts'
import { connectionOptions } from '../supabase/connection-options.ts'
import { connectDatabase, connectFault, isSqlState } from '../supabase/database-connection.ts'
import { ledgerSteps, memberRole, setUpSql } from './ledger-sql.ts'
import type { AddressHash, SharedKey } from './shared-key.ts'

const connectMs = 8_000
const statementMs = 30_000
const isHash = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Addresses in one statement. */
const atOnce = 10_000

/** Where reading of the ledger stands: rows up to here are known, whoever wrote them. */
export type Cursor = { readonly tx: string; readonly no: string; readonly at: string }
export type LedgerEntry = {
  readonly computer: number
  readonly kind: 'stop' | 'go_on'
  readonly hashes: readonly AddressHash[]
  /** Epoch ms. */
  readonly at: number
}
export type LedgerComputer = {
  readonly no: number
  readonly name: string
  /** When it last claimed, gave back or passed on anything; when it joined where it never did. Epoch ms. */
  readonly at: number
  readonly isRetired: boolean
}
export type LedgerClient = ReturnType<typeof createLedgerClient>

/** `computer`: the number of this computer in the ledger; asked for where it is not known. */
export function createLedgerClient(connection: string, key: SharedKey) {
  const { host } = connectionOptions(connection)
  const begin = `begin; set local role ${memberRole}; set local sendoff.key = '${key.access}'`
  let opening: Promise<Client> | null = null
  let line: Promise<unknown> = Promise.resolve()
  let listening: Client | null = null
  let closed = false

  async function opened(): Promise<Client> {
    const mine = (opening ??= connect(connection))
    try {
      return await mine
    } catch (error) {
      if (opening === mine) opening = null
      throw error
    }
  }

  /** One after the other: a connection has one transaction at a time. */
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const next = line.then(work, work)
    line = next.catch(() => undefined)
    return next
  }

  /** A transaction as a member, for the client of a key. What breaks off is rolled back by the database. */
  function transaction<T>(work: (db: Client) => Promise<T>, end: 'commit' | 'rollback' = 'commit'): Promise<T> {
    return inLine(async () => {
      if (closed) throw new AppError('CANCELLED')
      const db = await opened()
      try {
        await db.query(begin)
        const found = await work(db)
        await db.query(end)
        return found
      } catch (error) {
        // A connection in an unknown state is not used again.
        opening = null
        void db.end().catch(() => undefined)
        throw asLedgerError(error, host)
      }
    })
  }

  /**
   * A question as a transaction of its own that goes out whole: what waits for it at other computers waits for the
   * database alone, not for the way there and back. `sql` is made of numbers and hashes only.
   */
  function atOneGo<Row extends object>(sql: string): Promise<Row | undefined> {
    return inLine(async () => {
      if (closed) throw new AppError('CANCELLED')
      const db = await opened()
      try {
        const answers = (await db.query(`${begin}; ${sql}; commit`)) as unknown as readonly {
          readonly rows: readonly Row[]
        }[]
        return answers.at(-2)?.rows[0]
      } catch (error) {
        opening = null
        void db.end().catch(() => undefined)
        throw asLedgerError(error, host)
      }
    })
  }

  /** In one order everywhere: two computers that ask for the same never wait for each other. */
  async function inParts<T>(hashes: readonly AddressHash[], ask: (some: string) => Promise<T>): Promise<readonly T[]> {
    const all: T[] = []
    const sorted = [...new Set(hashes)].toSorted()
    if (!sorted.every((hash) => isHash.test(hash))) throw new AppError('INTERNAL')
    for (let at = 0; at < sorted.length; at += atOnce)
      all.push(await ask(`{${sorted.slice(at, at + atOnce).join(',')}}`))
    return all
  }

  /** A list of addresses that a statement answers with. */
  async function listBy(sql: string): Promise<readonly AddressHash[]> {
    const row = await atOneGo<{ found: string }>(`${sql}::text as found`)
    return row === undefined || row.found === '{}' ? [] : row.found.slice(1, -1).split(',')
  }
  async function listOfAll(name: 'claim' | 'taken', computer: number, hashes: readonly AddressHash[]) {
    const asked = (some: string) => `select sendoff_shared.${name}(${Math.trunc(computer)}, '${some}'::uuid[])`
    return new Set((await inParts(hashes, (some) => listBy(asked(some)))).flat())
  }

  return {
    /** The version of the ledger that is there; 0: none. */
    async version(): Promise<number> {
      return inLine(async () => {
        try {
          const db = await opened()
          const there = await db.query<{ there: boolean }>(
            `select to_regclass('sendoff_shared.version') is not null as there`,
          )
          if (!there.rows[0]?.there) return 0
          const { rows } = await db.query<{ n: number }>('select max(version) as n from sendoff_shared.version')
          return rows[0]?.n ?? 0
        } catch (error) {
          throw asLedgerError(error, host)
        }
      })
    },
    /** Lays the ledger, or brings it up to date. */
    async setUp(): Promise<void> {
      const from = await this.version()
      const sql = setUpSql(from)
      if (sql === '') return
      await inLine(async () => {
        const db = await opened()
        try {
          await db.query(sql)
        } catch (error) {
          opening = null
          void db.end().catch(() => undefined)
          throw asLedgerError(error, host)
        }
      })
    },
    /** How many computers use this name and passphrase. */
    computers: (): Promise<number> =>
      transaction(async (db) => {
        const { rows } = await db.query<{ n: number }>('select count(*)::int as n from sendoff_shared.computer')
        return rows[0]?.n ?? 0
      }),
    /** Proves on the database itself that one client never sees another. Everything it writes is rolled back. */
    prove: (): Promise<SharedProof> => transaction((db) => proveOn(db), 'rollback'),
    /** This computer's number in the ledger, and the id it is known by; one that was taken over becomes another. */
    join: (id: string, name: string): Promise<{ readonly id: string; readonly no: number }> =>
      transaction(async (db) => {
        await db.query('select sendoff_shared.open_months()')
        return joinAs(db, key.access, id, name)
      }),
    /** Takes addresses; gives those another computer has. Asking again for the same changes nothing. */
    claim: (computer: number, hashes: readonly AddressHash[]): Promise<ReadonlySet<AddressHash>> =>
      listOfAll('claim', computer, hashes),
    /** As `claim`, for addresses a retired computer may hold: from it they go to this one with nobody in between. */
    claimFrom: async (
      computer: number,
      retired: number,
      hashes: readonly AddressHash[],
    ): Promise<ReadonlySet<AddressHash>> => {
      const asked = (some: string) =>
        `select sendoff_shared.release(${Math.trunc(retired)}, '${some}'::uuid[]);
         select sendoff_shared.claim(${Math.trunc(computer)}, '${some}'::uuid[])`
      return new Set((await inParts(hashes, (some) => listBy(asked(some)))).flat())
    },
    /** Whom another computer has. */
    taken: (computer: number, hashes: readonly AddressHash[]): Promise<ReadonlySet<AddressHash>> =>
      listOfAll('taken', computer, hashes),
    /** Gives back what a computer holds of these; how many that were. */
    release: async (computer: number, hashes: readonly AddressHash[]): Promise<number> => {
      const counts = await inParts(hashes, (some) =>
        atOneGo<{ n: number }>(`select sendoff_shared.release(${Math.trunc(computer)}, '${some}'::uuid[]) as n`),
      )
      return counts.reduce((sum, row) => sum + (row?.n ?? 0), 0)
    },
    /** Tells all computers of the client who stopped, or that a stop was taken back. */
    say: async (computer: number, kind: LedgerEntry['kind'], hashes: readonly AddressHash[]): Promise<void> => {
      await inParts(hashes, (some) =>
        transaction(async (db) => {
          await db.query(
            `insert into sendoff_shared.entry (client, computer, kind, hashes)
               values (sendoff_shared.me(), $1, $2, $3::uuid[])`,
            [computer, kind, some],
          )
          await db.query('select pg_notify($1, $2)', [key.channel, String(computer)])
        }),
      )
    },
    /**
     * Stops after a cursor, in order, and the cursor for the next time. What transactions still under way may write before
     * rows that are already there is read again then: nothing is missed, and seeing it twice changes nothing.
     */
    stopsAfter: (cursor: Cursor | null): Promise<{ entries: readonly LedgerEntry[]; cursor: Cursor | null }> =>
      transaction(async (db) => {
        const { rows: now } = await db.query<{ xmin: string }>(
          'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
        )
        const xmin = BigInt(now[0]?.xmin ?? '0')
        // Another database, or a copy of this one: its order is another.
        const after = cursor !== null && BigInt(cursor.tx) > xmin ? null : cursor
        const entries: LedgerEntry[] = []
        let at = after
        for (let from = after; ; ) {
          const { rows } = await db.query<EntryRow>(
            `select tx::text as tx, no::text as no, at::text as at, computer, kind, hashes::text as hashes
               from sendoff_shared.entry
              where client = (select sendoff_shared.me()) and (tx, no) > ($1::text::xid8, $2::bigint)
                and at >= $3::timestamptz - interval '1 day' and kind in ('stop', 'go_on')
              order by tx, no limit 500`,
            from === null ? ['0', '0', '-infinity'] : [from.tx, from.no, from.at],
          )
          for (const { computer, kind, hashes, ...place } of rows) {
            entries.push({ computer, kind, hashes: hashes.slice(1, -1).split(','), at: Date.parse(place.at) })
            from = place
            if (BigInt(place.tx) < xmin) at = place
          }
          if (rows.length < 500) return { entries, cursor: at }
        }
      }),
    /** The computers that share the client; throws SHARED_MEMORY_TAKEN_OVER where this one was taken over. */
    computersFor: (mine: number): Promise<readonly LedgerComputer[]> =>
      transaction(async (db) => {
        const { rows } = await db.query<Omit<LedgerComputer, 'at'> & { at: string }>(
          `select c.no, c.name, (extract(epoch from greatest(c.at, (
               select max(e.at) from sendoff_shared.entry e where e.client = c.client and e.computer = c.no))) * 1000)::text as at,
             exists (select from sendoff_shared.retired r where r.client = c.client and r.computer = c.no) as "isRetired"
           from sendoff_shared.computer c order by c.no`,
        )
        if (rows.some(({ no, isRetired }) => no === mine && isRetired)) throw takenOver(host)
        return rows.map((row) => ({ ...row, at: Number(row.at) }))
      }),
    /** From now on a computer claims nothing more. Saying it again changes nothing. */
    retire: (mine: number, lost: number): Promise<void> =>
      transaction(async (db) => {
        await db.query(
          `insert into sendoff_shared.retired (client, computer, by)
             select sendoff_shared.me(), c.no, $1 from sendoff_shared.computer c where c.no = $2 and c.no <> $1
             on conflict do nothing`,
          [mine, lost],
        )
      }),
    /** Addresses a computer has, in order, after one; the empty answer is the end. */
    heldBy: (computer: number, after: AddressHash | null): Promise<readonly AddressHash[]> =>
      transaction(async (db) => {
        const { rows } = await db.query<{ hash: string }>(
          `select h.hash::text as hash from sendoff_shared.held h
            where h.client = (select sendoff_shared.me()) and h.computer = $1 and ($2::uuid is null or h.hash > $2)
              and not exists (select from sendoff_shared.released r
                where r.client = h.client and r.hash = h.hash and r.turn = h.turn)
            order by h.hash limit ${atOnce}`,
          [computer, after],
        )
        return rows.map(({ hash }) => hash)
      }),
    /** Whether news are heard as they come. */
    hears: (): boolean => listening !== null,
    /** Hears of stops as they are said, until the connection breaks. */
    async listen(heard: () => void): Promise<void> {
      if (listening || closed) return
      const db = await connect(connection)
      const forget = () => {
        if (listening === db) listening = null
        void db.end().catch(() => undefined)
      }
      db.on('error', forget)
      db.on('end', forget)
      db.on('notification', heard)
      try {
        await db.query(`listen "${key.channel}"`)
      } catch (error) {
        forget()
        throw asLedgerError(error, host)
      }
      if (closed) forget()
      else listening = db
    },
    async close(): Promise<void> {
      closed = true
      const [work, ear] = [opening, listening]
      opening = null
      listening = null
      await ear?.end().catch(() => undefined)
      await (await work?.catch(() => null))?.end().catch(() => undefined)
    },
  }
}

type EntryRow = Cursor & { readonly computer: number; readonly kind: LedgerEntry['kind']; readonly hashes: string }

async function joinAs(
  db: Client,
  access: string,
  id: string,
  name: string,
): Promise<{ readonly id: string; readonly no: number }> {
  await db.query(
    `insert into sendoff_shared.client (id) values (sha256(decode($1, 'hex'))) on conflict (id) do nothing`,
    [access],
  )
  await db.query(
    `insert into sendoff_shared.computer (client, id, name) values (sendoff_shared.me(), $1, $2)
       on conflict (client, id) do nothing`,
    [id, name],
  )
  const { rows } = await db.query<{ no: number; retired: boolean }>(
    `select no, exists (select from sendoff_shared.retired r where r.client = c.client and r.computer = c.no) as retired
       from sendoff_shared.computer c where id = $1`,
    [id],
  )
  const found = rows[0]
  if (found === undefined) throw new AppError('SHARED_MEMORY_NOT_SEALED', { reason: 'own' })
  return found.retired ? joinAs(db, access, randomUUID(), name) : { id, no: found.no }
}

/** As two clients in turn. Throws SHARED_MEMORY_NOT_SEALED where one meets the other. */
async function proveOn(db: Client): Promise<SharedProof> {
  const one = randomBytes(32).toString('hex')
  const other = randomBytes(32).toString('hex')
  const be = (key: string) => db.query(`set local sendoff.key = '${key}'`)
  const failed = (reason: string) => new AppError('SHARED_MEMORY_NOT_SEALED', { reason })
  const hash = randomUUID()

  await be(one)
  const { no: computer } = await joinAs(db, one, randomUUID(), 'Sendoff test')
  const { rows: me } = await db.query<{ no: number }>('select sendoff_shared.me() as no')
  await db.query('select sendoff_shared.claim($1, $2::uuid[])', [computer, [hash]])
  const count = async (table: string) =>
    (await db.query<{ n: number }>(`select count(*)::int as n from sendoff_shared.${table}`)).rows[0]?.n ?? -1
  const tables = ['client', 'computer', 'held', 'entry'] as const
  // A write that cannot be read back would prove nothing below.
  for (const table of tables) if ((await count(table)) !== 1) throw failed('own')

  await be(other)
  for (const table of tables) if ((await count(table)) !== 0) throw failed('read')
  const refused = async (sql: string, values: unknown[] = []) => {
    await db.query('savepoint proof')
    try {
      await db.query(sql, values)
      return false
    } catch (error) {
      return (error as { code?: unknown }).code === '42501'
    } finally {
      await db.query('rollback to savepoint proof')
    }
  }
  const foreign = 'insert into sendoff_shared.held (client, hash, turn, computer) values ($1, $2, 0, $3)'
  if (!(await refused(foreign, [me[0]?.no, randomUUID(), computer]))) throw failed('write')
  await be(one)
  for (const sql of ['delete from sendoff_shared.held', 'update sendoff_shared.held set computer = 0']) {
    if (!(await refused(sql))) throw failed('change')
  }
  return { writes: true, readsOwn: true, seesOthers: false, writesForOthers: false, changes: false }
}

const connect = (connection: string): Promise<Client> =>
  connectDatabase(connection, { connectMs, statementMs, queryMs: statementMs + 5_000, asError: asLedgerError })

const takenOver = (host: string) => new AppError('SHARED_MEMORY_TAKEN_OVER', { host })

/** PostgreSQL's refusals as the operator should hear them. */
function asLedgerError(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error
  const { code } = error as { code?: unknown }
  const fault = connectFault(error)
  if (fault === 'login') return new AppError('SHARED_MEMORY_REFUSED', { host, reason: fault })
  if (code === 'SD001') return takenOver(host)
  if (code === '42501' || code === '22023') return new AppError('SHARED_MEMORY_REFUSED', { host, reason: 'rights' })
  if (code === '3F000' || code === '42P01' || code === '42883')
    return new AppError('SHARED_MEMORY_NOT_SET_UP', { host })
  if (isAnswer(code)) return new AppError('SHARED_MEMORY_REFUSED', { host, reason: 'answer', code })
  return new AppError('SHARED_MEMORY_UNREACHABLE', fault ? { host, reason: fault } : { host }, { cause: error })
}

/**
 * Whether the database answered and will answer the same again: an SQLSTATE, but for those of lost connections (08), of
 * rolled back transactions (40), of too little room (53), of operators who stop it (57) and of its system (58).
 */
const isAnswer = (code: unknown): code is string => isSqlState(code) && !/^(?:08|40|53|57|58)/.test(code)

/** The newest version there is. */
export const newestLedger = Math.max(...ledgerSteps.map(({ version }) => version))
