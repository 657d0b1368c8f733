/** The connection to a ledger: one transaction at a time, and a separate connection for notifications from others. */

import type { Client } from 'pg'
import { AppError } from '#shared/errors.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import { connectDatabase, connectFault, disconnect, isSqlState } from '../supabase/database-connection.ts'
import { takenOverError } from './ledger-computers.ts'
import { memberRole, stepsAfter } from './ledger-sql.ts'
import type { SharedKey } from './shared-key.ts'

const connectMs = 8_000

const statementMs = 30_000

const connect = (connection: string): Promise<Client> =>
  connectDatabase(connection, { connectMs, statementMs, queryMs: statementMs + 5_000, asError: asLedgerError })

/** Converts PostgreSQL's errors to those shown to the operator. */
function asLedgerError(error: unknown, host: string): AppError {
  if (error instanceof AppError) return error
  const { code } = error as { code?: unknown }
  const fault = connectFault(error)
  if (fault === 'login') return new AppError('SHARED_MEMORY_REFUSED', { host, reason: fault })
  if (code === 'SD001') return takenOverError(host)
  if (code === '42501' || code === '22023') return new AppError('SHARED_MEMORY_REFUSED', { host, reason: 'rights' })
  if (code === '3F000' || code === '42P01' || code === '42883')
    return new AppError('SHARED_MEMORY_NOT_SET_UP', { host })
  if (isAnswer(code)) return new AppError('SHARED_MEMORY_REFUSED', { host, reason: 'answer', code })
  return new AppError('SHARED_MEMORY_UNREACHABLE', fault ? { host, reason: fault } : { host }, { cause: error })
}

/**
 * Returns whether the database answered and will answer the same again: an SQLSTATE other than lost connections (08),
 * rolled back transactions (40), insufficient resources (53), operator intervention (57) and system errors (58).
 */
const isAnswer = (code: unknown): code is string => isSqlState(code) && !/^(?:08|40|53|57|58)/.test(code)

/** Returns the version of the existing ledger; 0 if there is none. */
async function versionOf(db: Client): Promise<number> {
  const there = await db.query<{ there: boolean }>(`select to_regclass('sendoff_shared.version') is not null as there`)
  if (!there.rows[0]?.there) return 0
  const { rows } = await db.query<{ n: number }>('select max(version) as n from sendoff_shared.version')
  return rows[0]?.n ?? 0
}

/** Creates the connection, which is opened on first use. */
export function createLedgerConnection(connection: string, key: SharedKey, host: string) {
  const begin = `begin; set local role ${memberRole}; set local sendoff.key = '${key.access}'`
  let opening: Promise<Client> | null = null
  let listening: Client | null = null
  let closed = false

  async function openedClient(): Promise<Client> {
    const mine = (opening ??= connect(connection))
    try {
      return await mine
    } catch (error) {
      if (opening === mine) opening = null
      throw error
    }
  }

  /** One after the other, as a connection has one transaction at a time. */
  const inLine = createOneAtATime()

  /** Runs work on the connection. After an error its state is unknown, so it is not reused. */
  function onConnection<T>(work: (db: Client) => Promise<T>): Promise<T> {
    return inLine(async () => {
      if (closed) throw new AppError('CANCELLED')
      const db = await openedClient()
      try {
        return await work(db)
      } catch (error) {
        opening = null
        void disconnect(db)
        throw asLedgerError(error, host)
      }
    })
  }

  return {
    /** Runs a transaction as a member, for the client of a key. If it is aborted, the database rolls it back. */
    transaction<T>(work: (db: Client) => Promise<T>, end: 'commit' | 'rollback' = 'commit'): Promise<T> {
      return onConnection(async (db) => {
        await db.query(begin)
        const found = await work(db)
        await db.query(end)
        return found
      })
    },
    /**
     * Runs a query as a transaction that is sent as a whole, so that other computers blocked by it wait for the database
     * only and not for the round trip. `sql` consists of numbers and hashes only.
     */
    atOneGo<Row extends object>(sql: string): Promise<Row | undefined> {
      return onConnection(async (db) => {
        const answers = (await db.query(`${begin}; ${sql}; commit`)) as unknown as readonly {
          readonly rows: readonly Row[]
        }[]
        return answers.at(-2)?.rows[0]
      })
    },
    /** Returns the version of the existing ledger; 0 if there is none. */
    version: (): Promise<number> => onConnection(versionOf),
    /** Creates the ledger or upgrades it; only one computer at a time, and the next one finds it done. */
    setUp: (): Promise<void> =>
      onConnection(async (db) => {
        await db.query(`begin; select pg_advisory_xact_lock(hashtext('sendoff_shared.set_up'))`)
        for (const { up } of stepsAfter(await versionOf(db))) await db.query(up)
        await db.query('commit')
      }),
    /** Returns whether notifications arrive immediately. */
    hears: (): boolean => listening !== null,
    /** Listens for stops until the connection breaks. */
    async listen(heard: () => void): Promise<void> {
      if (listening || closed) return
      const db = await connect(connection)
      const forget = () => {
        if (listening === db) listening = null
        void disconnect(db)
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
      const open = await work?.catch(() => null)
      await Promise.all([ear, open].map(async (db) => (db ? disconnect(db) : undefined)))
    },
  }
}

export type LedgerConnection = ReturnType<typeof createLedgerConnection>
