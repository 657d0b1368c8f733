/** The computers that share a client, and what each has claimed. */

import { AppError } from '#shared/errors.ts'
import type { LedgerComputer } from './ledger-client.ts'
import type { LedgerConnection } from './ledger-connection.ts'
import type { AddressHash } from './shared-key.ts'

export const addressesPerStatement = 10_000

export const takenOverError = (host: string) => new AppError('SHARED_MEMORY_TAKEN_OVER', { host })

/** Lists and retires computers. */
export function createLedgerComputers(host: string, transaction: LedgerConnection['transaction']) {
  return {
    /** Returns how many computers use this name and passphrase. */
    computers: (): Promise<number> =>
      transaction(async (db) => {
        const { rows } = await db.query<{ n: number }>('select count(*)::int as n from sendoff_shared.computer')
        return rows[0]?.n ?? 0
      }),
    /** Returns the computers that share the client; throws SHARED_MEMORY_TAKEN_OVER if this one was taken over. */
    computersFor: (mine: number): Promise<readonly LedgerComputer[]> =>
      transaction(async (db) => {
        const { rows } = await db.query<Omit<LedgerComputer, 'at'> & { at: string }>(
          `select c.no, c.name, (extract(epoch from greatest(c.at, (
               select max(e.at) from sendoff_shared.entry e where e.client = c.client and e.computer = c.no))) * 1000)::text as at,
             exists (select from sendoff_shared.retired r where r.client = c.client and r.computer = c.no) as "isRetired"
           from sendoff_shared.computer c order by c.no`,
        )
        if (rows.some(({ no, isRetired }) => no === mine && isRetired)) throw takenOverError(host)
        return rows.map((row) => ({ ...row, at: Number(row.at) }))
      }),
    /** Retires a computer, so that it can claim nothing more. Idempotent. */
    retire: (mine: number, lost: number): Promise<void> =>
      transaction(async (db) => {
        await db.query(
          `insert into sendoff_shared.retired (client, computer, by)
             select sendoff_shared.me(), c.no, $1 from sendoff_shared.computer c where c.no = $2 and c.no <> $1
             on conflict do nothing`,
          [mine, lost],
        )
      }),
    /** Returns addresses a computer holds, in order, after a given one; an empty result is the end. */
    heldBy: (computer: number, after: AddressHash | null): Promise<readonly AddressHash[]> =>
      transaction(async (db) => {
        const { rows } = await db.query<{ hash: string }>(
          `select h.hash::text as hash from sendoff_shared.held h
            where h.client = (select sendoff_shared.me()) and h.computer = $1 and ($2::uuid is null or h.hash > $2)
              and not exists (select from sendoff_shared.released r
                where r.client = h.client and r.hash = h.hash and r.turn = h.turn)
            order by h.hash limit ${addressesPerStatement}`,
          [computer, after],
        )
        return rows.map(({ hash }) => hash)
      }),
  }
}
