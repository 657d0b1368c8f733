/** Reads the current values of the first waiting rows and reports what would change. */
import type { WriteBackChange } from '#shared/contract/insights/write-back.ts'
import { hasCode } from '#shared/errors.ts'
import type { TableReader, TextRow } from '../../leads/supabase/reader.ts'
import { type DryRunRow, type DueRow, type Outbox, parseBody } from './outbox.ts'
import { ownRow, platformRow } from './rows.ts'
import type { TargetRow } from './target-store.ts'
import { type OutRow, ownTable } from './writer.ts'

const maxRows = 50
const hiddenColumns: ReadonlySet<string> = new Set(['workspace_id', 'campaign_id', 'lead_key', 'id', 'email'])

/** If the target is not ready yet, every row is new. */
export async function dryRunRows(
  target: TargetRow,
  outbox: Outbox,
  reader: TableReader,
  signal: AbortSignal,
): Promise<readonly DryRunRow[]> {
  const own = target.place === 'own'
  const waiting = outbox.due(target.id, maxRows).filter((row) => own || row.rowId !== null)
  const groups = Map.groupBy(waiting, (row) => (own ? row.campaignId : (row.rowTable ?? '')))
  const rows: DryRunRow[] = []
  for (const [group, some] of groups) {
    const table = own ? ownTable : group
    const before = await readCurrentRows(reader, target, table, some, signal)
    for (const row of some) {
      const after = own ? ownRow(target, row) : platformRow(outbox.samePlace(target.id, row))
      const was = before.get(own ? row.email : (row.rowId ?? ''))
      rows.push({
        email: row.email,
        campaignName: parseBody(row).campaign_name,
        table,
        rowId: row.rowId,
        isNew: was === undefined,
        changes: changesOf(after, was),
      })
    }
  }
  return rows
}

async function readCurrentRows(
  reader: TableReader,
  target: TargetRow,
  table: string,
  rows: readonly DueRow[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TextRow>> {
  const own = target.place === 'own'
  const key = own ? 'lead_key' : 'id'
  const keys = rows.map((row) => (own ? row.email : (row.rowId ?? ''))).join(',')
  const filters = [
    { column: key, op: 'one_of' as const, value: keys },
    ...(own
      ? [
          { column: 'workspace_id', op: 'eq' as const, value: target.workspaceKey },
          { column: 'campaign_id', op: 'eq' as const, value: rows[0]?.campaignId ?? '' },
        ]
      : []),
  ]
  const found = new Map<string, TextRow>()
  try {
    await reader.read(
      { schema: 'public', relation: table, columns: null, filters, keyColumn: key },
      {
        signal,
        onRows: async (batch) => {
          for (const row of batch.rows) found.set(row[key] ?? '', row)
        },
      },
    )
  } catch (error) {
    if (!hasCode(error, 'SUPABASE_TABLE_NOT_FOUND')) throw error
  }
  return found
}

/** Returns columns whose value would change. Nothing is cleared: an unknown value leaves the existing one. */
function changesOf(after: OutRow, before: TextRow | undefined): readonly WriteBackChange[] {
  return Object.entries(after).flatMap(([column, value]) => {
    if (hiddenColumns.has(column) || value === null) return []
    const was = before?.[column] || null
    return isSameCell(String(value), was) ? [] : [{ column, before: was, after: String(value) }]
  })
}

function isSameCell(after: string, before: string | null): boolean {
  if (before === null) return false
  if (after === before) return true
  const [a, b] = [Date.parse(after), Date.parse(before.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))]
  return /^\d{4}-\d\d-\d\d[T ]/.test(after) && a === b
}
