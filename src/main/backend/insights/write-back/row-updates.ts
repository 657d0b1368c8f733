/** Turns outbox rows into one update per database row. */
import type { DueRow, Outbox } from './outbox.ts'
import { ownRow, platformRow } from './rows.ts'
import type { TargetRow } from './target-store.ts'
import { type OutRow, ownKey, platformKey } from './writer.ts'

/** Update of one database row, with the leads it comes from. */
export type RowUpdate = {
  readonly key: string
  readonly row: OutRow
  readonly table: string
  readonly of: readonly DueRow[]
}
/** Returns the updates. Several leads can share a platform row; those without a row are set aside. */
export const rowUpdatesOf = (outbox: Outbox, target: TargetRow, rows: readonly DueRow[]): readonly RowUpdate[] =>
  target.place === 'own' ? ownRowUpdates(target, rows) : platformRowUpdates(outbox, target, rows)

const ownRowUpdates = (target: TargetRow, rows: readonly DueRow[]): readonly RowUpdate[] =>
  rows.map((row) => ({ key: ownKey(row.campaignId, row.email), row: ownRow(target, row), table: '', of: [row] }))

function platformRowUpdates(outbox: Outbox, target: TargetRow, rows: readonly DueRow[]): readonly RowUpdate[] {
  const placed = rows.filter((row) => row.rowId !== null && row.rowCampaign !== null)
  for (const row of rows) if (!placed.includes(row)) outbox.setAside(row.id, 'none', '')
  return [...Map.groupBy(placed, (row) => platformKey(row.rowTable, row.rowId))].flatMap(([key, of]) => {
    const [first] = of
    if (!first) return []
    return [{ key, of, table: first.rowTable ?? '', row: platformRow(outbox.samePlace(target.id, first)) }]
  })
}
