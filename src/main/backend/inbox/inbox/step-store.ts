/**
 * Steps for many conversations that are on disk until they are over. One that went on after an end of the app stays with
 * its way back: who pressed it saw no message that could be undone.
 */
import type { BulkAct, ResumedStep } from '#shared/contract/inbox/inbox.ts'
import type { Store } from '../../core/deps.ts'

export type OpenStep<Act extends BulkAct = BulkAct> = {
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
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this file alone
    act: JSON.parse(act) as BulkAct,
    undo: undo === 1,
    at,
  })
  const over = (id: number): void => raw.transaction(() => leavings.forEach((one) => one.run(id)))()

  return {
    /** Inside the transaction that writes down what is to be done. */
    begin: (act: BulkAct, undo: boolean, at: number): number =>
      Number(begin.run(JSON.stringify(act), undo ? 1 : 0, at).lastInsertRowid),
    open: (): readonly OpenStep[] => open.all().map(stepOf),
    over,
    /** It went on after an end of the app, and changed so many. */
    keep: (id: number, count: number): void => (count === 0 ? over(id) : void keep.run(count, id)),
    /** Those that went on, the newest first. */
    resumed: (): readonly ResumedStep[] =>
      kept.all().map((row) => ({ id: row.id, kind: stepOf(row).act.kind, count: row.count })),
    resumedOne(id: number): (OpenStep & { readonly count: number }) | undefined {
      const row = kept.all().find((one) => one.id === id)
      return row && { ...stepOf(row), count: row.count }
    },
    /** It is undone from now on; inside a transaction with what that takes. */
    turnBack: (id: number): void => void turnBack.run(id),
  }
}
