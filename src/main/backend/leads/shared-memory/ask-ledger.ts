/** Single queries to a ledger that has not been joined yet. */
import { connectionOptions } from '../supabase/connection-options.ts'
import { createLedgerClient, type LedgerClient } from './ledger-client.ts'
import type { SharedKey } from './shared-key.ts'

/** Returns host, port and name of a database, as shown on screens. */
export const addressOf = (connection: string): string => {
  const { host, port, database } = connectionOptions(connection)
  return `${host}:${port}/${database}`
}

/** Opens a ledger for one piece of work. */
export async function withLedger<T>(
  connection: string,
  key: SharedKey,
  work: (ledger: LedgerClient) => Promise<T>,
): Promise<T> {
  const ledger = createLedgerClient(connection, key)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}
