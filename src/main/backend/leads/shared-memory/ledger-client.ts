/** Client of the ledger in PostgreSQL: every piece of work is a transaction that sets the client it is for. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { AppError } from '#shared/errors.ts'
import { connectionOptions } from '../supabase/connection-options.ts'
import { createLedgerClaims } from './ledger-claims.ts'
import { createLedgerComputers } from './ledger-computers.ts'
import { createLedgerConnection } from './ledger-connection.ts'
import { ledgerSteps } from './ledger-sql.ts'
import { createLedgerStops } from './ledger-stops.ts'
import type { AddressHash, SharedKey } from './shared-key.ts'

/** Position up to which the ledger has been read, including rows written by any computer. */
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
  /** Time it last claimed, released or announced anything; if it never did, time it joined. Epoch ms. */
  readonly at: number
  readonly isRetired: boolean
}
export type LedgerClient = ReturnType<typeof createLedgerClient>

export function createLedgerClient(connection: string, key: SharedKey) {
  const { host } = connectionOptions(connection)
  const { atOneGo, transaction, version, setUp, hears, listen, close } = createLedgerConnection(connection, key, host)
  const { claim, claimFrom, taken, release } = createLedgerClaims(atOneGo)
  const { say, stopsAfter } = createLedgerStops(key, transaction)
  const { computers, computersFor, retire, heldBy } = createLedgerComputers(host, transaction)

  return {
    version,
    setUp,
    computers,
    /** Proves on the database itself that clients cannot see each other's rows. Everything it writes is rolled back. */
    prove: (): Promise<void> => transaction((db) => proveSeparation(db), 'rollback'),
    /** Joins the ledger and returns this computer's number and id; a computer that was taken over gets new ones. */
    join: (id: string, name: string): Promise<{ readonly id: string; readonly no: number }> =>
      transaction(async (db) => {
        await db.query('select sendoff_shared.open_months()')
        return joinAs(db, key.access, id, name)
      }),
    claim,
    claimFrom,
    taken,
    release,
    say,
    stopsAfter,
    computersFor,
    retire,
    heldBy,
    hears,
    listen,
    close,
  }
}

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

/** Runs as two clients in turn. Throws SHARED_MEMORY_NOT_SEALED if one can see the other. */
async function proveSeparation(db: Client): Promise<void> {
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
  // If a write cannot be read back, the checks below would prove nothing.
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
}

export const newestLedger = Math.max(...ledgerSteps.map(({ version }) => version))
