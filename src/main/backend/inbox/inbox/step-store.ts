/**
 * Stores steps for many conversations until they are finished. A step resumed after the app quit is kept for undo,
 * because the operator saw no message offering it.
 */
import type { BulkAction, ResumedStep } from '#shared/contract/inbox/inbox.ts'
import type { Store } from '../../core/deps.ts'

export type OpenStep<Act extends BulkAction = BulkAction> = {
  readonly id: number
  readonly act: Act
  readonly undo: boolean
  readonly at: number
}

type Row = { readonly id: number; readonly act: string; readonly undo: 0 | 1; readonly at: number }

export function createStepStore({ raw }: Pick<Store, 'raw'>) {
  const begin = raw.prepare('insert into inbox_step (act, undo, at) values (?, ?, ?)')
  const open = raw.prepare<[], Row>('select id, act, undo, at from inbox_step where kept is null order by id')
  const kept = raw.prepare<[], Row & { count: number }>(
    'select id, act, undo, at, kept as count from inbox_step where kept is not null order by id desc',
  )
  const keep = raw.prepare('update inbox_step set kept = ? where id = ?')
  const turnBack = raw.prepare('update inbox_step set undo = 1, kept = null where id = ? and kept is not null')
  const leavings = [
    'inbox_step_part where step_id = ?',
    'inbox_label_pending where step_id = ?',
    'inbox_step where id = ?',
  ].map((what) => raw.prepare(`delete from ${what}`))

  const stepOf = ({ id, act, undo, at }: Row): OpenStep => ({
    id,
    // Written only by this file.
    act: JSON.parse(act) as BulkAction,
    undo: undo === 1,
    at,
  })
  const over = (id: number): void => raw.transaction(() => leavings.forEach((one) => one.run(id)))()

  return {
    /** Must be called inside the transaction that stores what is to be done. */
    begin: (act: BulkAction, undo: boolean, at: number): number =>
      Number(begin.run(JSON.stringify(act), undo ? 1 : 0, at).lastInsertRowid),
    open: (): readonly OpenStep[] => open.all().map(stepOf),
    over,
    /** Keeps a resumed step for undo, with the number of conversations it changed. */
    keep: (id: number, count: number): void => (count === 0 ? over(id) : void keep.run(count, id)),
    /** Returns resumed steps, newest first. */
    resumed: (): readonly ResumedStep[] =>
      kept.all().map((row) => ({ id: row.id, kind: stepOf(row).act.kind, count: row.count })),
    resumedOne(id: number): (OpenStep & { readonly count: number }) | undefined {
      const row = kept.all().find((one) => one.id === id)
      return row && { ...stepOf(row), count: row.count }
    },
    /** Marks a step as being undone; called in the transaction that prepares the undo. */
    turnBack: (id: number): void => void turnBack.run(id),
  }
}
