/** Addresses in the ledger: claimed by one computer, and released. */

import type { LedgerConnection } from './ledger-connection.ts'
import { queryInBatches } from './query-batches.ts'
import type { AddressHash } from './shared-key.ts'

export function createLedgerClaims(atOneGo: LedgerConnection['atOneGo']) {
  /** Returns the list of addresses that a statement produces. */
  async function listBy(sql: string): Promise<readonly AddressHash[]> {
    const row = await atOneGo<{ found: string }>(`${sql}::text as found`)
    return row === undefined || row.found === '{}' ? [] : row.found.slice(1, -1).split(',')
  }
  async function listOfAll(name: 'claim' | 'taken', computer: number, hashes: readonly AddressHash[]) {
    const asked = (some: string) => `select sendoff_shared.${name}(${Math.trunc(computer)}, '${some}'::uuid[])`
    return new Set((await queryInBatches(hashes, (some) => listBy(asked(some)))).flat())
  }
  return {
    /** Claims addresses; returns those that another computer has. Idempotent. */
    claim: (computer: number, hashes: readonly AddressHash[]): Promise<ReadonlySet<AddressHash>> =>
      listOfAll('claim', computer, hashes),
    /** Like `claim`, for addresses that a retired computer may hold: they pass from it to this one atomically. */
    claimFrom: async (
      computer: number,
      retired: number,
      hashes: readonly AddressHash[],
    ): Promise<ReadonlySet<AddressHash>> => {
      const asked = (some: string) =>
        `select sendoff_shared.release(${Math.trunc(retired)}, '${some}'::uuid[]);
         select sendoff_shared.claim(${Math.trunc(computer)}, '${some}'::uuid[])`
      return new Set((await queryInBatches(hashes, (some) => listBy(asked(some)))).flat())
    },
    /** Returns the addresses that another computer has. */
    taken: (computer: number, hashes: readonly AddressHash[]): Promise<ReadonlySet<AddressHash>> =>
      listOfAll('taken', computer, hashes),
    /** Releases those of the addresses that a computer holds; returns how many there were. */
    release: async (computer: number, hashes: readonly AddressHash[]): Promise<number> => {
      const counts = await queryInBatches(hashes, (some) =>
        atOneGo<{ n: number }>(`select sendoff_shared.release(${Math.trunc(computer)}, '${some}'::uuid[]) as n`),
      )
      return counts.reduce((sum, row) => sum + (row?.n ?? 0), 0)
    },
  }
}
