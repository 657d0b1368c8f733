/** Addresses in the ledger: claimed by one computer, given back. */

import { inParts } from './in-parts.ts'
import type { LedgerConnection } from './ledger-connection.ts'
import type { AddressHash } from './shared-key.ts'

/** Claims addresses, and gives them back. */
export function createLedgerClaims(atOneGo: LedgerConnection['atOneGo']) {
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
  }
}
