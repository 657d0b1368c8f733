/** Stops in the ledger: announced to all computers of a client, and read in order. */

import type { Cursor, LedgerEntry } from './ledger-client.ts'
import type { LedgerConnection } from './ledger-connection.ts'
import { queryInBatches } from './query-batches.ts'
import type { AddressHash, SharedKey } from './shared-key.ts'

type EntryRow = Cursor & { readonly computer: number; readonly kind: LedgerEntry['kind']; readonly hashes: string }

/** Announces and reads stops. */
export function createLedgerStops(key: SharedKey, transaction: LedgerConnection['transaction']) {
  return {
    /** Announces to all computers of the client who stopped, or that a stop was withdrawn. */
    say: async (computer: number, kind: LedgerEntry['kind'], hashes: readonly AddressHash[]): Promise<void> => {
      await queryInBatches(hashes, (some) =>
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
     * Returns the stops after a cursor, in order, and the cursor for the next call. Transactions still in progress may
     * write before rows that already exist, so these are read again then: nothing is missed, and reading a stop twice
     * changes nothing.
     */
    stopsAfter: (cursor: Cursor | null): Promise<{ entries: readonly LedgerEntry[]; cursor: Cursor | null }> =>
      transaction(async (db) => {
        const { rows: now } = await db.query<{ xmin: string }>(
          'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
        )
        const xmin = BigInt(now[0]?.xmin ?? '0')
        // Another database, or a copy of this one, has another order.
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
  }
}
