/** Finds the platform's row for a lead without an id, by its address within its campaign. */
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { hasCode } from '#shared/errors.ts'
import { platformTables } from '../../leads/supabase/platform.ts'
import type { TableReader, TextRow } from '../../leads/supabase/reader.ts'
import type { Outbox } from './outbox.ts'
import type { TargetRow } from './target-store.ts'

type Found = { readonly rowTable: string; readonly rowId: string }

/** A single candidate is the row; several are listed and not written; without any, the lead has no row there. */
export async function findRows(
  target: TargetRow,
  outbox: Outbox,
  openReader: (target: TargetRow) => Promise<TableReader>,
  signal: AbortSignal,
): Promise<void> {
  if (outbox.toFind(target.id).length === 0) return
  const reader = await openReader(target)
  const known = new Map<string, ReadonlyMap<string, readonly Found[]>>()
  try {
    for (;;) {
      const rows = outbox.toFind(target.id)
      if (rows.length === 0) return
      for (const row of rows) {
        const campaign = row.rowCampaign ?? ''
        const byAddress = known.get(campaign) ?? (await addressesOf(reader, campaign, signal))
        known.set(campaign, byAddress)
        const found = byAddress.get(row.email) ?? []
        const [first] = found
        if (found.length < 2) outbox.found(row.id, first ?? null)
        else outbox.setAside(row.id, 'several', found.map((one) => `${one.rowTable} ${one.rowId}`).join(', '))
      }
      signal.throwIfAborted()
    }
  } finally {
    await reader.close()
  }
}

/** Every address of a platform campaign with the rows that contain it. A page's address belongs to its business. */
async function addressesOf(reader: TableReader, campaign: string, signal: AbortSignal) {
  const { businesses, facebook, linkedin } = platformTables
  const places: readonly { relation: string; address: string; id: string; of: string }[] = [
    { relation: businesses, address: 'email', id: 'id', of: businesses },
    { relation: facebook, address: 'primary_email', id: 'business_id', of: businesses },
    { relation: linkedin, address: 'primary_email', id: 'id', of: linkedin },
  ]
  const all = new Map<string, Map<string, Found>>()
  for (const { relation, address, id, of } of places) {
    const take = (row: TextRow) => {
      const rowId = row[id] ?? ''
      if (rowId === '') return
      // Parsed as in an import, because a lead's address never includes `mailto:` or a name.
      for (const email of findAddresses(row[address] ?? '').valid) {
        const found = all.get(email) ?? new Map<string, Found>()
        found.set(`${of} ${rowId}`, { rowTable: of, rowId })
        all.set(email, found)
      }
    }
    await readIfExists(reader, relation, [...new Set(['id', id, address])], campaign, take, signal)
  }
  return new Map([...all].map(([email, found]) => [email, [...found.values()]]))
}

async function readIfExists(
  reader: TableReader,
  relation: string,
  columns: readonly string[],
  campaign: string,
  take: (row: TextRow) => void,
  signal: AbortSignal,
): Promise<void> {
  const filters = [{ column: 'campaign_id', op: 'eq' as const, value: campaign }]
  try {
    await reader.read(
      { schema: 'public', relation, columns, filters, keyColumn: 'id' },
      { signal, onRows: async ({ rows }) => rows.forEach(take) },
    )
  } catch (error) {
    if (hasCode(error, 'SUPABASE_TABLE_NOT_FOUND')) return
    throw error
  }
}
