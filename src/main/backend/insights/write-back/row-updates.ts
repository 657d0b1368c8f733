/** What is sent of the outbox: one update for each row of the database it concerns. */
import type { DueRow, Outbox } from './outbox.ts'
import { ownRow, platformRow } from './rows.ts'
import type { TargetRow } from './target-store.ts'
import { type OutRow, ownKey, platformKey } from './writer.ts'

/** What goes to one row of the database, with the leads it is of. */
export type RowUpdate = {
  readonly key: string
  readonly row: OutRow
  readonly table: string
  readonly of: readonly DueRow[]
}
/** Of the platform's rows several leads can be one; those without a row are set aside. */
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
